/**
 * Foreign run: records of a running application, made from what it says of itself.
 *
 *     began ─▶ started    event ─▶ sent + delivered (from a known actor), else stimulus
 *     state ─▶ transition (cause: the event before it)    ended ─▶ stopped
 *
 * Time is wall time since the page came, in microseconds, never going back. An actor's address is its
 * name under its parent's. Limits: RECORDS_MAX records; of KEPT_MAX of them what was said and known.
 */
import type { RecordColumns } from '../../../src/inspector/wire-reply.ts';
import type { Fields, ForeignMessage, ForeignState } from './foreign-message.ts';
import { KIND, type KindName, Records } from './records.ts';

const RECORDS_MAX = 1_000_000;
const KEPT_MAX = 20_000;
/** What XState tells a machine itself when it begins. */
const BEGINNINGS: ReadonlySet<string> = new Set(['xstate.init', '']);

/** An actor of the application. */
export interface ForeignActor {
  readonly session: string;
  readonly address: string;
  readonly machine: string;
  readonly definition: string | null;
  readonly state: ForeignState;
  readonly hears: boolean;
  /** The latest record about an event it was given; 0 for none. */
  readonly givenBy: number;
}
/** What is remembered of a record beside its columns. */
export interface Remembered {
  readonly body: Fields | null;
  readonly before: unknown;
  readonly after: unknown;
}

type Row = { readonly [Name in keyof RecordColumns]: number };

/** The records of an application, as they come. */
export class ForeignRun {
  readonly records = new Records();
  private readonly actors = new Map<string, ForeignActor>();
  private readonly definitions = new Map<string, string>();
  private readonly addresses = new Set<string>();
  private readonly numbers = new Map<string, number>([['', 0]]);
  private readonly remembered = new Map<number, Remembered>();
  private latestUs = 0;

  constructor() {
    this.records.strings.push('');
  }

  get isFull(): boolean {
    return this.records.length >= RECORDS_MAX;
  }

  /** Takes a message that came so long after the page. */
  take(message: ForeignMessage, atUs: number): void {
    if (this.isFull) return;
    this.latestUs = Math.max(this.latestUs, Math.round(atUs));
    const { session } = message;
    switch (message.is) {
      case 'began':
        this.begin(message);
        return;
      case 'event':
        this.give(this.actorOf(session), message.event, message.source);
        return;
      case 'state':
        this.change(this.actorOf(session), message.state);
        return;
      case 'ended':
        this.end(this.actorOf(session));
    }
  }

  /** The definition of a machine, as JSON; null where it is not known. */
  definitionOf(machine: string): string | null {
    return this.definitions.get(machine) ?? null;
  }
  /** The actor at an address; null where none is now. */
  actorAt(address: string): ForeignActor | null {
    for (const actor of this.actors.values()) if (actor.address === address) return actor;
    return null;
  }
  /** What was said and known at a record; null where that is forgotten or there was nothing. */
  rememberedAt(seq: number): Remembered | null {
    return this.remembered.get(seq) ?? null;
  }

  private begin(message: Extract<ForeignMessage, { is: 'began' }>): void {
    const { session, name, parent, definition, state, hears } = message;
    const known = this.actors.get(session);
    if (known !== undefined) {
      // Told again to whoever comes: only a state that is new is news.
      if (known.state.text !== state.text) this.change(known, state);
      return;
    }
    const address = this.freeAddress(name, parent === null ? undefined : this.actors.get(parent));
    const machine = definition === null ? 'actor' : this.machineFor(name, definition);
    const actor = { session, address, machine, definition, state, hears, givenBy: 0 };
    this.actors.set(session, actor);
    const row = { actor: address, type: 'started', a: machine, b: state.text };
    this.remember(this.add('started', row), { body: null, before: null, after: state.context });
  }

  private give(to: ForeignActor, event: Fields & { readonly type: string }, source: string | null) {
    const { type } = event;
    // A timer is nobody's doing: its transition says it all.
    if (BEGINNINGS.has(type) || (source === null && type.startsWith('after '))) return;
    const from = source === null || source === to.session ? undefined : this.actors.get(source);
    const said = { body: event, before: null, after: null };
    let seq: number;
    if (from === undefined) {
      const text = `${type} for ${to.address}`;
      seq = this.add('stimulus', { actor: to.address, type, a: text });
    } else {
      const way = { type, from: from.address, to: to.address, channel: 'local' };
      const cause = from.givenBy;
      const sent = this.add('sent', { ...way, actor: from.address, cause }, { b: 1 });
      this.remember(sent, said);
      seq = this.add('delivered', { ...way, actor: to.address, a: 'new', cause: sent });
    }
    this.remember(seq, said);
    this.actors.set(to.session, { ...to, givenBy: seq });
  }

