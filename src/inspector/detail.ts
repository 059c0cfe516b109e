/**
 * Detail: everything about one record: what it says, what its machine knew before and after, which
 * transitions it might have taken, and what its token claims.
 */
import { roleOf } from '../machines/address.ts';
import { deviceKey, readToken, tokenFault } from '../machines/token.ts';
import { masterKey } from '../sim/cast.ts';
import type { RunRecord, TransitionRecord } from '../sim/record.ts';
import type { Scenario } from '../sim/scenario/model.ts';
import type { History } from './history.ts';
import { fieldsOf } from './person-fields.ts';
import { plain } from './plain.ts';
import { acceptedIn, candidatesFor, type MachineShape } from './why.ts';
import type { Detail, TokenDetail } from './wire-reply.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Everything about record `seq`; `machineFor` gives the machine that runs at an address. */
export function detailOf(
  history: History,
  seq: number,
  scenario: Scenario | null,
  machineFor: (address: string) => MachineShape | null,
): Detail {
  const record = history.at(seq);
  if (record === undefined) throw new RangeError(`there is no record ${seq}`);
  const body = bodyOf(history, record);
  const known = { record: { ...record }, body, token: tokenIn(record, body, scenario) };
  if (record.kind !== 'transition') {
    return { ...known, before: null, after: null, candidates: [], accepts: [] };
  }
  const earlier = history.eventAt(record.actor, seq - 1);
  const before = earlier === null ? undefined : history.contextAfter(earlier);
  const machine = machineFor(record.actor);
  const event = eventOf(history, record, scenario);
  return {
    ...known,
    before: plain(before),
    after: plain(history.contextAfter(seq)),
    candidates: machine === null ? [] : candidatesFor(machine, record.was, event, before),
    accepts: machine === null ? [] : acceptedIn(machine, record.was),
  };
}

/** What a message said, at whichever record about it. */
export function bodyOf(history: History, record: RunRecord): Fields | null {
  if (record.kind === 'delivered' && record.body !== undefined) return record.body;
  const sent = history.sentBehind(record);
  return sent?.kind === 'sent' ? sent.body : null;
}

/**
 * The event a machine took, put together from the records that led to it.
 *
 * @param scenario whose names are in the sentences of what people did; null: their events are bare
 */
export function eventOf(
  history: History,
  record: TransitionRecord,
  scenario: Scenario | null,
): Fields & { readonly type: string } {
  const { type, atUs } = record;
  if (type === 'request.failed') return { ...failureOf(history, record), type, atUs };
  const message = occasionOf(history, record);
  if (message?.kind === 'stimulus') {
    return { ...(scenario === null ? {} : fieldsOf(message.text, scenario)), type, atUs };
  }
  if (message?.kind !== 'delivered') return { type, atUs };
  const { from, requestId, conversation } = message;
  return { ...(bodyOf(history, message) ?? {}), type, from, requestId, conversation, atUs };
}

/** What a machine is told when nothing answered a request of its. */
function failureOf(history: History, { cause }: TransitionRecord): Fields {
  const sent = cause === null ? undefined : history.at(cause);
  if (sent?.kind !== 'sent') return {};
  const { type: request, requestId, to, conversation } = sent;
  return { request, requestId, to, conversation };
}

/**
 * The arrival that a machine took, or what a person did; a hub hands on to its processes what it may have
 * opened them for, and a client to what it plays.
 */
function occasionOf(history: History, { cause, type }: TransitionRecord): RunRecord | undefined {
  let seq = cause;
  for (;;) {
    const before = seq === null ? undefined : history.at(seq);
    if (before?.kind === 'delivered' || before?.kind === 'stimulus')
      return before.type === type ? before : undefined;
    const isHandedOn = before?.kind === 'started' || before?.kind === 'transition';
    if (!isHandedOn || (before.kind === 'transition' && before.type !== type)) return undefined;
    seq = before.cause;
  }
}

/** What a token in a message claims, and whether its seal is the source's. */
export function tokenIn(
  record: RunRecord,
  body: Fields | null,
  scenario: Scenario | null,
): TokenDetail | null {
  const token = body?.token;
  if (typeof token !== 'string' || !('from' in record)) return null;
  const claims = readToken(token);
  if (claims === null) return { claims: {}, sealed: false, sentence: 'it cannot be read' };
  const { mac: _, ...said } = claims;
  if (scenario === null) {
    return {
      claims: { ...said },
      sealed: false,
      sentence: 'without the scenario its seal cannot be checked',
    };
  }
  const source =
    roleOf(record.from) === 'source' ? record.from : String(body?.source ?? record.from);
  const fault = tokenFault({
    token,
    key: deviceKey(masterKey(scenario, source), said.client),
    client: said.client,
    transmission: said.transmission,
    feature: said.feature,
    atUs: record.atUs,
    usedNonces: [],
  });
  const sentence = fault === null ? 'genuine and in force' : `refused: ${fault}`;
  return { claims: { ...said }, sealed: fault === null, sentence };
}
