/**
 * Tally: the world at the cursor as the map shows it, carried along in both directions.
 *
 *     cursor 100 ──read 101 … 120──▶ 120        each record counts once forwards,
 *     cursor 100 ◀──unread 120 … 101── 120      and once the other way back
 *
 * Cost: as many records as the cursor moved.
 * Law: moved to a record, it says the same whichever way it came there.
 */
import { FATE, KIND, type Records } from '../store/records.ts';
import { familyOf, hostOf } from './place.ts';

export class Tally {
  readonly records: Records;
  cursor = 0;
  /** The messages under way, by their rows. */
  readonly underWay = new Set<number>();
  private readonly states = new Map<number, number>();
  private readonly openOf = new Map<string, number>();
  private readonly comingTo = new Map<string, number>();
  private readonly cuts = new Map<string, number>();
  private readonly statesOf = new Map<string, Map<number, number>>();
  private readonly hosts: string[] = [];
  private readonly families = new Map<string, string | null>();

  constructor(records: Records) {
    this.records = records;
  }

  moveTo(cursor: number): void {
    const end = Math.min(cursor, this.records.length);
    while (this.cursor < end) {
      this.cursor += 1;
      this.count(this.cursor, 1);
    }
    while (this.cursor > end) {
      this.count(this.cursor, -1);
      this.cursor -= 1;
    }
  }

  /** '' of those who have not begun. */
  stateOf(host: string): string {
    const state = this.states.get(this.records.numberOf(host));
    return state === undefined ? '' : this.records.text(state);
  }
  /** How many processes of it are open. */
  openAt(host: string): number {
    return this.openOf.get(host) ?? 0;
  }
  /** How many messages are on their way to it, or to its processes; of a family, to all of it. */
  comingToHost(host: string): number {
    return this.comingTo.get(host) ?? 0;
  }
  isCut(channel: string): boolean {
    return (this.cuts.get(channel) ?? 0) > 0;
  }
  cutChannels(): readonly string[] {
    return [...this.cuts].flatMap(([channel, count]) => (count > 0 ? [channel] : []));
  }
  /** How many of a family are in each state, the most frequent first. */
  statesIn(family: string): readonly (readonly [state: string, count: number])[] {
    return [...(this.statesOf.get(family) ?? [])]
      .filter(([, count]) => count > 0)
      .map(([state, count]) => [this.records.text(state), count] as const)
      .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  }

  private count(seq: number, sign: 1 | -1): void {
    const { records } = this;
    const at = seq - 1;
    const actor = records.actor.at(at);
    switch (records.kind.at(at)) {
      case KIND.transition:
        this.setState(actor, sign > 0 ? records.b.at(at) : records.a.at(at));
        return;
      case KIND.started:
        this.setState(actor, sign > 0 ? records.b.at(at) : null);
        this.countOpen(actor, sign);
        return;
      case KIND.stopped:
        this.countOpen(actor, -sign);
        return;
      case KIND.sent:
        this.countMessage(records.rowOf.at(at), sign > 0);
        return;
      case KIND.delivered:
      case KIND.lost: {
        const row = records.rowOf.at(at);
        const isCopy = row >= 0 && records.fate.at(row) === FATE.again;
        if (row >= 0 && !isCopy && records.endSeq.at(row) === seq) this.countMessage(row, sign < 0);
        return;
      }
      case KIND.stimulus:
        this.countCut(records.typeText(seq), records.text(actor), sign);
    }
  }

  private setState(actor: number, state: number | null): void {
    const host = this.hostOf(actor);
    const family = host === this.records.text(actor) ? this.familyOf(host) : null;
    const before = this.states.get(actor);
    if (family !== null && before !== undefined) this.countState(family, before, -1);
    if (state === null) this.states.delete(actor);
    else this.states.set(actor, state);
    if (family !== null && state !== null) this.countState(family, state, 1);
  }
  private countState(family: string, state: number, by: number): void {
    const counts = this.statesOf.get(family) ?? new Map<number, number>();
    counts.set(state, (counts.get(state) ?? 0) + by);
    this.statesOf.set(family, counts);
  }
  private countOpen(actor: number, by: number): void {
    const host = this.hostOf(actor);
    if (host !== this.records.text(actor)) this.openOf.set(host, this.openAt(host) + by);
  }
  private countMessage(row: number, isUnderWay: boolean): void {
    if (row < 0 || this.underWay.has(row) === isUnderWay) return;
    const host = this.hostOf(this.records.to.at(this.records.sentSeq.at(row) - 1));
    if (isUnderWay) this.underWay.add(row);
    else this.underWay.delete(row);
    const by = isUnderWay ? 1 : -1;
    this.comingTo.set(host, this.comingToHost(host) + by);
    const family = this.familyOf(host);
    if (family !== null) this.comingTo.set(family, this.comingToHost(family) + by);
  }
  private countCut(type: string, channel: string, sign: number): void {
    if (type !== 'channel.cut' && type !== 'channel.mend') return;
    const by = type === 'channel.cut' ? sign : -sign;
    this.cuts.set(channel, (this.cuts.get(channel) ?? 0) + by);
  }

  private familyOf(host: string): string | null {
    const known = this.families.get(host);
    if (known !== undefined) return known;
    const family = familyOf(host);
    this.families.set(host, family);
    return family;
  }
  /** The participant of an actor's number. */
  private hostOf(actor: number): string {
    const known = this.hosts[actor];
    if (known !== undefined) return known;
    const host = hostOf(this.records.text(actor));
    this.hosts[actor] = host;
    return host;
  }
}
