/**
 * Inspector: what every view of the page looks at and acts on: the run, the position, the selection.
 *
 *     connection ──▶ records, position, hello ──▶ views (useInspector)
 *     views ──step, run, goTo, select, filter──▶ connection or the page itself
 *
 * One cursor moves all views. Records are pulled in batches until the page has all that there are.
 */
import { useSyncExternalStore } from 'react';
import type { Hello, Position, Replies, Request } from '../../../src/inspector/wire.ts';
import { type Connection, RequestRefused } from './connection.ts';
import { type Filter, NO_FILTER } from './filter.ts';
import { Records } from './records.ts';

const BATCH = 5_000;

export interface InspectorState {
  readonly status: 'connecting' | 'connected' | 'lost';
  readonly hello: Hello | null;
  readonly position: Position | null;
  /** The same object while it grows; `version` says that it has. */
  readonly records: Records;
  readonly version: number;
  /** The record that is looked at; the cursor's where none was chosen. */
  readonly selected: number | null;
  /** The participant or process whose chart is shown. */
  readonly actor: string | null;
  readonly filter: Filter;
  readonly bookmarks: readonly Bookmark[];
  /** The latest thing that went wrong or is worth saying, for the live region. */
  readonly notice: { readonly text: string; readonly isError: boolean } | null;
}
export interface Bookmark {
  readonly seq: number;
  readonly title: string;
}

/** The page's state, and everything that changes it. */
export class Inspector {
  private state: InspectorState;
  private readonly connection: Connection;
  private readonly listeners = new Set<() => void>();
  private isPulling = false;
  private knownBranch = 0;

  constructor(connection: Connection) {
    this.connection = connection;
    this.state = {
      status: 'connecting',
      hello: null,
      position: null,
      records: new Records(),
      version: 0,
      selected: null,
      actor: null,
      filter: NO_FILTER,
      bookmarks: [],
      notice: null,
    };
    connection.onStatus = (status) => {
      this.change({ status });
      if (status === 'connected') void this.greet();
    };
    connection.onPush = (push) => {
      if (push.push === 'hello') this.begin(push.hello);
      else this.takePosition(push.position, false);
    };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly snapshot = (): InspectorState => this.state;

  /** Asks the server; what it refuses becomes a notice, and null. */
  async ask<Name extends Request['do']>(
    request: Extract<Request, { readonly do: Name }>,
  ): Promise<Replies[Name] | null> {
    try {
      return await this.connection.ask(request);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      this.change({ notice: { text, isError: true } });
      if (!(error instanceof RequestRefused)) throw error;
      return null;
    }
  }

  /** Asks for something that moves the session. */
  async move(request: Extract<Request, { readonly do: Moving }>): Promise<void> {
    const position = (await this.ask(request)) as Position | null;
    if (position !== null) this.takePosition(position, true);
  }
  goTo(seq: number): Promise<void> {
    return this.move({ do: 'goto', seq });
  }
  step(unit: 'record' | 'message' | 'stage', back = false): Promise<void> {
    return this.move({ do: 'step', unit, back });
  }

  select(seq: number | null): void {
    const { records } = this.state;
    const actor = seq === null ? this.state.actor : records.actorText(seq);
    this.change({ selected: seq, actor });
  }
  showActor(actor: string | null): void {
    this.change({ actor });
  }
  setFilter(filter: Filter): void {
    this.change({ filter });
  }
  setBookmarks(bookmarks: readonly Bookmark[]): void {
    this.change({ bookmarks });
  }
  say(text: string, isError = false): void {
    this.change({ notice: { text, isError } });
  }

  private async greet(): Promise<void> {
    const hello = await this.ask({ do: 'hello' });
    if (hello === null) return;
    if (this.state.hello === null) this.begin(hello);
    else void this.pull();
  }

  /** Another scenario, or another branch: everything is read anew. */
  private begin(hello: Hello): void {
    this.change({ hello, records: new Records(), version: 0, selected: null });
    void this.pull();
  }

  private takePosition(position: Position, isAnswer: boolean): void {
    if (position.branch !== this.knownBranch) {
      this.knownBranch = position.branch;
      this.change({ records: new Records(), version: 0, selected: null });
    }
    // What is told again, because another page asked for it, leaves what is looked at alone.
    const before = this.state.position;
    const isMoved =
      isAnswer || position.cursor !== before?.cursor || position.branch !== before.branch;
    this.change({ position, ...(isMoved ? { selected: null } : {}) });
    void this.pull();
  }

  /** Reads the records that are not here yet. */
  private async pull(): Promise<void> {
    if (this.isPulling) return;
    this.isPulling = true;
    try {
      for (;;) {
        const { records, position } = this.state;
        if (position !== null && records.length >= position.head) break;
        const batch = await this.ask({
          do: 'records',
          from: records.length + 1,
          strings: records.strings.length,
          max: BATCH,
        });
        // Meanwhile another branch may have been opened: its records are asked for anew.
        if (batch === null || records !== this.state.records) continue;
        if (batch.columns.atUs.length === 0) break;
        records.add(batch);
        this.change({ version: this.state.version + 1 });
      }
    } finally {
      this.isPulling = false;
    }
  }

  private change(change: Partial<InspectorState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}
type Moving =
  | 'goto'
  | 'step'
  | 'run'
  | 'until'
  | 'breakpoints'
  | 'act'
  | 'send'
  | 'fork'
  | 'branch';

let shared: Inspector | null = null;
/** Sets the inspector that the views use; once, before anything is drawn. */
export function useThisInspector(inspector: Inspector): void {
  shared = inspector;
}
export function inspector(): Inspector {
  if (shared === null) throw new TypeError('no inspector was set before the first view');
  return shared;
}
/** The part of the state that a view needs; the view is drawn again when that part changes. */
export function useInspector<Part>(part: (state: InspectorState) => Part): Part {
  const { subscribe, snapshot } = inspector();
  return useSyncExternalStore(subscribe, () => part(snapshot()));
}
