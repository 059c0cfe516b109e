/**
 * Posted entries: what each posted id stood for, so that an id never stands for two contents (I7).
 *
 *     id --> where its content begins in `#contents`
 *     #contents  ... | kind currency conversation legs  account amount  account amount | kind ...
 *
 * A run posts millions of entries, so nothing of an entry is kept but its id and these numbers:
 * names stand there as the order in which they were first met.
 * Law (test/billing/posted-entries.test.ts): two entries are the same when every field is equal,
 * the order of the legs included, and only then.
 */
import type { Entry } from './ledger.ts';
import { OverlaidMap } from './overlaid-map.ts';

/** How an entry relates to the one posted with its id. */
export type Recollection = 'new' | 'same' | 'different';

/** What is remembered, as plain data. */
export interface PostedState {
  readonly contentAt: ReadonlyMap<string, number>;
  readonly contents: readonly number[];
  readonly names: ReadonlyMap<string, number>;
}

/** Stands for a name no remembered entry has. */
const UNKNOWN_NAME = -1;

/** Remembers entries by id. */
export class PostedEntries {
  readonly #contentAt: OverlaidMap<string, number>;
  readonly #contents: number[];
  readonly #names: OverlaidMap<string, number>;

  /** @param from what is remembered already; it stays as it is */
  constructor(from: PostedState | null = null) {
    this.#contentAt = new OverlaidMap(from?.contentAt);
    this.#contents = from?.contents.slice() ?? [];
    this.#names = new OverlaidMap(from?.names);
  }

  /** How many entries are remembered. */
  get count(): number {
    return this.#contentAt.size;
  }

  /** Whether the entry's id is new, or was remembered with the same content or another. */
  recall(entry: Entry): Recollection {
    const at = this.#contentAt.get(entry.id);
    if (at === undefined) return 'new';
    return this.#isContentAt(at, entry) ? 'same' : 'different';
  }

  /** Remembers an entry whose id is new; the amounts are whole and none is zero. */
  remember(entry: Entry): void {
    const contents = this.#contents;
    this.#contentAt.set(entry.id, contents.length);
    contents.push(
      this.#learn(entry.kind),
      this.#learn(entry.currency),
      conversationCode(entry, () => this.#learn(entry.conversation)),
      entry.legs.length,
    );
    for (const { account, amountMinor } of entry.legs) {
      contents.push(this.#learn(account), amountMinor);
    }
  }

  /** All that is remembered. */
  save(): PostedState {
    return {
      contentAt: this.#contentAt.merged(),
      contents: this.#contents.slice(),
      names: this.#names.merged(),
    };
  }

  #isContentAt(at: number, entry: Entry): boolean {
    const contents = this.#contents;
    if (
      contents[at] !== this.#known(entry.kind) ||
      contents[at + 1] !== this.#known(entry.currency) ||
      contents[at + 2] !== conversationCode(entry, () => this.#known(entry.conversation)) ||
      contents[at + 3] !== entry.legs.length
    ) {
      return false;
    }
    let legAt = at + 4;
    for (const { account, amountMinor } of entry.legs) {
      if (contents[legAt] !== this.#known(account)) return false;
      if (contents[legAt + 1] !== amountMinor) return false;
      legAt += 2;
    }
    return true;
  }

  #known(name: string): number {
    return this.#names.get(name) ?? UNKNOWN_NAME;
  }

  #learn(name: string): number {
    const known = this.#names.get(name);
    if (known !== undefined) return known;
    const index = this.#names.size;
    this.#names.set(name, index);
    return index;
  }
}

/**
 * The conversation as a number: its length when it begins the id, as orders do, for then the id
 * tells the rest and no name needs keeping; below `UNKNOWN_NAME` otherwise.
 */
function conversationCode({ id, conversation }: Entry, nameIndex: () => number): number {
  return id.startsWith(conversation) ? conversation.length : UNKNOWN_NAME - 1 - nameIndex();
}
