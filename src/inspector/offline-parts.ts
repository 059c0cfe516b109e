/**
 * Offline parts: everything a page can ask about a run, answered beforehand.
 *
 * What is the same for many records is kept once: the candidates of a transition, the events that a
 * state takes.
 */
import type { RunRecord, TransitionRecord } from '../sim/record.ts';
import { chartOf } from './chart.ts';
import { batchOf, StringTable } from './column-table.ts';
import { bodyOf, eventOf, tokenIn } from './detail.ts';
import { futureAfter } from './future.ts';
import { helloOf } from './hello.ts';
import type { History } from './history.ts';
import { machineAt } from './machine-shapes.ts';
import type { OfflineRun } from './offline-run.ts';
import { plain } from './plain.ts';
import type { Playable } from './playable.ts';
import { Retrospect } from './retrospect.ts';
import { ENDS } from './stop.ts';
import type { Subject } from './subject.ts';
import { acceptedIn, candidatesFor, type MachineShape } from './why.ts';
import type { Candidate, Chart } from './wire-reply.ts';

/** The fields that have a column of their own, or are the record's place. */
const COLUMNED: ReadonlySet<string> = new Set([
  ...['seq', 'atUs', 'cause', 'actor', 'type', 'conversation', 'kind', 'from', 'to', 'channel'],
  ...['was', 'state', 'ignored', 'machine', 'reason', 'handled', 'text', 'number', 'id', 'attempt'],
]);

/** The run as far as it was executed, with every answer about it. */
export async function offlineRun(
  run: Playable,
  cursor: number,
  subject: Subject,
): Promise<OfflineRun> {
  const { history, head } = run;
  const { scenario, currency } = subject;
  const retrospect = new Retrospect(run, scenario, currency);
  const hello = { ...helloOf(subject, []), live: false };
  const latest = run.interventions.at(-1);
  return {
    hello,
    branch: {
      branch: 0,
      title: latest?.text ?? 'as the scenario says',
      forkedFrom: null,
      interventions: run.interventions.map(({ atUs, text }) => ({ atUs, text })),
      records: head,
      ended: run.isEnded,
    },
    failure: run.failure,
    ends: [...ENDS],
    cursor,
    batch: batchOf(history.records, 1, new StringTable(), 0),
    rests: history.records.map(restOf),
    charts: await chartsIn(history),
    ...whysIn(history, subject),
    tokens: tokensIn(history, subject),
    money: retrospect.moneyAt(head),
    properties: retrospect.propertiesAt(head),
    future: futureAfter(run, head),
  };
}

/** What a record says beyond its columns. */
function restOf(record: RunRecord): OfflineRun['rests'][number] {
  const rest = Object.entries(record).filter(([key]) => !COLUMNED.has(key));
  return rest.length === 0
    ? 0
    : Object.fromEntries(rest.map(([key, value]) => [key, plain(value)]));
}

/** The charts of the machines that occur, in the order they began. */
async function chartsIn(history: History): Promise<readonly Chart[]> {
  const shapes = new Map<string, MachineShape>();
  for (const { kind, actor } of history.records) {
    if (kind !== 'started') continue;
    const shape = machineAt(history, actor);
    if (shape !== null) shapes.set(shape.id, shape);
  }
  return Promise.all([...shapes.values()].map((shape) => chartOf(shape)));
}

type Whys = Pick<OfflineRun, 'accepts' | 'candidates' | 'asked'>;

/** Which transitions there were to take at each, and what each state would take. */
function whysIn(history: History, { scenario }: Subject): Whys {
  const accepts = new Map<string, Map<string, readonly string[]>>();
  const candidates: (readonly Candidate[])[] = [];
  const numbers = new Map<string, number>();
  const asked: [number, number][] = [];
  for (const record of history.records) {
    const machine = 'state' in record ? machineAt(history, record.actor) : null;
    if (machine === null || !('state' in record)) continue;
    const states = accepts.get(machine.id) ?? new Map<string, readonly string[]>();
    accepts.set(machine.id, states);
    if (!states.has(record.state)) states.set(record.state, acceptedIn(machine, record.state));
    if (record.kind !== 'transition') continue;
    const list = askedAt(history, record, machine, scenario);
    const text = JSON.stringify(list);
    const number = numbers.get(text) ?? candidates.push(list) - 1;
    numbers.set(text, number);
    asked.push([record.seq, number]);
  }
  const entries = [...accepts].map(([id, states]) => [id, Object.fromEntries(states)] as const);
  return { accepts: Object.fromEntries(entries), candidates, asked };
}

function askedAt(
  history: History,
  record: TransitionRecord,
  machine: MachineShape,
  scenario: Subject['scenario'],
) {
  const earlier = history.eventAt(record.actor, record.seq - 1);
  const before = earlier === null ? undefined : history.contextAfter(earlier);
  return candidatesFor(machine, record.was, eventOf(history, record, scenario), before);
}

function tokensIn(history: History, { scenario }: Subject): OfflineRun['tokens'] {
  return history.records.flatMap((record) => {
    const token = 'from' in record ? tokenIn(record, bodyOf(history, record), scenario) : null;
    return token === null ? [] : [[record.seq, token] as const];
  });
}
