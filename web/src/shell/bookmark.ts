/**
 * Bookmarks: places in a run, with names, remembered in this browser for each scenario and seed.
 */
import type { Hello } from '../../../src/inspector/wire.ts';
import { type Bookmark, inspector } from '../store/inspector.ts';
import { recordSentence } from '../store/names.ts';
import { remember, remembered } from './shell-state.ts';

/** Shows the bookmarks that were set in this scenario before. */
export function loadBookmarks(hello: Hello): void {
  inspector().setBookmarks(remembered<readonly Bookmark[]>(keyOf(hello), []));
}

/** Sets a bookmark, or takes it away where there is one. */
export function toggleBookmark(seq: number): void {
  if (seq === 0) return;
  const { bookmarks, records } = inspector().snapshot();
  if (bookmarks.some((one) => one.seq === seq)) {
    keep(bookmarks.filter((one) => one.seq !== seq));
    inspector().say(`The bookmark of record ${seq} is gone.`);
    return;
  }
  const added = { seq, title: recordSentence(records, seq) };
  keep([...bookmarks, added].sort((one, other) => one.seq - other.seq));
  inspector().say(`Record ${seq} is bookmarked.`);
}

/** Gives a bookmark another name. */
export function renameBookmark(seq: number, title: string): void {
  const { bookmarks } = inspector().snapshot();
  keep(bookmarks.map((one) => (one.seq === seq ? { seq, title } : one)));
}

function keep(bookmarks: readonly Bookmark[]): void {
  const { hello } = inspector().snapshot();
  if (hello !== null) remember(keyOf(hello), bookmarks);
  inspector().setBookmarks(bookmarks);
}

function keyOf({ scenario, seed }: Hello): string {
  return `headend.bookmarks.${scenario}.${seed}`;
}
