/**
 * Viewing: one transmission as a client system plays it, from the fee schedule to the last report
 * (B1, Bi, Bn, Bo, Bp).
 *
 *     quoting ─▶ starting ─▶ playing ────────────── pause ──▶ paused
 *        │          │        ├ programme ⇄ subsidy ◀─ resume ─┘
 *        ▼          ▼        │ stop, or the end
 *     refused    refused     ▼
 *                         lingering ──▶ closing ──▶ ended        switched off: cutShort
 *
 * While it plays it wakes at every edge of the timeline, and reports what was played at least once a
 * minute. After the end it lingers while a commercial's response may still come (A10). It has ended
 * when every report was answered. A pause of four hours ends it.
 *
 * Invariants (test/machines/viewing-laws.test.ts): playing + paused time is the time between the start and
 * the end (I16); every stretch played is in exactly one report.
 */
import type { Received } from '../protocol.ts';
import { newViewing, type PlayerAction } from './context.ts';
import { viewing } from './setup.ts';

/** Something a viewer does to what plays, and what is said when it is not allowed. */
const doing = (type: PlayerAction['type']) => {
  const params = ({
    event,
  }: {
    event: {
      readonly atUs: number;
      readonly to?: { readonly us: number } | { readonly frame: number };
      readonly part?: string | null;
    };
  }) => ({
    action: {
      type,
      atUs: event.atUs,
      ...(event.to === undefined ? {} : { to: event.to }),
      ...(event.part === undefined ? {} : { part: event.part }),
    },
  });
  return [
    { type: 'announceRejection', params },
    { type: 'act', params },
  ] as const;
};
const takingPart = {
  actions: {
    type: 'takePart',
    params: ({ event }: { event: { readonly survey: string } }) => event,
  },
} as const;
/** The session was closed before the report came: there is no sense in playing on. */
const reportRefused = {
  guard: {
    type: 'isRefusedReport',
    params: ({ event }: { event: { readonly accepted: boolean } }) => event,
  },
  target: '#viewing.ended',
  actions: [{ type: 'announceUnbilled', params: { reason: 'session closed' } }, 'announceEnd'],
} as const;
const refusing = (reason: string) => ({ type: 'refuse', params: { reason } }) as const;

const quoting = viewing.createStateConfig({
  on: {
    'user.play': { actions: 'askSchedule' },
    'schedule.offered': [
      {
        guard: { type: 'canChoose', params: ({ event }) => ({ offered: event }) },
        target: 'starting',
        actions: [
          { type: 'showSchedule', params: ({ event }) => ({ offered: event }) },
          { type: 'noteQuotes', params: ({ event }) => ({ offered: event }) },
        ],
      },
      {
        target: 'refused',
        actions: [
          { type: 'showSchedule', params: ({ event }) => ({ offered: event }) },
          refusing('delivery not on offer'),
        ],
      },
    ],
    'schedule.refused': {
      target: 'refused',
      actions: { type: 'refuse', params: ({ event }) => ({ reason: event.reason }) },
    },
    'request.failed': { target: 'refused', actions: refusing('interface server unreachable') },
    'user.stop': { target: 'refused', actions: refusing('cancelled') },
  },
});

const begin = [
  {
    type: 'begin',
    params: ({ event }: { event: Received<'viewing.started'> }) => ({ started: event }),
  },
  'announceStart',
] as const;
const starting = viewing.createStateConfig({
  entry: 'start',
  on: {
    'viewing.started': [
      { guard: 'isStopWanted', target: 'playing', actions: [...begin, 'stopAtOnce'] },
      { target: 'playing', actions: begin },
    ],
    'user.stop': { actions: 'wantStop' },
    'viewing.start-refused': {
      target: 'refused',
      actions: { type: 'refuse', params: ({ event }) => ({ reason: event.reason }) },
    },
    'request.failed': { target: 'refused', actions: refusing('interface server unreachable') },
  },
});

const playing = viewing.createStateConfig({
  entry: 'planWake',
  initial: 'programme',
  states: {
    programme: { always: { guard: 'isInSubsidy', target: 'subsidy' } },
    subsidy: { always: { guard: 'isInProgramme', target: 'programme' } },
  },
  always: [
    { guard: 'hasEnded', target: 'lingering' },
    { guard: 'isPaused', target: 'paused' },
  ],
  after: {
    wake: {
      target: 'playing',
      reenter: true,
      actions: ['wake', 'reportIfDue', 'countReportIfDue'],
    },
  },
  on: {
    'user.pause': { actions: doing('pause'), target: 'playing', reenter: true },
    'user.seek': { actions: doing('seek'), target: 'playing', reenter: true },
    'user.stop': { actions: doing('stop'), target: 'playing', reenter: true },
    'user.respond': { actions: doing('respond'), target: 'playing', reenter: true },
    'user.take-part': takingPart,
  },
});

const standing = viewing.createStateConfig({
  after: {
    reportDue: {
      target: 'standing',
      reenter: true,
      actions: ['planWake', 'wake', 'reportIfDue', 'countReportIfDue'],
    },
  },
});
const paused = viewing.createStateConfig({
  entry: 'planPauseEnd',
  initial: 'standing',
  states: { standing },
  always: [
    { guard: 'hasEnded', target: 'lingering' },
    { guard: 'isPlaying', target: 'playing' },
  ],
  after: { pauseMax: { actions: 'endPause' } },
  on: {
    'user.resume': { actions: doing('resume') },
    'user.seek': { actions: doing('seek') },
    'user.stop': { actions: doing('stop') },
    'user.respond': { actions: doing('respond') },
    'user.take-part': takingPart,
  },
});

const lingering = viewing.createStateConfig({
  always: { guard: { type: 'needsNoResponse' }, target: 'closing' },
  after: { responseWindow: 'closing' },
  on: {
    'user.respond': { actions: doing('respond') },
    'user.take-part': takingPart,
    'user.stop': 'closing',
  },
});

const closing = viewing.createStateConfig({
  entry: ['reportLast', 'countReport'],
  on: {
    'usage.noted': [
      reportRefused,
      { guard: 'isLastMissing', target: 'ended', actions: 'announceEnd' },
      { actions: 'countNoted' },
    ],
    'request.failed': {
      target: 'ended',
      actions: [
        { type: 'announceUnbilled', params: { reason: 'interface server unreachable' } },
        'announceEnd',
      ],
    },
  },
});

export const viewingMachine = viewing.createMachine({
  id: 'viewing',
  context: ({ input }) => newViewing(input),
  initial: 'quoting',
  states: {
    quoting,
    starting,
    playing,
    paused,
    lingering,
    closing,
    ended: { type: 'final' },
    refused: { type: 'final' },
    cutShort: { type: 'final' },
  },
  on: {
    'user.switch-off': '.cutShort',
    'request.failed': {
      guard: { type: 'isUsageReport', params: ({ event }) => event },
      actions: { type: 'announceUnbilled', params: { reason: 'interface server unreachable' } },
    },
    'usage.noted': [reportRefused, { actions: 'countNoted' }],
  },
});