  private change(actor: ForeignActor, state: ForeignState): void {
    const isBeginning = BEGINNINGS.has(state.event) && state.text === actor.state.text;
    const changed = { ...actor, state };
    this.actors.set(actor.session, changed);
    if (!isBeginning) {
      const cause = this.records.type.at(actor.givenBy - 1);
      const isOf = actor.givenBy > 0 && this.records.text(cause) === state.event;
      const seq = this.add(
        'transition',
        {
          actor: actor.address,
          type: state.event === '' ? 'changed' : state.event,
          a: actor.state.text,
          b: state.text,
          cause: isOf ? actor.givenBy : 0,
        },
        { ignored: state.isIgnored ? 1 : 0 },
      );
      const body = this.remembered.get(isOf ? actor.givenBy : 0)?.body ?? null;
      this.remember(seq, { body, before: actor.state.context, after: state.context });
      this.actors.set(actor.session, { ...changed, givenBy: seq });
    }
    if (state.isOver) this.end(this.actorOf(actor.session));
  }

  private end({ session, address, machine, state, givenBy }: ForeignActor): void {
    this.actors.delete(session);
    const cause = givenBy;
    this.add('stopped', { actor: address, type: 'stopped', a: machine, b: state.text, cause });
  }

  /** An actor that was never told of began before the page came, or its message was lost. */
  private actorOf(session: string): ForeignActor {
    const known = this.actors.get(session);
    if (known !== undefined) return known;
    const state = { text: '', context: null, event: '', isIgnored: false, isOver: false };
    const name = session;
    this.begin({ is: 'began', session, name, parent: null, definition: null, state, hears: false });
    return this.actors.get(session) ?? this.actorOf(session);
  }

  /** Two machines may be called the same: the second one gets a number. */
  private machineFor(name: string, definition: string): string {
    const { id } = JSON.parse(definition) as { readonly id?: unknown };
    const wanted = typeof id === 'string' && id !== '' ? id : name;
    for (let number = 1; ; number += 1) {
      const machine = number === 1 ? wanted : `${wanted} (${number})`;
      const known = this.definitions.get(machine);
      if (known !== undefined && known !== definition) continue;
      this.definitions.set(machine, definition);
      return machine;
    }
  }

  private freeAddress(name: string, parent: ForeignActor | undefined): string {
    const isWhole = parent === undefined || name.startsWith(`${parent.address}/`);
    const wanted = isWhole ? name : `${parent.address}/${name}`;
    for (let number = 1; ; number += 1) {
      const address = number === 1 ? wanted : `${wanted}-${number}`;
      if (this.addresses.has(address)) continue;
      this.addresses.add(address);
      return address;
    }
  }

  private add(
    kind: KindName,
    texts: Partial<Record<'actor' | 'type' | 'from' | 'to' | 'channel' | 'a' | 'b', string>> & {
      readonly cause?: number;
    },
    numbers: Partial<Row> = {},
  ): number {
    const known = this.records.strings.length;
    const strings: string[] = [];
    const numberOf = (text = '') => {
      const before = this.numbers.get(text);
      if (before !== undefined) return before;
      const number = known + strings.push(text) - 1;
      this.numbers.set(text, number);
      return number;
    };
    const first = this.records.length + 1;
    const row: Row = {
      atUs: this.latestUs,
      kind: KIND[kind],
      actor: numberOf(texts.actor),
      type: numberOf(texts.type),
      cause: texts.cause ?? 0,
      conversation: 0,
      from: numberOf(texts.from),
      to: numberOf(texts.to),
      channel: numberOf(texts.channel),
      a: numberOf(texts.a),
      b: numberOf(texts.b),
      ignored: 0,
      ...numbers,
    };
    const columns = Object.fromEntries(Object.entries(row).map(([name, value]) => [name, [value]]));
    this.records.add({
      first,
      stringsFrom: known,
      strings,
      columns: columns as unknown as RecordColumns,
    });
    return first;
  }

  private remember(seq: number, said: Remembered): void {
    this.remembered.set(seq, said);
    const [oldest] = this.remembered.keys();
    if (this.remembered.size > KEPT_MAX && oldest !== undefined) this.remembered.delete(oldest);
  }
}
