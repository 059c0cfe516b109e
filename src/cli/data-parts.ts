/**
 * Data parts: plain data of any size as bytes, and back.
 *
 *     a map of a million   ──▶   map │ 10,000 entries │ 10,000 entries │ … │ end
 *     an object with it    ──▶   fields, with their names │ a value │ map … end │ a value
 *     anything smaller     ──▶   value
 *
 * node:v8 makes one Buffer of a value, and none is larger than four gigabytes. So whatever holds more than
 * `entriesMax` things, or holds something that does, is written a part at a time. What two parts share is
 * written, and comes back, with each of them.
 *
 * Law (test/cli/data-parts.test.ts): what is read equals what was written, whatever `entriesMax` was.
 */
import { deserialize, serialize } from 'node:v8';

/** Some ten thousand households are some hundred megabytes. */
const ENTRIES_MAX = 10_000;
/** A tag, and how many bytes follow. */
const HEADER_BYTES = 5;
const TAG = { value: 0, fields: 1, map: 2, set: 3, list: 4, several: 5, one: 6, end: 7 } as const;
type Tag = (typeof TAG)[keyof typeof TAG];
const NOTHING = new Uint8Array(0);

/**
 * Writes plain data, as structured cloning knows it.
 *
 * @param write takes the bytes, piece by piece
 * @throws {Error} as `structuredClone` does, for what is no plain data
 */
export function writeParts(
  data: unknown,
  write: (bytes: Uint8Array) => void,
  entriesMax: number = ENTRIES_MAX,
): void {
  new PartWriter(write, entriesMax).any(data);
}

/**
 * Reads what `writeParts` wrote.
 *
 * @param read gives exactly so many of the bytes that come next
 * @throws {Error} when they are something else
 */
export function readParts(read: (length: number) => Buffer): unknown {
  return new PartReader(read).any();
}

class PartWriter {
  readonly #write: (bytes: Uint8Array) => void;
  readonly #entriesMax: number;

  constructor(write: (bytes: Uint8Array) => void, entriesMax: number) {
    this.#write = write;
    this.#entriesMax = entriesMax;
  }

  any(data: unknown): void {
    if (!this.#isLarge(data)) this.#part(TAG.value, serialize(data));
    else if (data instanceof Map) this.#items(TAG.map, data);
    else if (data instanceof Set) this.#items(TAG.set, data);
    else if (Array.isArray(data)) this.#items(TAG.list, data);
    else this.#fields(data as object);
  }

  #fields(data: object): void {
    this.#part(TAG.fields, serialize(Object.keys(data)));
    for (const value of Object.values(data)) this.any(value);
  }

  #items(tag: Tag, items: Iterable<unknown>): void {
    this.#part(tag, NOTHING);
    let several: unknown[] = [];
    const flush = () => {
      if (several.length > 0) this.#part(TAG.several, serialize(several));
      several = [];
    };
    for (const item of items) {
      if (this.#isLarge(item)) {
        flush();
        this.#part(TAG.one, NOTHING);
        this.any(item);
      } else {
        several.push(item);
        if (several.length === this.#entriesMax) flush();
      }
    }
    flush();
    this.#part(TAG.end, NOTHING);
  }

  #part(tag: Tag, bytes: Uint8Array): void {
    const header = Buffer.alloc(HEADER_BYTES);
    header.writeUInt8(tag, 0);
    header.writeUInt32LE(bytes.length, 1);
    this.#write(header);
    this.#write(bytes);
  }

  /** Whether there is something in it that holds more than `entriesMax` things. */
  #isLarge(data: unknown): boolean {
    if (typeof data !== 'object' || data === null) return false;
    if (Array.isArray(data)) return data.length > this.#entriesMax || this.#isAnyLarge(data);
    if (data instanceof Map || data instanceof Set) {
      return data.size > this.#entriesMax || this.#isAnyLarge(data.values());
    }
    if (ArrayBuffer.isView(data)) return false;
    const fields = data as Readonly<Record<string, unknown>>;
    // All of a run is looked through at every checkpoint, and most of what is in it are objects like this.
    for (const name in fields) if (this.#isLarge(fields[name])) return true;
    return false;
  }
  #isAnyLarge(values: Iterable<unknown>): boolean {
    for (const value of values) if (this.#isLarge(value)) return true;
    return false;
  }
}

class PartReader {
  readonly #read: (length: number) => Buffer;

  constructor(read: (length: number) => Buffer) {
    this.#read = read;
  }

  any(): unknown {
    const { tag, bytes } = this.#part();
    switch (tag) {
      case TAG.value:
        return deserialize(bytes);
      case TAG.fields:
        return Object.fromEntries((deserialize(bytes) as string[]).map((key) => [key, this.any()]));
      case TAG.map:
        return new Map(this.#items() as Iterable<[unknown, unknown]>);
      case TAG.set:
        return new Set(this.#items());
      case TAG.list:
        return [...this.#items()];
      default:
        throw new Error(`a part with tag ${tag} where data begins`);
    }
  }

  *#items(): Iterable<unknown> {
    for (;;) {
      const { tag, bytes } = this.#part();
      if (tag === TAG.end) return;
      if (tag === TAG.one) yield this.any();
      else if (tag === TAG.several) yield* deserialize(bytes) as unknown[];
      else throw new Error(`a part with tag ${tag} where an item or the end is`);
    }
  }

  #part(): { readonly tag: number; readonly bytes: Buffer } {
    const header = this.#read(HEADER_BYTES);
    return { tag: header.readUInt8(0), bytes: this.#read(header.readUInt32LE(1)) };
  }
}
