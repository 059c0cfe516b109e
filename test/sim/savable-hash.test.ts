import { createHash } from 'node:crypto';
import { deserialize, serialize } from 'node:v8';
import { describe, expect, test } from 'vitest';
import { SavableHash } from '../../src/sim/savable-hash.ts';

/** More than three blocks of 64 bytes, every byte another than its neighbours. */
const MESSAGE = Array.from({ length: 201 }, (_, index) =>
  String.fromCharCode(33 + (index % 90)),
).join('');

function nativeHex(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** A fresh hash that was given what the other had, as another process gets it. */
function takenUp(hash: SavableHash): SavableHash {
  const fresh = new SavableHash();
  fresh.load(deserialize(serialize(hash.save())));
  return fresh;
}

// FIPS 180-4, and its example of two blocks.
test.each([
  ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  [
    'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
    '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
  ],
])('the digest of "%s" is the known one', (text, digest) => {
  const hash = new SavableHash();
  hash.add(Buffer.from(text));
  expect(hash.hex()).toBe(digest);
});

describe('put aside after any of 201 bytes', () => {
  const cuts = Array.from({ length: MESSAGE.length + 1 }, (_, index) => index);

  test('and taken up, it gives the digest of the whole', () => {
    for (const cut of cuts) {
      const hash = new SavableHash();
      hash.add(Buffer.from(MESSAGE.slice(0, cut)));
      const rest = takenUp(hash);
      rest.add(Buffer.from(MESSAGE.slice(cut)));
      expect(rest.hex(), `cut after ${cut}`).toBe(nativeHex(MESSAGE));
    }
  });

  test('it gives the digest so far, and asking changes nothing', () => {
    const hash = new SavableHash();
    for (const cut of cuts.slice(1)) {
      hash.add(Buffer.from(MESSAGE.slice(cut - 1, cut)));
      expect(takenUp(hash).hex(), `cut after ${cut}`).toBe(nativeHex(MESSAGE.slice(0, cut)));
      expect(hash.hex()).toBe(nativeHex(MESSAGE.slice(0, cut)));
    }
  });
});

test('what is put aside is not changed by what comes later', () => {
  const hash = new SavableHash();
  hash.add(Buffer.from('abc'));
  const saved = hash.save();
  hash.add(Buffer.from(MESSAGE));
  const fresh = new SavableHash();
  fresh.load(saved);
  expect(fresh.hex()).toBe(nativeHex('abc'));
});
