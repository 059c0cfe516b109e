/**
 * Asked: what the server says about the world at the cursor, asked for again as the cursor moves.
 *
 *     cursor ──moves──▶ wait ──▶ ask ──▶ reply, and how long it took ──▶ the next wait
 *
 * The next question waits at least `REST` times as long as the last answer took, so that a large run is
 * never busy with answering. Where an answer takes longer than TOO_LONG_MS, or is known to, it is only
 * asked for on request; `isStale` says so.
 */
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Replies } from '../../../src/inspector/wire.ts';
import { inspector, useInspector } from './inspector.ts';
import type { Records } from './records.ts';

type Question = 'money' | 'future' | 'properties';
const REST = 6;
const PAUSE_MS = 120;
const TOO_LONG_MS = 1_500;
/** Every record is judged anew each time, while everybody else waits: of more, only when asked to. */
const JUDGED_MAX = 200_000;

export interface Asked<Name extends Question> {
  readonly reply: Replies[Name] | null;
  /** The cursor it was asked at. */
  readonly cursor: number;
  readonly isAsking: boolean;
  /** The cursor has moved on, and nobody asks by themselves. */
  readonly isStale: boolean;
}
interface Using<Name extends Question> extends Asked<Name> {
  readonly refresh: () => void;
}

/** What the server says at the cursor. */
export function useAsked<Name extends Question>(name: Name): Using<Name> {
  const records = useInspector((state) => state.records);
  const cursor = useInspector((state) => state.position?.cursor ?? null);
  const isConnected = useInspector((state) => state.status === 'connected');
  const [asker] = useState(() => new Asker(name));
  useEffect(() => asker.start(), [asker]);
  useEffect(() => {
    if (cursor !== null && isConnected) asker.want(cursor, records);
  }, [asker, cursor, records, isConnected]);
  const answer = useSyncExternalStore(asker.subscribe, asker.snapshot);
  return { ...answer, refresh: asker.refresh };
}

/** Asks one question again and again, never two at a time. */
class Asker<Name extends Question> {
  private readonly name: Name;
  private answer: Asked<Name> = { reply: null, cursor: 0, isAsking: false, isStale: false };
  private wanted: { readonly cursor: number; readonly records: Records } | null = null;
  private answered: { readonly cursor: number; readonly records: Records } | null = null;
  private tookMs = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isShown = false;
  private readonly listeners = new Set<() => void>();

  constructor(name: Name) {
    this.name = name;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly snapshot = (): Asked<Name> => this.answer;

  start(): () => void {
    this.isShown = true;
    return () => {
      this.isShown = false;
      clearTimeout(this.timer);
      this.timer = undefined;
    };
  }

  want(cursor: number, records: Records): void {
    if (this.wanted !== null && this.wanted.records !== records) {
      this.change({ reply: null });
      this.tookMs = 0;
    }
    this.wanted = { cursor, records };
    if (this.isAnswered) this.change({ isStale: false });
    else if (this.isTooMuch(cursor)) this.change({ isStale: true });
    else this.askLater();
  }

  readonly refresh = (): void => {
    clearTimeout(this.timer);
    this.timer = undefined;
    void this.ask();
  };

  private isTooMuch(cursor: number): boolean {
    return this.tookMs > TOO_LONG_MS || (this.name === 'properties' && cursor > JUDGED_MAX);
  }
  private get isAnswered(): boolean {
    const { wanted, answered } = this;
    return wanted?.cursor === answered?.cursor && wanted?.records === answered?.records;
  }

  private askLater(): void {
    if (this.timer !== undefined || this.answer.isAsking) return;
    const waitMs = this.answered === null ? 0 : Math.max(PAUSE_MS, this.tookMs * REST);
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.ask();
    }, waitMs);
  }

  private async ask(): Promise<void> {
    const { wanted } = this;
    if (wanted === null || this.answer.isAsking) return;
    this.change({ isAsking: true });
    const beganMs = performance.now();
    const reply = (await inspector().ask({ do: this.name } as never)) as Replies[Name] | null;
    this.tookMs = performance.now() - beganMs;
    this.answered = wanted;
    const isStale = !this.isAnswered && this.isTooMuch(wanted.cursor);
    this.change({ reply, cursor: wanted.cursor, isAsking: false, isStale });
    if (!this.isAnswered && !isStale && this.isShown) this.askLater();
  }

  private change(change: Partial<Asked<Name>>): void {
    this.answer = { ...this.answer, ...change };
    for (const listener of this.listeners) listener();
  }
}
