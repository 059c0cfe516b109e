/**
 * Media: the six ways programming reaches a client (U13), as numbers.
 *
 *     two-way    source ══downlink══▶ client     client ──uplink──▶ everyone at the head end
 *                everyone ──downlink─▶ client
 *     one-way    source ══downlink══▶ client     (broadcast: programme only, addressed copies)
 *                everyone ◀──telephone call──▶ client     (both directions, once the call stands)
 *
 * Units: latency distributions in microseconds, rates in bits per second, chances in parts per
 * million. Each number says where it comes from; a scenario can replace any of them.
 */
import type { Distribution } from './distribution.ts';

export const MEDIUM_NAMES = [
  'cable',
  'antenna',
  'satellite',
  'mini-dish',
  'dial-up',
  'internet',
] as const;
export type MediumName = (typeof MEDIUM_NAMES)[number];

/** How one direction of a plant, or the network between two servers, carries messages. */
export interface SegmentLaw {
  readonly latencyUs: Distribution;
  /**
   * What one client's link carries; a message waits for the one before it on the same link. Null
   * where sending takes no time worth counting.
   */
  readonly bitsPerSecond: number | null;
  /** What the whole segment carries for all its clients together; null when nothing is shared. */
  readonly sharedBitsPerSecond: number | null;
  readonly lossPpm: number;
  /** True when messages of the same pair may overtake each other. */
  readonly reorders: boolean;
}

/** A call that must stand before either side can speak. */
export interface CallLaw {
  readonly setUpUs: Distribution;
  /** How long a call lasts before the line drops by itself; null when it does not. */
  readonly lastsUs: Distribution | null;
  readonly idleHangUpUs: number;
  /** Chance that a call attempt fails (busy, no carrier). */
  readonly failsPpm: number;
}

export interface Medium {
  readonly name: MediumName;
  /** True when the downlink cannot carry anything back, and a copy for one client is extra. */
  readonly oneWay: boolean;
  /** The programme path. */
  readonly downlink: SegmentLaw;
  /** Client to head end. */
  readonly uplink: SegmentLaw;
  /** Head end to client for everything that is not programme; null where the downlink carries it. */
  readonly control: SegmentLaw | null;
  readonly call: CallLaw | null;
}

const MS = 1_000;
const SECOND = 1_000_000;

/** A V.34 return call: 33.6 kbit/s both ways, about 75 ms each way through modems and exchange. */
const TELEPHONE: SegmentLaw = {
  // Modem interleaving and buffering dominate; 100 to 150 ms round trips were typical of V.34.
  latencyUs: { uniform: [65 * MS, 85 * MS] },
  bitsPerSecond: 33_600,
  sharedBitsPerSecond: null,
  // V.42 error correction repeats lost frames, so what is left is the rare failed block.
  lossPpm: 100,
  reorders: false,
};

/** Dialling plus V.34 training; the set-top box hangs up when nothing was said for a minute. */
const TELEPHONE_CALL: CallLaw = {
  // 3 s to dial and be put through, 8 to 12 s of V.34 line probing and training (ITU-T V.34).
  setUpUs: { uniform: [11 * SECOND, 15 * SECOND] },
  lastsUs: null,
  idleHangUpUs: 60 * SECOND,
  failsPpm: 5_000,
};

const broadcast = (
  latencyUs: Distribution,
  sharedBitsPerSecond: number,
  lossPpm: number,
): SegmentLaw => ({
  latencyUs,
  bitsPerSecond: sharedBitsPerSecond,
  sharedBitsPerSecond,
  lossPpm,
  reorders: false,
});

