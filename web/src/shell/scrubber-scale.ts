/**
 * Scrubber scale: from records to places on the scrubber and back, by record or by virtual time.
 *
 * Places are shares of its width, from 0 to 1. By record every step is as wide as any other, so that a
 * busy second has room and a month of waiting has none; by time the distances are true.
 */
import type { Records } from '../store/records.ts';

export interface Scale {
  placeOf(seq: number): number;
  seqAt(place: number): number;
}

export function scaleOf(records: Records, head: number, isByTime: boolean): Scale {
  const known = Math.min(head, records.length);
  const lastUs = records.atUs.at(known - 1);
  if (!isByTime || lastUs === 0) {
    return {
      placeOf: (seq) => (head === 0 ? 0 : within(seq / head)),
      seqAt: (place) => Math.round(within(place) * head),
    };
  }
  return {
    placeOf: (seq) => (seq === 0 ? 0 : within(records.atUs.at(seq - 1) / lastUs)),
    seqAt: (place) => records.seqAtUs(within(place) * lastUs),
  };
}

function within(share: number): number {
  return Math.max(0, Math.min(1, share));
}
