/**
 * Viewing setup: the words the viewing machine is written in (its guards, actions and delays).
 *
 * Delays in milliseconds, as XState counts them; everything else as in context.ts.
 */
import { assign, emit, setup } from 'xstate';
import type { Emitted, Outcome, OutcomeName } from '../effects.ts';
import type { MessageType, Received, RequestFailed } from '../protocol.ts';
import {
  act,
  afterReport,
  awake,
  beginPlaying,
  chosenDelivery,
  kindPlaying,
  nextWakeUs,
  PAUSE_MAX_US,
  type PlayerAction,
  reportOf,
  responseOpenUntilUs,
  type ViewingContext,
  type ViewingInput,
  viewingLetter,
} from './context.ts';

/** What a person does to the transmission that plays; `client/machine.ts` passes it on. */
export type ViewerEvent =
  | { readonly type: 'user.play'; readonly atUs: number }
  | { readonly type: 'user.pause' | 'user.resume' | 'user.stop'; readonly atUs: number }
  | {
      readonly type: 'user.seek';
      readonly atUs: number;
      readonly to: { readonly us: number } | { readonly frame: number };
    }
  | { readonly type: 'user.respond'; readonly atUs: number; readonly part: string | null }
  | { readonly type: 'user.take-part'; readonly atUs: number; readonly survey: string }
  | { readonly type: 'user.switch-off'; readonly atUs: number };
type Incoming =
  | 'schedule.offered'
  | 'schedule.refused'
  | 'viewing.started'
  | 'viewing.start-refused'
  | 'usage.noted';
export type ViewingEvent = ViewerEvent | Received<Incoming> | RequestFailed;

export const viewing = setup({
  types: {
    input: {} as ViewingInput,
    context: {} as ViewingContext,
    events: {} as ViewingEvent,
    emitted: {} as Emitted,
  },
  guards: {
    canChoose: ({ context }, { offered }: { offered: Received<'schedule.offered'> }) =>
      chosenDelivery(context, offered.quotes) !== null,
    isInSubsidy: ({ context }) => kindPlaying(context) === 'subsidy',
    isInProgramme: ({ context }) => kindPlaying(context) === 'programme',
    isPaused: ({ context }) => context.playback.state === 'paused',
    isPlaying: ({ context }) => context.playback.state === 'playing',
    hasEnded: ({ context }) => context.playback.state === 'ended',
    needsNoResponse: ({ context }) => (responseOpenUntilUs(context) ?? 0) <= context.nowUs,
    isStopWanted: ({ context }) => context.isStopWanted,
    isLastMissing: ({ context }) => context.notedCount + 1 >= context.reportCount,
    isUsageReport: (_, { request }: { request: MessageType }) => request === 'usage.report',
    isRefusedReport: (_, { accepted }: { accepted: boolean }) => !accepted,
  },
  actions: {
    askSchedule: emit(({ context }) => ({
      ...viewingLetter(context, 'schedule.request'),
      type: 'schedule.request' as const,
      to: 'interface-server',
      client: context.client,
      transmission: context.transmission,
    })),
    noteQuotes: assign(({ context }, { offered }: { offered: Received<'schedule.offered'> }) => ({
      quotes: offered.quotes,
      delivery: chosenDelivery(context, offered.quotes) ?? '',
    })),
    showSchedule: emit(({ context }, { offered }: { offered: Received<'schedule.offered'> }) =>
      outcome(context, 'schedule.shown', {
        deliveries: offered.quotes.length,
        chosen: chosenDelivery(context, offered.quotes) ?? 'none',
        ...Object.fromEntries(
          offered.quotes.map(({ delivery, netMinor }) => [`${delivery}Minor`, netMinor]),
        ),
      }),
    ),
    start: emit(({ context }) => ({
      ...viewingLetter(context, 'viewing.start'),
      type: 'viewing.start' as const,
      delivery: context.delivery,
    })),
    begin: assign(({ context }, { started }: { started: Received<'viewing.started'> }) =>
      beginPlaying(context, started, started.atUs),
    ),
    wantStop: assign({ isStopWanted: true }),
    stopAtOnce: assign(({ context }) => act(context, { type: 'stop', atUs: context.startedAtUs })),
    planPauseEnd: assign(({ context }) => ({ pauseEndsUs: context.nowUs + PAUSE_MAX_US })),
    endPause: assign(({ context }) => act(context, { type: 'stop', atUs: context.pauseEndsUs })),
    countNoted: assign(({ context }) => ({ notedCount: context.notedCount + 1 })),
    announceStart: emit(({ context }) =>
      outcome(context, 'viewing.started', { delivery: context.delivery }),
    ),
    refuse: emit(({ context }, { reason }: { reason: string }) =>
      outcome(context, 'viewing.refused', { reason }),
    ),
    act: assign(({ context }, { action }: { action: PlayerAction }) => act(context, action)),
    announceRejection: emit(({ context }, { action }: { action: PlayerAction }) => {
      const rejected = act(context, action).playback?.rejected.slice(
        context.playback.rejected.length,
      );
      return {
        type: 'batch' as const,
        emitted: (rejected ?? []).map(({ reason }) =>
          outcome(context, 'playing.refused', { action: action.type, reason }),
        ),
      };
    }),
    takePart: assign(({ context }, { survey }: { survey: string }) => ({
      participated: [...new Set([...context.participated, survey])],
    })),
    planWake: assign(({ context }) => ({ wakeUs: nextWakeUs(context) })),
    wake: assign(({ context }) => awake(context)),
    reportLast: emit(({ context }) => usageReport(context, true)),
    reportIfDue: emit(({ context }) => ({
      type: 'batch' as const,
      emitted: context.nowUs < context.reportDueUs ? [] : [usageReport(context, false)],
    })),
    countReportIfDue: assign(({ context }) =>
      context.nowUs < context.reportDueUs ? {} : afterReport(context),
    ),
    countReport: assign(({ context }) => afterReport(context)),
    announceEnd: emit(({ context }) =>
      outcome(context, 'viewing.ended', {
        delivery: context.delivery,
        reports: context.reportCount,
        positionTick: context.playback.positionTick,
      }),
    ),
    announceUnbilled: emit(({ context }, { reason }: { reason: string }) =>
      outcome(context, 'viewing.unbilled', { reason }),
    ),
  },
  delays: {
    wake: ({ context }) => Math.max(0, context.wakeUs - context.nowUs) / 1_000,
    reportDue: ({ context }) => Math.max(0, context.reportDueUs - context.nowUs) / 1_000,
    pauseMax: PAUSE_MAX_US / 1_000,
    responseWindow: ({ context }) =>
      Math.max(0, (responseOpenUntilUs(context) ?? 0) - context.nowUs) / 1_000,
  },
});

function usageReport(context: ViewingContext, last: boolean): Emitted {
  return {
    type: 'usage.report',
    ...viewingLetter(context, `usage.report:${context.reportCount + 1}`),
    ...reportOf(context, last),
  };
}

function outcome(
  { client, session, transmission }: ViewingContext,
  name: OutcomeName,
  detail: Outcome['detail'],
): Outcome {
  return {
    type: 'outcome',
    name,
    conversation: session,
    detail: { client, transmission, ...detail },
  };
}
