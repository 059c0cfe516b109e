/**
 * `npm run bench`: the performance figures, each beside its baseline of the same run, as ratios.
 *
 *     npm run bench                    W1, R1, and W2 with 1,000, 10,000 and 100,000 clients
 *     npm run bench -- 1000 100000     W2 with these numbers of clients
 *
 * W2 variants run one after another in processes of their own, in rounds, so that a busy moment of
 * the machine falls on all of them; each figure is the median of its rounds.
 */
import { execFileSync } from 'node:child_process';
import { cpus, release, type } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Measurement } from './measure.ts';
import { measurePhold } from './phold.ts';
import { purchasesEach } from './purchases.ts';
import { measureRating } from './rating.ts';

const VARIANTS = ['plain', 'bare', 'headend', 'headend-disk'] as const;
type Variant = (typeof VARIANTS)[number];
const TITLES: Readonly<Record<Variant, string>> = {
  plain: 'plain JavaScript',
  bare: 'bare XState actors',
  headend: 'Headend, records unread',
  'headend-disk': 'Headend, records to disk',
};
const SIZES = [1_000, 10_000, 100_000];
/** Large runs are long enough to measure once. */
const ROUNDS_OF_LARGE = 1;
const ROUNDS = 3;
const LARGE = 5_000;

const measure = fileURLToPath(new URL('./measure.js', import.meta.url));
const asked = process.argv.slice(2).map(Number);
const sizes = asked.length > 0 ? asked : SIZES;

print(
  `${type()} ${release()}, ${cpus().length} x ${cpus()[0]?.model.trim()}, Node ${process.version}`,
);
print('');
reportPhold();
reportRating();
for (const clients of sizes) reportPurchases(clients);

function reportPhold(): void {
  const { plainPerSecond, kernelPerSecond, ratio } = measurePhold();
  print('W1, PHOLD: 1,024 processes, 16,384 pending, 2,000,000 events');
  print(row(['', 'events/s', 'of plain']));
  print(row(['plain JavaScript, typed heap', count(plainPerSecond), '1.00']));
  print(row(['Headend scheduler', count(kernelPerSecond), ratio.toFixed(2)]));
}

function reportRating(): void {
  const { records, sessions, plainPerSecond, headendPerSecond, ratio } = measureRating();
  print('');
  print(
    `R1, rating: ${count(records)} usage records of ${count(sessions)} sessions, read from memory`,
  );
  print(row(['', 'records/s', 'of plain']));
  print(row(['plain JavaScript, floats', count(plainPerSecond), '1.00']));
  print(row(['Headend, exact', count(headendPerSecond), ratio.toFixed(2)]));
}

function reportPurchases(clients: number): void {
  const rounds = clients >= LARGE ? ROUNDS_OF_LARGE : ROUNDS;
  const taken = new Map<Variant, Measurement[]>();
  for (let round = 0; round < rounds; round += 1) {
    for (const variant of VARIANTS) {
      taken.set(variant, [...(taken.get(variant) ?? []), measured(variant, clients)]);
    }
  }
  const median = (variant: Variant) => medianOf(taken.get(variant) ?? []);
  const rate = (variant: Variant) => median(variant)?.perSecond ?? Number.NaN;
  print('');
  print(
    `W2, purchases: ${count(clients)} clients, ${purchasesEach(clients)} each, ${count(median('plain')?.messages ?? 0)} messages; median of ${rounds}`,
  );
  print(row(['', 'messages/s', 'of plain', 'of bare', 'of unread', 'peak MiB', 'set-up s']));
  for (const variant of VARIANTS) {
    const one = median(variant);
    if (one === undefined) continue;
    print(
      row([
        TITLES[variant],
        count(one.perSecond),
        (one.perSecond / rate('plain')).toFixed(3),
        (one.perSecond / rate('bare')).toFixed(2),
        (one.perSecond / rate('headend')).toFixed(2),
        count(one.peakMiB),
        one.setUpSeconds.toFixed(2),
      ]),
    );
  }
}

function measured(variant: Variant, clients: number): Measurement {
  const arguments_ = ['--max-old-space-size=16384', measure, variant, String(clients)];
  return JSON.parse(
    execFileSync(process.execPath, arguments_, { encoding: 'utf8' }),
  ) as Measurement;
}

/** The measurement in the middle, by rate. */
function medianOf(measurements: readonly Measurement[]): Measurement | undefined {
  const sorted = [...measurements].sort((one, other) => one.perSecond - other.perSecond);
  return sorted[Math.floor(sorted.length / 2)];
}
function row([title = '', ...figures]: readonly string[]): string {
  return `  ${title.padEnd(30)}${figures.map((figure) => figure.padStart(12)).join('')}`;
}
function count(n: number): string {
  return Math.round(n).toLocaleString('en-US');
}
function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
