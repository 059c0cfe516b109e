/**
 * W2, purchases: the workload of the benchmark, as a scenario for the real network.
 *
 * `clients` clients in six populations, one a source; each thinks (exponential, mean 60 s), buys a
 * feature, and thinks again, ten times. Every message is delayed by an exponential time of mean
 * 20 ms; nothing is lost and bandwidth never matters, so that the work is the protocol's alone. Odd
 * sources provide by modification, even ones by token; all settle by later bill per transaction.
 */
import { defineScenario } from '../src/sim/scenario/load.ts';
import type { Scenario } from '../src/sim/scenario/model.ts';

export const SOURCES = 6;
export const LATENCY_US = 20_000;
export const THINK_US = 60_000_000;
const MEDIA = ['cable', 'antenna', 'satellite', 'mini-dish', 'dial-up', 'internet'] as const;

/** Ten purchases a client; one where ten would take an hour. */
export function purchasesEach(clients: number): number {
  return clients >= 100_000 ? 1 : 10;
}
/** What the price of a feature is at the n-th source: it grows with n, as in the workload's definition. */
export function priceMinor(source: number): number {
  return 100 + 10 * source;
}
/** The source's share of it: two thirds, rounded to the nearest cent, ties to even (none occur). */
export function shareMinor(source: number): number {
  return Math.round((priceMinor(source) * 2) / 3);
}

/** What the server has of all purchases in the end. */
export function serversMinor(clients: number): number {
  return sumOver(clients, (source) => priceMinor(source) - shareMinor(source));
}
/** What all sources have together in the end. */
export function sourcesMinor(clients: number): number {
  return sumOver(clients, shareMinor);
}

/** The scenario with `clients` clients; a multiple of six divides evenly, others nearly so. */
export function purchases(clients: number): Scenario {
  const { media, ...document } = documentOf(clients);
  const scenario = defineScenario('w2-purchases', document);
  return { ...scenario, media: { ...scenario.media, ...media } };
}

function documentOf(clients: number) {
  const latency = { exponential: '20ms' };
  const law = {
    latencyUs: { exponential: LATENCY_US },
    bitsPerSecond: null,
    sharedBitsPerSecond: null,
    lossPpm: 0,
    reorders: true,
  };
  const medium = (name: (typeof MEDIA)[number]) => ({
    name,
    oneWay: false,
    downlink: law,
    uplink: law,
    control: null,
    call: null,
  });
  return {
    scenario: `W2 with ${clients} clients`,
    seed: 12_345,
    limits: { events: 2_000_000_000 },
    transmissions: { film: { kind: 'movie', title: 'Film', minutes: 90, rate: '4Mbit/s' } },
    features: { sound: { kind: 'audio-upgrade', title: 'sound', rate: '448kbit/s' } },
    core: { latency },
    media: Object.fromEntries(MEDIA.map((name) => [name, medium(name)])),
    sources: Object.fromEntries(MEDIA.map((name, n) => [`source-${n}`, sourceOf(name, n)])),
    billing: { per: 'transaction' },
    populations: Object.fromEntries(
      MEDIA.map((_, n) => [
        `viewers-${n}`,
        populationOf(n, membersOf(clients, n), purchasesEach(clients)),
      ]),
    ),
  };
}

function sumOver(clients: number, minorOf: (source: number) => number): number {
  let sumMinor = 0;
  for (let source = 0; source < SOURCES; source += 1) {
    sumMinor += membersOf(clients, source) * purchasesEach(clients) * minorOf(source);
  }
  return sumMinor;
}
function membersOf(clients: number, source: number): number {
  return Math.floor((clients + SOURCES - 1 - source) / SOURCES);
}
function sourceOf(medium: string, n: number) {
  const amount = (minor: number) => (minor / 100).toFixed(2);
  const price = { server: amount(priceMinor(n) - shareMinor(n)), source: amount(shareMinor(n)) };
  return {
    medium,
    provision: [n % 2 === 1 ? 'modification' : 'token'],
    settlement: { by: 'later-bill', per: 'transaction' },
    offers: [{ feature: 'sound', on: 'film', price }],
  };
}
function populationOf(n: number, count: number, orders: number) {
  return {
    count,
    receives: [`source-${n}`],
    credit: 1_000,
    arrives: { exponential: '60s' },
    orders: { constant: orders },
    pauses: { exponential: '60s' },
    patience: '1h',
    chooses: [{ select: 'sound on film', weight: 1 }],
  };
}
