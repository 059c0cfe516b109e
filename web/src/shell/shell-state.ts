/**
 * Shell state: how the page is arranged: tabs, sizes, theme, speed, and the dialog that is open.
 *
 * Everything but the open dialog is remembered in this browser; where it forbids that, the page works
 * without. Sizes in CSS pixels, shares from 0 to 1.
 */
import { useSyncExternalStore } from 'react';

export type LeftTab = 'map' | 'conversations' | 'properties';
export type RightTab = 'detail' | 'chart' | 'money' | 'future' | 'act' | 'scenario' | 'compare';
export type DialogName = 'until' | 'until-back' | 'breakpoints' | 'palette' | 'help' | 'bookmarks';
export type Theme = 'system' | 'light' | 'dark';

export interface ShellState {
  readonly dialog: DialogName | null;
  readonly leftTab: LeftTab;
  readonly rightTab: RightTab;
  readonly leftPx: number;
  readonly rightPx: number;
  /** What the sequence chart has of the middle column's height. */
  readonly chartShare: number;
  readonly theme: Theme;
  /** Virtual seconds in a second, when run. */
  readonly speed: number;
  readonly hasLetterKeys: boolean;
  /** Whether the scrubber is drawn by record or by virtual time. */
  readonly isScrubbedByTime: boolean;
  /** Whether the record list scrolls with the cursor. */
  readonly isFollowing: boolean;
  readonly isFilterOpen: boolean;
}

const KEY = 'headend.shell';
const isWide = window.innerWidth >= 1_600;
/** The usual sizes, for the screen that the page was opened on. */
export const SIZE = isWide
  ? ({ leftPx: 460, rightPx: 480, chartShare: 0.6 } as const)
  : ({ leftPx: 300, rightPx: 420, chartShare: 0.58 } as const);
const START: ShellState = {
  dialog: null,
  leftTab: 'map',
  rightTab: 'detail',
  ...SIZE,
  theme: 'system',
  speed: 60,
  hasLetterKeys: true,
  isScrubbedByTime: false,
  isFollowing: true,
  isFilterOpen: false,
};

let state: ShellState = { ...START, ...remembered<Partial<ShellState>>(KEY, {}), dialog: null };
const listeners = new Set<() => void>();

/** The arrangement now. */
export function shellState(): ShellState {
  return state;
}

/** Changes the arrangement, and remembers it. */
export function arrange(change: Partial<ShellState>): void {
  state = { ...state, ...change };
  remember(KEY, { ...state, dialog: null });
  for (const listener of listeners) listener();
}

/** A part of the arrangement; the view is drawn again when it changes. */
export function useShell<Part>(part: (state: ShellState) => Part): Part {
  return useSyncExternalStore(subscribe, () => part(state));
}

/** What was remembered in this browser; `otherwise` where nothing was, or it cannot be read. */
export function remembered<Kept>(key: string, otherwise: Kept): Kept {
  try {
    const text = window.localStorage.getItem(key);
    return text === null ? otherwise : (JSON.parse(text) as Kept);
  } catch {
    return otherwise;
  }
}

/** Remembers something in this browser, where it allows that. */
export function remember(key: string, value: unknown): void {
  try {
    window.localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // A browser that keeps nothing (private, or a page from a file) only forgets the arrangement.
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
