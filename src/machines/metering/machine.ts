/**
 * Metering: one viewing session at the interface server (B1, B2, Bi, Bw).
 *
 *     identifying ─▶ quoting ─▶ offered ─▶ metering ──last report, or silence──▶ closing ─▶ closed
 *          │            │          │       ├ listening
 *          ▼            ▼          ▼       └ passing on what is new, every five minutes
 *        refused      refused    lapsed
 *
 * It meters what reports say was played, whatever order they come in; a client system that falls
 * silent is billed for what is known. Of one that never reported nothing is known, not even that it
 * began to play: it is not billed.
 *
 * Invariants (test/machines/metering.test.ts): every accepted report is metered exactly once; every
 * usage record is passed on exactly once (I26).
 */
import { newMetering } from './context.ts';
import { metering } from './setup.ts';

const refused = (reason: string) =>
  ({ target: 'refused', actions: { type: 'refuseSchedule', params: { reason } } }) as const;

const unbilled = (reason: string) =>
  ({ type: 'announce', params: { name: 'viewing.unbilled', reason } }) as const;
/** What was passed on can no longer be rated. */
const transferFailed = {
  target: '#metering.closed',
  actions: unbilled('accounting system unreachable'),
} as const;

const identifying = metering.createStateConfig({
  on: {
    'schedule.request': {
      actions: [{ type: 'noteViewer', params: ({ event }) => event }, 'lookUp'],
    },
    'subscriber.found': {
      target: 'quoting',
      actions: [
        { type: 'noteSubscriber', params: ({ event }) => ({ found: event }) },
        { type: 'askEstimate', params: ({ event }) => ({ found: event }) },
      ],
    },
    'request.failed': refused('subscriber database unreachable'),
  },
});

const quoting = metering.createStateConfig({
  on: {
    'estimate.given': {
      target: 'offered',
      actions: { type: 'offer', params: ({ event }) => event },
    },
    'request.failed': refused('accounting system unreachable'),
  },
});

const offered = metering.createStateConfig({
  on: {
    'viewing.start': [
      {
        guard: { type: 'isOffered', params: ({ event }) => event },
        target: 'metering',
        actions: [
          { type: 'confirmStart', params: ({ event }) => ({ chosen: event }) },
          { type: 'begin', params: ({ event }) => ({ chosen: event }) },
        ],
      },
      { actions: { type: 'confirmStart', params: ({ event }) => ({ chosen: event }) } },
    ],
  },
  after: { patience: 'lapsed' },
});

const listening = metering.createStateConfig({
  on: {
    'usage.report': [
      {
        guard: { type: 'isSound', params: ({ event }) => ({ report: event }) },
        target: 'listening',
        // Entered again, so that silence is counted from here.
        reenter: true,
        actions: [
          { type: 'answerReport', params: ({ event }) => ({ report: event, accepted: true }) },
          { type: 'take', params: ({ event }) => ({ report: event }) },
        ],
      },
      {
        actions: {
          type: 'answerReport',
          params: ({ event }) => ({ report: event, accepted: false }),
        },
      },
    ],
  },
  after: {
    silence: [
      {
        guard: 'wasHeardOf',
        target: '#metering.closing',
        actions: { type: 'announce', params: { name: 'usage.silent', reason: 'no report came' } },
      },
      { target: '#metering.closed', actions: unbilled('no report came') },
    ],
  },
});

const passing = metering.createStateConfig({
  after: {
    transferPeriod: [
      {
        guard: 'canPassOn',
        target: 'passing',
        reenter: true,
        actions: [{ type: 'transfer', params: { closes: false } }, 'countTransfer'],
      },
      { target: 'passing', reenter: true },
    ],
  },
});

/** The last transfer goes when the one before it has come. */
const closing = metering.createStateConfig({
  entry: 'takeAll',
  initial: 'waiting',
  states: {
    waiting: {
      always: {
        guard: 'isAllRated',
        target: 'closingRating',
        actions: [{ type: 'transfer', params: { closes: true } }, 'countTransfer'],
      },
      on: { 'usage.rated': { actions: 'countRated' } },
    },
    closingRating: { on: { 'usage.rated': { target: '#metering.closed', actions: 'countRated' } } },
  },
  on: {
    'usage.report': {
      actions: {
        type: 'answerReport',
        params: ({ event }) => ({ report: event, accepted: false }),
      },
    },
    'request.failed': transferFailed,
  },
});

export const meteringMachine = metering.createMachine({
  id: 'metering',
  context: ({ input }) => newMetering(input),
  initial: 'identifying',
  states: {
    identifying,
    quoting,
    offered,
    metering: {
      type: 'parallel',
      always: { guard: 'isComplete', target: 'closing' },
      states: {
        reports: { initial: 'listening', states: { listening } },
        transfers: { initial: 'passing', states: { passing } },
      },
      on: { 'usage.rated': { actions: 'countRated' }, 'request.failed': transferFailed },
    },
    closing,
    closed: { type: 'final' },
    refused: { type: 'final' },
    lapsed: { type: 'final' },
  },
});