/** The media as they are unless a scenario changes them. */
export const MEDIA: Readonly<Record<MediumName, Medium>> = {
  cable: {
    name: 'cable',
    oneWay: false,
    downlink: {
      // Fibre and coax to the home plus DOCSIS scheduling: 5 to 10 ms one way.
      latencyUs: { uniform: [5 * MS, 10 * MS] },
      bitsPerSecond: 10_000_000,
      // One 6 MHz channel with 64-QAM carries about 27 Mbit/s net (ITU-T J.83 annex B).
      sharedBitsPerSecond: 27_000_000,
      lossPpm: 10,
      reorders: false,
    },
    uplink: {
      latencyUs: { uniform: [5 * MS, 12 * MS] },
      bitsPerSecond: 768_000,
      // A 3.2 MHz QPSK upstream carries about 5 Mbit/s (DOCSIS 1.0).
      sharedBitsPerSecond: 5_120_000,
      lossPpm: 50,
      reorders: false,
    },
    control: null,
    call: null,
  },
  antenna: {
    name: 'antenna',
    oneWay: true,
    // 60 km at the speed of light is 0.2 ms; a multiplexer and interleaver add most of 2 ms. One
    // 8 MHz DVB-T multiplex carries about 24 Mbit/s (ETSI EN 300 744, 64-QAM 2/3).
    downlink: broadcast({ uniform: [2 * MS, 3 * MS] }, 24_000_000, 200),
    uplink: TELEPHONE,
    control: TELEPHONE,
    call: TELEPHONE_CALL,
  },
  satellite: {
    name: 'satellite',
    oneWay: true,
    // Up and down 35,786 km at the speed of light is 239 ms beneath the satellite, up to 279 ms at
    // the edge of its view. A 36 MHz transponder carries about 38 Mbit/s (ETSI EN 300 421).
    downlink: broadcast({ uniform: [240 * MS, 280 * MS] }, 38_000_000, 500),
    uplink: TELEPHONE,
    control: TELEPHONE,
    call: TELEPHONE_CALL,
  },
  'mini-dish': {
    name: 'mini-dish',
    oneWay: true,
    // The same geostationary hop to a 45 cm dish: less margin, so a little more is lost in rain; a
    // 24 MHz direct-broadcast transponder carries about 30 Mbit/s (ITU-R BO.1516).
    downlink: broadcast({ uniform: [240 * MS, 280 * MS] }, 30_000_000, 1_000),
    uplink: TELEPHONE,
    control: TELEPHONE,
    call: TELEPHONE_CALL,
  },
  'dial-up': {
    name: 'dial-up',
    oneWay: false,
    downlink: {
      // V.90: 56 kbit/s down, 33.6 kbit/s up; about 150 ms round trip through two modems.
      latencyUs: { uniform: [65 * MS, 95 * MS] },
      bitsPerSecond: 56_000,
      sharedBitsPerSecond: null,
      lossPpm: 100,
      reorders: false,
    },
    uplink: TELEPHONE,
    control: null,
    call: {
      // Dialling, V.90 training and PPP log-in: 25 to 35 s.
      setUpUs: { uniform: [25 * SECOND, 35 * SECOND] },
      // Home calls dropped after hours, not minutes; an exponential has no memory of the call's age.
      lastsUs: { exponential: 3 * 3_600 * SECOND },
      idleHangUpUs: 600 * SECOND,
      failsPpm: 20_000,
    },
  },
  internet: {
    name: 'internet',
    oneWay: false,
    downlink: {
      // A national path of the broadband age: median 30 ms one way with a long tail.
      latencyUs: { lognormal: { median: 30 * MS, sigma: 0.4 } },
      bitsPerSecond: 1_500_000,
      sharedBitsPerSecond: null,
      lossPpm: 5_000,
      reorders: true,
    },
    uplink: {
      latencyUs: { lognormal: { median: 30 * MS, sigma: 0.4 } },
      // ADSL (ITU-T G.992.1): about 1.5 Mbit/s down and 256 kbit/s up were sold together.
      bitsPerSecond: 256_000,
      sharedBitsPerSecond: null,
      lossPpm: 5_000,
      reorders: true,
    },
    control: null,
    call: null,
  },
};
