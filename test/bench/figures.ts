/**
 * Figures as a benchmark might find them, so that what is made of them can be checked.
 */
import type { Report, Row } from '../../bench/report.ts';
import type { Variant } from '../../bench/variant.ts';

/** A row that took `cpuUs` of CPU time a message. */
export function row(variant: Variant, perSecond: number, cpuUs: number): Row<Variant> {
  return {
    variant,
    rounds: 1,
    messages: 252_000,
    perSecond,
    cpuUs,
    peakMiB: 100,
    setUpSeconds: 0.5,
    diskBytes: 0,
  };
}

/** Plain JavaScript at 400,000 messages/s with 1,000 clients, everything else at a share of it. */
export const REPORT: Report = {
  machine: {
    system: 'Linux 6.1',
    processor: 'Some <Processor> & Co',
    cores: 2,
    memoryGiB: 24,
    node: 'v20.20.2',
    versions: { Headend: '0.1.0', XState: '5.33.3' },
    date: '2026-11-21',
  },
  phold: { plainPerSecond: 5_000_000, kernelPerSecond: 4_000_000, ratio: 0.8 },
  rating: null,
  ten: [],
  purchases: [
    {
      clients: 1_000,
      rows: [row('plain', 400_000, 2.5), row('compiled', 200_000, 5), row('xstate', 10_000, 100)],
    },
    { clients: 100_000, rows: [row('plain', 300_000, 3), row('compiled', 100_000, 8)] },
  ],
  growth: [{ variant: 'plain', fromClients: 1_000, toClients: 100_000, ratio: 1.2 }],
  idle: [{ variant: 'compiled', clients: 100_000, bytesEach: 650 }],
  phases: [],
  skipped: ['W2, xstate with 100000 clients: would take about 60 minutes, more than 15'],
};
