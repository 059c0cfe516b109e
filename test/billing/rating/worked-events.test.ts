/**
 * The worked cases that say what the viewer did: from events to usage, and from there to the bill.
 */
import { describe, expect, test } from 'vitest';
import { answeredInTime } from '../../../src/billing/rating/answer.ts';
import { meter, usageTotals } from '../../../src/billing/rating/metering.ts';
import {
  advance,
  newPlayback,
  type Playback,
  type PlaybackEvent,
} from '../../../src/billing/rating/playback.ts';
import { rate } from '../../../src/billing/rating/rating.ts';
import { type Timeline, ticksToUs } from '../../../src/billing/rating/timeline.ts';
import { FREE, S } from './evening.ts';
import cases from './flexible-billing.json' with { type: 'json' };
import { BESIDES_BY_CASE, TERMS_BY_CASE } from './worked-cases.ts';
import { frameTimeline, timeline } from './worked-terms.ts';

type WorkedCase = (typeof cases.cases)[number];
type CaseEvent = { readonly t: number; readonly type: string; readonly to?: number };

const withEvents = cases.cases.filter(({ inputs }) => 'events' in inputs);

/** The case's own timeline; FIG. 2C's scenes are of one commercial. */
function shown({ id, inputs }: WorkedCase): Timeline {
  const elements = inputs.timeline ?? [];
  const special = id.startsWith('W07') ? { part: 'commercial-1', responseRequired: true } : {};
  const stretches = elements.map((each) => [each.id, each.end - each.start, special] as const);
  return elements[0]?.unit === 'frame'
    ? frameTimeline(String(inputs.fps), stretches)
    : timeline(stretches);
}

/** Seconds, or frames, of a case as ticks. */
const toTicks = (film: Timeline, value: number) => (film.tick === 'us' ? value * S : value);

function eventOf(film: Timeline, { t, type, to }: CaseEvent): PlaybackEvent {
  const atUs = ticksToUs(film, toTicks(film, t));
  switch (type) {
    case 'PLAY':
    case 'PAUSE':
    case 'RESUME':
    case 'STOP':
      return { type: type.toLowerCase() as 'play' | 'pause' | 'resume' | 'stop', atUs };
    case 'SEEK':
      return { type: 'seek', atUs, toTick: toTicks(film, to ?? Number.NaN) };
    default:
      throw new Error(`case event ${type} is not known`);
  }
}

function playbackOf(worked: WorkedCase, film: Timeline): Playback {
  const { inputs } = worked;
  const forward = inputs.ffDuringSubsidy === 'reject' ? 'outside-subsidy' : 'allowed';
  const events = (inputs.events ?? []).map((event) => eventOf(film, event));
  const responses = (inputs.responses ?? []).map(
    ({ id, t }): PlaybackEvent => ({ type: 'respond', id, atUs: t * S }),
  );
  return [...events, ...responses].reduce(
    (playback, event) => advance(film, { ...FREE, forward }, playback, event),
    newPlayback(),
  );
}

describe('the events of the worked cases', () => {
  test('are of fourteen cases, one of them in frames', () => {
    expect(withEvents).toHaveLength(14);
    expect(withEvents.map(shown).filter(({ tick }) => tick === 'frame')).toHaveLength(1);
  });

  test.each(withEvents.map((each) => [each.id, each.title, each] as const))(
    '%s come to its usage and its refusals: %s',
    (_, __, worked) => {
      const film = shown(worked);
      const { segments, rejected } = playbackOf(worked, film);
      const unit = film.tick === 'us' ? 's' : 'frame';
      const totals = usageTotals(film, meter(film, segments)).map((total) => ({
        ...total,
        ticks: film.tick === 'us' ? total.ticks / S : total.ticks,
        unit,
      }));
      expect(totals).toEqual(worked.usage);
      const refused = (worked.rejected ?? []).map((event) => eventOf(film, event));
      expect(rejected.map(({ event }) => event)).toEqual(refused);
    },
  );

  test.each(
    withEvents.filter(({ id }) => !id.startsWith('W07')).map((each) => [each.id, each] as const),
  )('%s are billed as it says, as far as playing goes', (id, worked) => {
    const film = TERMS_BY_CASE[id];
    if (film === undefined) throw new Error(`no terms are written for case ${id}`);
    const { segments, pauses } = playbackOf(worked, film.timeline);
    const records = meter(film.timeline, segments);
    const participated = BESIDES_BY_CASE[id]?.participated ?? [];
    const usage = { records, pauses, answered: [], participated };
    const { totals } = rate(film.tariff, film.timeline, usage, film.facts);
    expect(totals.netMinor).toBe(worked.totals.net);
  });

  test.each([
    ['W07a', ['commercial-1']],
    ['W07b', []],
  ])('%s: the commercial is answered in time, or it is not', (id, answered) => {
    const worked = withEvents.find((each) => each.id === id);
    if (worked === undefined) throw new Error(`there is no case ${id}`);
    const film = shown(worked);
    const { segments, responses } = playbackOf(worked, film);
    expect(answeredInTime(film, segments, responses, 30 * S)).toEqual(answered);
  });
});
