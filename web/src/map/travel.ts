/**
 * Travel: which messages are on their way at the cursor, and how far each has come.
 *
 * A message is between its sending and its arrival by virtual time. Where its arrival is not known
 * yet, because the run has not gone on, it is drawn half way and marked so. Units: virtual microseconds.
 */
import { FATE, KIND, type Records } from '../store/records.ts';
import type { Cast } from './cast.ts';
import type { MapLayout, Point } from './layout.ts';
import { type Route, routeOf } from './route.ts';
import type { Tally } from './tally.ts';

/** So many are drawn; the rest is only counted. */
const DRAWN_MAX = 160;
/** So many of the latest records may have lit a link. */
const LIT_MAX = 40;

export interface Traveller {
  readonly row: number;
  readonly seq: number;
  readonly type: string;
  readonly points: readonly Point[];
  readonly sentUs: number;
  /** Null while nobody knows. */
  readonly endUs: number | null;
  readonly willBeLost: boolean;
}

/** The messages under way, the latest sent first. */
export function travellersOf(tally: Tally, cast: Cast, layout: MapLayout): readonly Traveller[] {
  const { records } = tally;
  const rows = [...tally.underWay].slice(-DRAWN_MAX).reverse();
  return rows.flatMap((row) => {
    const seq = records.sentSeq.at(row);
    const route = routeOfMessage(records, seq, cast, layout);
    if (route === null) return [];
    const end = records.endSeq.at(row);
    return {
      row,
      seq,
      type: records.typeText(seq),
      points: route.points,
      sentUs: records.atUs.at(seq - 1),
      endUs: end === 0 ? null : records.atUs.at(end - 1),
      willBeLost: records.fate.at(row) === FATE.lost,
    };
  });
}

/** How far a message has come at an instant, from 0 to 1; never quite at either end, so that it is seen. */
export function shareAt({ sentUs, endUs }: Traveller, nowUs: number): number {
  if (endUs === null) return 0.5;
  if (endUs <= sentUs) return 0.5;
  return Math.min(0.94, Math.max(0.06, (nowUs - sentUs) / (endUs - sentUs)));
}

/** What the cursor's own record shows on the map, where it is about a message. */
export interface Arrival {
  readonly seq: number;
  readonly type: string;
  readonly isLost: boolean;
  readonly points: readonly Point[];
}

/** The message that arrived, or was lost, at the cursor. */
export function arrivalAt(
  records: Records,
  cursor: number,
  cast: Cast,
  layout: MapLayout,
): Arrival | null {
  const kind = cursor === 0 ? -1 : records.kind.at(cursor - 1);
  if (kind !== KIND.delivered && kind !== KIND.lost) return null;
  const route = routeOfMessage(records, cursor, cast, layout);
  if (route === null) return null;
  return {
    seq: cursor,
    type: records.typeText(cursor),
    isLost: kind === KIND.lost,
    points: route.points,
  };
}

/** The links that carried something in the records after `from`, as far as the cursor. */
export function linksLit(
  records: Records,
  from: number,
  cursor: number,
  cast: Cast,
  layout: MapLayout,
): ReadonlySet<string> {
  const lit = new Set<string>();
  for (let seq = Math.max(1, from + 1, cursor - LIT_MAX); seq <= cursor; seq += 1) {
    const kind = records.kind.at(seq - 1);
    if (kind !== KIND.sent && kind !== KIND.delivered && kind !== KIND.lost) continue;
    for (const link of routeOfMessage(records, seq, cast, layout)?.links ?? []) lit.add(link);
  }
  return lit;
}

function routeOfMessage(
  records: Records,
  seq: number,
  cast: Cast,
  layout: MapLayout,
): Route | null {
  const at = seq - 1;
  const from = records.text(records.from.at(at));
  const to = records.text(records.to.at(at));
  return routeOf(cast, layout, from, to, records.text(records.channel.at(at)));
}
