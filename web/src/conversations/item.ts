/**
 * Item: what the rows of the list are: flows, and under an open one its tools and its stages.
 */
import type { Records } from '../store/records.ts';
import { FLOW_KINDS, type Flow, type FlowKind, type Flows, stagesOf } from './flow.ts';
import { resultAt, type Tone } from './result.ts';

export type Item =
  | { readonly is: 'flow'; readonly key: string; readonly flow: Flow }
  | { readonly is: 'tools'; readonly key: string; readonly flow: Flow }
  | {
      readonly is: 'stage';
      readonly key: string;
      readonly flow: Flow;
      readonly seq: number;
      /** It comes after the cursor. */
      readonly isFuture: boolean;
    };

/** Which flows are listed; nothing chosen means all. */
export interface FlowFilter {
  readonly kind: FlowKind | null;
  readonly tone: Tone | null;
  readonly text: string;
}
export const NO_FLOW_FILTER: FlowFilter = { kind: null, tone: null, text: '' };

/** The rows at the cursor, in the order in which flows began. */
export function itemsOf(
  records: Records,
  flows: Flows,
  cursor: number,
  filter: FlowFilter,
  opened: ReadonlySet<number>,
): readonly Item[] {
  const items: Item[] = [];
  const count = flows.countAt(cursor);
  const needle = filter.text.trim().toLowerCase();
  for (let index = 0; index < count; index += 1) {
    const flow = flows.list[index];
    if (flow === undefined) continue;
    if (filter.kind !== null && flow.kind !== filter.kind) continue;
    if (needle !== '' && !`${flow.id} ${flow.who}`.toLowerCase().includes(needle)) continue;
    if (filter.tone !== null && resultAt(records, flow, cursor).tone !== filter.tone) continue;
    items.push({ is: 'flow', key: `f${flow.number}`, flow });
    if (!opened.has(flow.number)) continue;
    items.push({ is: 'tools', key: `t${flow.number}`, flow });
    for (const seq of stagesOf(records, flow)) {
      items.push({ is: 'stage', key: `s${seq}`, flow, seq, isFuture: seq > cursor });
    }
  }
  return items;
}

/** How many flows of each kind had begun at the cursor. */
export function countsOf(flows: Flows, cursor: number): ReadonlyMap<FlowKind, number> {
  const counts = new Map<FlowKind, number>(FLOW_KINDS.map((kind) => [kind, 0]));
  const count = flows.countAt(cursor);
  for (let index = 0; index < count; index += 1) {
    const kind = flows.list[index]?.kind ?? 'other';
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return counts;
}
