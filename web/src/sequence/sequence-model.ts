/**
 * Sequence model: what there is to draw of a run, in an order in which any window of it is found at once.
 *
 *     points   0   1   2   3   4 …      records that have a place on the time axis, in order
 *     arrows   └───────▶   └───▶        from a point to a point, between lanes
 *     blocks   │ 0 … 255 │ 256 … 511 │  arrows that reach over the start of a block are listed with it
 *
 * It grows with the records (`extend`); other lanes or another filter need a new one. Messages that
 * enter from hidden lanes are bridged: one arrow from the visible lane whose message led there.
 */
import { Column, FATE, KIND, type Records } from '../store/records.ts';
import { originOf } from './causality.ts';
import type { Talk } from './lane-order.ts';
import type { Lanes } from './lanes.ts';
import { Strip } from './strip.ts';

const BLOCK = 256;
/** Kinds of record that are marked on a lifeline. */
const MARKED: ReadonlySet<number> = new Set([
  KIND.stimulus,
  KIND.outcome,
  KIND.document,
  KIND.failure,
]);

export class SequenceModel {
  readonly records: Records;
  readonly lanes: Lanes;
  /** Points: their record and instant, the lane of a mark (+ 1), and losses so far. */
  readonly seqs = new Column();
  readonly atUs = new Column();
  readonly markLane = new Column();
  readonly lostBefore = new Column();
  /** Arrows: lanes, points (end -1 while under way), message row, 1 where bridged. */
  readonly fromLane = new Column();
  readonly toLane = new Column();
  readonly startPoint = new Column();
  readonly endPoint = new Column();
  readonly row = new Column();
  readonly isBridge = new Column();
  /** By lane. */
  readonly strips: Strip[] = [];
  /** Lanes that an arrow or a mark is on. */
  readonly busy = new Set<number>();
  /** Arrows that have not ended. */
  readonly open = new Set<number>();
  private readonly arrowAtEnd = new Column();
  private readonly pointOfSeq = new Column();
  private readonly arrowOfRow = new Column();
  private readonly over: number[][] = [];
  private shown: ((seq: number) => boolean) | null = null;
  private readonly talks = new Map<number, Talk>();
  private done = 0;
  private lost = 0;

  constructor(records: Records, lanes: Lanes) {
    this.records = records;
    this.lanes = lanes;
  }

  get pointCount(): number {
    return this.seqs.length;
  }
  get arrowCount(): number {
    return this.row.length;
  }
  get talk(): readonly Talk[] {
    return [...this.talks.values()];
  }

  /** Takes in the records that have come since; `shown` is null where nothing is filtered. */
  extend(shown: ((seq: number) => boolean) | null): void {
    const { records } = this;
    this.shown = shown;
    while (this.done < records.length) {
      this.done += 1;
      this.pointOfSeq.push(-1);
      this.take(this.done);
    }
  }

  /** The last point not after a record; -1 before the first. */
  pointAt(seq: number): number {
    let low = 0;
    let high = this.seqs.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.seqs.at(middle) <= seq) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
  /** The arrow of a message row; -1 where it is not drawn. */
  arrowFor(row: number): number {
    return row < 0 || row >= this.arrowOfRow.length ? -1 : this.arrowOfRow.at(row) - 1;
  }
  /** At most about `limit` of the arrows that end at the points `first` to `last`, evenly picked. */
  someBetween(first: number, last: number, limit: number): readonly number[] {
    const stride = Math.max(1, Math.floor((last - first) / limit));
    const some: number[] = [];
    // On a grid of its own, so that the same ones are picked while the window moves.
    for (
      let point = Math.ceil(Math.max(0, first) / stride) * stride;
      point <= last;
      point += stride
    ) {
      const arrow = this.arrowAtEnd.at(point);
      if (arrow > 0) some.push(arrow - 1);
    }
    return some;
  }
  /** Arrows that touch the points `first` to `last`, each once. */
  arrowsBetween(first: number, last: number): readonly number[] {
    const firstBlock = Math.floor(Math.max(0, first) / BLOCK);
    const lastBlock = Math.floor(Math.max(0, last) / BLOCK);
    const found = new Set<number>(this.over[lastBlock + 1]);
    const end = Math.min(this.pointCount, (lastBlock + 1) * BLOCK);
    for (let point = firstBlock * BLOCK; point < end; point += 1) {
      const arrow = this.arrowAtEnd.at(point);
      if (arrow > 0) found.add(arrow - 1);
    }
    for (const arrow of this.open) found.add(arrow);
    return [...found].filter((arrow) => {
      const ends = this.endPoint.at(arrow);
      return this.startPoint.at(arrow) <= last && (ends < 0 || ends >= first);
    });
  }

