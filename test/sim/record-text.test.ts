import { expect, test } from 'vitest';
import { JsonBytes } from '../../src/sim/json-bytes.ts';
import { recordLine } from '../../src/sim/record-text.ts';
import { everyKind } from './records.ts';

test.each(everyKind().records.map((one) => [one.kind, one] as const))(
  'a %s record says as text what it says as bytes',
  (_, one) => {
    const json = new JsonBytes();
    json.writeLine(one);
    expect(`${recordLine(one)}\n`).toBe(Buffer.from(json.take()).toString('utf8'));
  },
);
