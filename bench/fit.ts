/**
 * Fit: whether a run is worth starting here: not when it would take very long, or more memory or disk than
 * there is.
 *
 * The figures are what the programs took when they were last looked at, rounded up. They decide what is
 * skipped, and nothing else.
 */
import { statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { purchasesEach } from './purchases.ts';
import type { Variant } from './variant.ts';

const MINUTES_MAX = 15;
/** Of what is free, for others live here, too. */
const MEMORY_SHARE = 0.85;
const DISK_SHARE = 0.8;
const KIB = 1_024;
const GIB = KIB ** 3;

interface Appetite {
  /** Messages a second. */
  readonly rate: number;
  readonly bytesPerClient: number;
  readonly bytesPerMessage: number;
  readonly diskBytesPerMessage: number;
}

const APPETITES: Readonly<Record<Variant, Appetite>> = {
  'happy-path': appetite(400_000, 2, 0.1),
  plain: appetite(200_000, 2.5, 0.42),
  compiled: appetite(70_000, 3.5, 0.42),
  'compiled-memory': appetite(60_000, 3.5, 2.6),
  'compiled-disk': appetite(28_000, 3.5, 0.45, 1.25),
  'bare-xstate': appetite(20_000, 45, 0.3),
  xstate: appetite(12_000, 30, 1.2),
};

/** How long a run takes, roughly, in seconds. */
export function expectedSeconds(variant: Variant, clients: number): number {
  return messagesOf(clients) / APPETITES[variant].rate;
}

/** Why a run is not made here; null when it can be. */
export function misfit(variant: Variant, clients: number): string | null {
  const { bytesPerClient, bytesPerMessage, diskBytesPerMessage } = APPETITES[variant];
  const messages = messagesOf(clients);
  const minutes = expectedSeconds(variant, clients) / 60;
  if (minutes > MINUTES_MAX) {
    return `would take about ${Math.round(minutes)} minutes, more than ${MINUTES_MAX}`;
  }
  const bytes = clients * bytesPerClient + messages * bytesPerMessage;
  if (bytes > freemem() * MEMORY_SHARE) {
    return `would take about ${(bytes / GIB).toFixed(0)} GiB of memory; ${(freemem() / GIB).toFixed(0)} are free`;
  }
  const diskBytes = messages * diskBytesPerMessage;
  const disk = statfsSync(tmpdir());
  const freeBytes = disk.bavail * disk.bsize;
  if (diskBytes > freeBytes * DISK_SHARE) {
    return `would write about ${(diskBytes / GIB).toFixed(0)} GiB; ${(freeBytes / GIB).toFixed(0)} are free`;
  }
  return null;
}

function messagesOf(clients: number): number {
  return clients * purchasesEach(clients) * 25 + clients * 2;
}
function appetite(rate: number, clientKiB: number, messageKiB: number, diskKiB = 0): Appetite {
  return {
    rate,
    bytesPerClient: clientKiB * KIB,
    bytesPerMessage: messageKiB * KIB,
    diskBytesPerMessage: diskKiB * KIB,
  };
}