  private take(seq: number): void {
    const { kind, actor, rowOf } = this.records;
    const is = kind.at(seq - 1);
    if (is === KIND.started || is === KIND.stopped || is === KIND.transition) this.life(seq, is);
    const row = rowOf.at(seq - 1);
    if (row >= 0) this.message(seq, row, is === KIND.sent);
    else if (MARKED.has(is) && (this.shown === null || this.shown(seq))) {
      const lane = this.lanes.of(actor.at(seq - 1));
      if (lane < 0) return;
      this.busy.add(lane);
      this.point(seq, lane + 1);
    }
  }

  private life(seq: number, is: number): void {
    const { actor, b } = this.records;
    const address = actor.at(seq - 1);
    const lane = this.lanes.of(address);
    if (lane < 0) return;
    const drawn = this.lanes.all[lane];
    if (drawn === undefined || drawn.kind === 'population') return;
    const strip = this.stripOf(lane);
    if (this.records.text(address) === drawn.name) strip.enter(seq, b.at(seq - 1));
    else if (is === KIND.started) strip.opened(seq, 1);
    else if (is === KIND.stopped) strip.opened(seq, -1);
  }
  private stripOf(lane: number): Strip {
    const known = this.strips[lane];
    if (known !== undefined) return known;
    const strip = new Strip();
    this.strips[lane] = strip;
    return strip;
  }

  private message(seq: number, row: number, isSent: boolean): void {
    const { records } = this;
    const sent = records.sentSeq.at(row);
    if (this.shown !== null && !this.shown(sent) && !this.shown(seq)) return;
    const from = this.lanes.of(records.from.at(sent - 1));
    const to = this.lanes.of(records.to.at(sent - 1));
    if (isSent) {
      if (from < 0) return;
      const start = this.point(seq, 0);
      if (to >= 0) this.open.add(this.begin(from, to, start, row, 0));
      return;
    }
    if (to < 0) return;
    if (from < 0) {
      this.bridge(seq, row, to);
      return;
    }
    const known = this.arrowFor(row);
    // What was sent may be filtered out: then the arrow is level, at the point it is about to get.
    const start = known >= 0 ? 0 : this.pointOfSeq.at(sent - 1);
    const arrow =
      known >= 0 ? known : this.begin(from, to, start < 0 ? this.pointCount : start, row, 0);
    this.end(arrow, seq, records.fate.at(row) === FATE.lost);
  }

  private bridge(seq: number, row: number, to: number): void {
    const { records, lanes } = this;
    const origin = originOf(records, row, (address) => lanes.of(address) >= 0);
    if (origin === null) return;
    const sent = records.sentSeq.at(origin.row);
    const start = this.pointOfSeq.at(sent - 1);
    if (start < 0) return;
    const from = lanes.of(records.from.at(sent - 1));
    this.end(this.begin(from, to, start, row, 1), seq, records.fate.at(row) === FATE.lost);
  }

  private begin(from: number, to: number, start: number, row: number, isBridge: 0 | 1): number {
    const arrow = this.row.length;
    this.fromLane.push(from);
    this.toLane.push(to);
    this.startPoint.push(start);
    this.endPoint.push(-1);
    this.row.push(row);
    this.isBridge.push(isBridge);
    while (this.arrowOfRow.length <= row) this.arrowOfRow.push(0);
    this.arrowOfRow.set(row, arrow + 1);
    this.busy.add(from).add(to);
    if (from !== to) this.talked(Math.min(from, to), Math.max(from, to));
    return arrow;
  }

  private end(arrow: number, seq: number, isLost: boolean): void {
    const point = this.point(seq, 0);
    if (isLost) this.lost += 1;
    this.endPoint.set(arrow, point);
    this.arrowAtEnd.set(point, arrow + 1);
    this.open.delete(arrow);
    const first = Math.floor(this.startPoint.at(arrow) / BLOCK) + 1;
    for (let block = first; block <= Math.floor(point / BLOCK); block += 1) {
      const list = this.over[block] ?? [];
      list.push(arrow);
      this.over[block] = list;
    }
  }

  private point(seq: number, markLane: number): number {
    const point = this.seqs.length;
    this.seqs.push(seq);
    this.atUs.push(this.records.atUs.at(seq - 1));
    this.markLane.push(markLane);
    this.lostBefore.push(this.lost);
    this.arrowAtEnd.push(0);
    this.pointOfSeq.set(seq - 1, point);
    return point;
  }

  private talked(a: number, b: number): void {
    const key = a * 65_536 + b;
    const known = this.talks.get(key);
    this.talks.set(key, { a, b, count: (known?.count ?? 0) + 1 });
  }
}
