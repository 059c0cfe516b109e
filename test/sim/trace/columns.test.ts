import { expect, test } from 'vitest';
import { columns, LEGEND } from '../../../src/sim/trace/columns.ts';
import { everyKind, RecordBook } from '../records.ts';

test('each record is a line whose columns stand under the legend', () => {
  const whatAt = LEGEND.indexOf('what');
  const typeAt = LEGEND.indexOf('type');
  for (const record of everyKind().records) {
    const line = columns(record);
    expect(line.slice(0, 8).trim()).toBe(String(record.seq));
    expect(line.slice(typeAt).startsWith(record.type)).toBe(true);
    expect(line[whatAt - 1]).toBe(' ');
    expect(line[whatAt]).not.toBe(' ');
  }
});

test('time is in seconds to the microsecond', () => {
  const record = new RecordBook().at(3_600_000_000 + 42).stimulus('x');
  expect(columns(record)).toContain('3600.000042');
});

test('a line says what matters about its kind', () => {
  const lines = everyKind().records.map((record) => columns(record).slice(LEGEND.indexOf('what')));
  expect(lines.slice(2, 10)).toEqual([
    'client/alice -> processing-server on metro-cable.uplink, 160 bytes',
    'client/alice: on.idle -> on.ordering',
    'client/alice -> processing-server',
    'processing-server: ready -> ready (ignored)',
    'processing-server/order-alice-1 -> billing-processor on metro-cable.uplink, 160 bytes',
    'alice-1:hold: client/alice:credit -399, client/alice:held 399 USD',
    'processing-server -> client/alice on metro-cable.uplink, 160 bytes',
    'processing-server -x client/alice on metro-cable.uplink: noise on the line',
  ]);
});

test('a text with line feeds stays one line', () => {
  expect(columns(new RecordBook().stimulus('a\r\nb\u0000'))).not.toMatch(/\p{Cc}/u);
});
