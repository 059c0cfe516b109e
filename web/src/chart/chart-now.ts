/**
 * Chart now: the machine of the chosen actor, and where it stands at the cursor.
 *
 *     actor ──▶ its machine ──▶ the chart (asked for once a machine)
 *     actor, cursor ──▶ active states ◀── the latest event ──▶ the transitions it took
 */
import { useEffect, useState } from 'react';
import type { Candidate, Chart, ChartEdge } from '../../../src/inspector/wire-reply.ts';
import { useDetail } from '../detail/detail-cache.ts';
import { inspector, useInspector } from '../store/inspector.ts';
import { KIND, type Records } from '../store/records.ts';

/** Where a machine stands. */
export interface ChartNow {
  readonly actor: string;
  readonly number: number;
  /** `on.watching`; '' before it began. */
  readonly state: string;
  /** The state before the latest event; '' where there was none. */
  readonly was: string;
  /** The record of the latest event; 0 before the first. */
  readonly seq: number;
  readonly event: string;
  readonly isIgnored: boolean;
  /** Every active state with those around it; '' is the machine. */
  readonly active: ReadonlySet<string>;
  readonly taken: readonly Candidate[];
}

/** The actor whose chart is shown: the chosen one, or the one the cursor is about, if it has a machine. */
export function useChartActor(): string | null {
  const records = useInspector((state) => state.records);
  const chosen = useInspector((state) => state.actor);
  const cursor = useInspector(({ position }) => position?.cursor ?? 0);
  useInspector((state) => state.version);
  for (const actor of [chosen, records.actorText(cursor)]) {
    if (actor !== null && machineOf(records, actor) !== null) return actor;
  }
  for (const [number] of records.byActor) {
    const actor = records.text(number);
    if (machineOf(records, actor) !== null) return actor;
  }
  return null;
}

/** A machine begins with one of its first records: channels and the script never do. */
const LOOKED_AT = 20;
/** The name of the machine that runs at an address; null where none has begun. */
export function machineOf(records: Records, actor: string): string | null {
  const seqs = records.byActor.get(records.numberOf(actor)) ?? [];
  for (const seq of seqs.slice(0, LOOKED_AT)) {
    if (records.kind.at(seq - 1) === KIND.started) return records.text(records.a.at(seq - 1));
  }
  return null;
}

const charts = new Map<string, Promise<Chart | null>>();
/** The chart of a machine: undefined until it is here, null where there is none. */
export function useChart(machine: string | null): Chart | null | undefined {
  const [known, setKnown] = useState<{ machine: string; chart: Chart | null } | null>(null);
  useEffect(() => {
    if (machine === null) return;
    let isCurrent = true;
    const asked = charts.get(machine) ?? inspector().ask({ do: 'chart', machine });
    charts.set(machine, asked);
    asked.then(
      (chart) => isCurrent && setKnown({ machine, chart }),
      () => isCurrent && setKnown({ machine, chart: null }),
    );
    return () => {
      isCurrent = false;
    };
  }, [machine]);
  return known !== null && known.machine === machine ? known.chart : undefined;
}

/** Where the machine at an address stands at the cursor. */
export function useChartNow(actor: string, chart: Chart | null): ChartNow {
  const records = useInspector((state) => state.records);
  const cursor = useInspector(({ position }) => position?.cursor ?? 0);
  useInspector((state) => state.version);
  const number = records.numberOf(actor);
  const seq = records.machineEventAt(number, cursor);
  const isTransition = seq > 0 && records.kind.at(seq - 1) === KIND.transition;
  const detail = useDetail(isTransition ? seq : null);
  const state = seq === 0 ? '' : records.text(records.b.at(seq - 1));
  return {
    actor,
    number,
    state,
    was: isTransition ? records.text(records.a.at(seq - 1)) : '',
    seq,
    event: seq === 0 ? '' : records.typeText(seq),
    isIgnored: seq > 0 && records.ignored.at(seq - 1) === 1,
    active: chart === null ? new Set() : activeIn(chart, state),
    taken: detail?.candidates.filter((candidate) => candidate.taken) ?? [],
  };
}

/** The states of a state text with those around them; the machine itself where there is any. */
export function activeIn(chart: Chart, state: string): ReadonlySet<string> {
  const active = new Set<string>();
  if (state === '') return active;
  active.add('');
  for (const path of pathsIn(chart, state)) {
    const keys = path.split('.');
    for (let length = 1; length <= keys.length; length += 1) {
      active.add(keys.slice(0, length).join('.'));
    }
  }
  return active;
}

/**
 * The innermost states of a state text. A further region is written from the state that has regions:
 * `metering.reports.listening & transfers.passing` is in `metering.transfers.passing`.
 */
export function pathsIn(chart: Chart, state: string): readonly string[] {
  const ids = new Set(chart.nodes.map(({ id }) => id));
  const paths: string[] = [];
  for (const part of state.split(' & ')) {
    let around = paths.at(-1) ?? '';
    while (around !== '' && !ids.has(`${around}.${part}`)) {
      around = around.includes('.') ? around.slice(0, around.lastIndexOf('.')) : '';
    }
    paths.push(around === '' ? part : `${around}.${part}`);
  }
  return paths;
}

/** True for an edge that the latest event took, or that was taken at once after it. */
export function wasTaken(edge: ChartEdge, now: ChartNow): boolean {
  if (edge.event === 'always') {
    const from = now.taken.some(({ target }) => isWithin(edge.source, target ?? ''));
    return (
      from && now.was !== now.state && now.active.has(edge.target) && !now.active.has(edge.source)
    );
  }
  return now.taken.some(
    ({ state, event, guard, target }) =>
      state === edge.source &&
      event === edge.event &&
      guard === edge.guard &&
      (target ?? state).split(' & ').includes(edge.target),
  );
}
function isWithin(state: string, outer: string): boolean {
  return state === outer || state.startsWith(`${outer}.`) || outer.startsWith(`${state}.`);
}

/** What would be done about an event now; what is done in the innermost state comes first. */
export interface Acceptance {
  readonly event: string;
  readonly edges: readonly ChartEdge[];
}
export function acceptancesIn(chart: Chart, active: ReadonlySet<string>): readonly Acceptance[] {
  const byEvent = new Map<string, ChartEdge[]>();
  for (const edge of chart.edges) {
    if (edge.event === '' || edge.event === 'always' || !active.has(edge.source)) continue;
    const edges = byEvent.get(edge.event);
    if (edges === undefined) byEvent.set(edge.event, [edge]);
    else edges.push(edge);
  }
  return [...byEvent].map(([event, edges]) => ({ event, edges }));
}
