/** Viewing machine: what a person does to a film, and what its client system reports of it. */
import { describe, expect, test } from 'vitest';
import { SECOND_US } from '../billing/rating/worked-terms.ts';
import { failed, ofType, type Rig } from './rig.ts';
import {
  asked,
  MINUTE_MS,
  OFFERED,
  playing,
  quote,
  reported,
  reports,
  started,
  starting,
} from './viewer-rig.ts';
import { deed, note, SESSION } from './viewing-rig.ts';

const noted = (report: number, accepted = true) => note('usage.noted', { report, accepted });
const reasonOf = (made: Rig, name: string) =>
  ofType(made.said, 'outcome').find((one) => one.name === name)?.detail.reason;

describe('before it plays', () => {
  test('the schedule is asked for and shown, and the named delivery is started', () => {
    const made = asked();
    expect(made.said.map(({ type }) => type)).toEqual(['schedule.request']);
    expect(made.take(OFFERED)).toEqual([
      'outcome schedule.shown',
      `viewing.start -> interface-server/session-${SESSION}`,
    ]);
    expect(ofType(made.said, 'viewing.start')[0]?.delivery).toBe('with');
  });

  test('by price, the cheapest is started, the first of two that cost the same', () => {
    const made = asked({ by: 'price' });
    const quotes = [quote('dear', 90), quote('cheap', -3), quote('as-cheap', -3)];
    made.take(note('schedule.offered', { quotes }));
    expect(ofType(made.said, 'viewing.start')[0]?.delivery).toBe('cheap');
  });

  test.each<readonly [string, () => Rig, { readonly type: string }, string]>([
    [
      'its delivery is not on offer',
      () => asked({ by: 'name', delivery: 'x' }),
      OFFERED,
      'delivery not on offer',
    ],
    [
      'nothing is on offer',
      () => asked({ by: 'price' }),
      note('schedule.offered', { quotes: [] }),
      'delivery not on offer',
    ],
    ['the schedule is refused', asked, note('schedule.refused', { reason: 'why' }), 'why'],
    ['nobody answers', asked, failed('schedule.request'), 'interface server unreachable'],
    ['it is stopped before', asked, { type: 'user.stop' }, 'cancelled'],
    ['the start is refused', starting, note('viewing.start-refused', { reason: 'why' }), 'why'],
    ['nobody answers the start', starting, failed('viewing.start'), 'interface server unreachable'],
  ])('it is refused when %s', (_, begin, event, reason) => {
    const made = begin();
    made.take(event);
    expect(made.state).toBe('refused');
    expect(reasonOf(made, 'viewing.refused')).toBe(reason);
  });

  // Root cause: a stop that came while the start was under way was forgotten, so that the film played
  // to its end, unseen, beside the one that was chosen instead.
  test('a stop that comes while it starts ends it as soon as it has started', () => {
    const made = starting();
    made.take({ type: 'user.stop' });
    made.wait(1_000);
    expect(made.take(started())).toEqual([
      'outcome viewing.started',
      `usage.report -> interface-server/session-${SESSION}`,
    ]);
    expect(reports(made)[0]).toMatchObject({ segments: [], pauses: [], last: true });
    expect(made.take(noted(1))).toEqual(['outcome viewing.ended']);
  });
});

describe('while it plays', () => {
  test('it is in the programme, in the commercial, and in the programme again', () => {
    const made = playing();
    expect(made.state).toBe('playing.programme');
    made.wait(90_000);
    expect(made.state).toBe('playing.subsidy');
    made.wait(30_000);
    expect(made.state).toBe('playing.programme');
    made.wait(80_000);
    expect(made.state).toBe('closing');
  });

  test('it reports once a minute, also while it stands still', () => {
    const made = playing();
    made.wait(30_000);
    made.take({ type: 'user.pause' });
    made.wait(5 * MINUTE_MS);
    made.take({ type: 'user.resume' });
    expect(reports(made)).toHaveLength(5);
    const { segments, pauses } = reported(made);
    expect(segments).toEqual([{ fromTick: 0, toTick: 30 * SECOND_US, atUs: 0 }]);
    const pausedUs = pauses.reduce((sum, { lengthUs }) => sum + lengthUs, 0);
    // Until the report at 5:00; the half minute after it is in the next one.
    expect(pausedUs).toBe(270 * SECOND_US);
  });

  test('what may not be done is refused, says why, and changes nothing', () => {
    const made = playing();
    made.wait(100_000);
    expect(made.take(deed('user.seek', { to: { us: 150 * SECOND_US } }))).toEqual([
      'outcome playing.refused',
    ]);
    expect(made.state).toBe('playing.subsidy');
    expect(reasonOf(made, 'playing.refused')).toBe('no-fast-forward-during-subsidy');
  });

  // Root cause: nothing ended a pause, so one that nobody ended was reported, and charged, for ever.
  test('a pause that lasts four hours ends it', () => {
    const made = playing();
    made.wait(10_000);
    made.take({ type: 'user.pause' });
    made.wait(4 * 60 * MINUTE_MS - 1);
    expect(made.state).toBe('paused.standing');
    made.wait(1);
    expect(made.state).toBe('closing');
    const { pauses } = reported(made);
    const pausedUs = pauses.reduce((sum, { lengthUs }) => sum + lengthUs, 0);
    expect(pausedUs).toBe(4 * 3_600 * SECOND_US);
  });

  test('taking part is reported once, however often it is said', () => {
    const made = playing();
    made.take(deed('user.take-part', { survey: 'poll' }));
    made.wait(MINUTE_MS);
    made.take(deed('user.take-part', { survey: 'poll' }));
    made.take({ type: 'user.stop' });
    expect(reported(made).participated).toEqual(['poll']);
  });
});

describe('at its end', () => {
  test('it waits half a minute for the answer to a commercial that asks for one', () => {
    const made = playing();
    made.wait(110_000);
    made.take({ type: 'user.stop' });
    expect(made.state).toBe('lingering');
    made.wait(29_999);
    expect(made.state).toBe('lingering');
    made.wait(1);
    expect(made.state).toBe('closing');
    expect(reported(made).responses).toEqual([]);
  });

  test('the answer is in the last report, and then it waits no longer', () => {
    const made = playing();
    made.wait(110_000);
    made.take({ type: 'user.stop' });
    made.wait(20_000);
    made.take(deed('user.respond', { part: null }));
    expect(made.state).toBe('closing');
    expect(reports(made).at(-1)?.responses).toMatchObject([{ part: 'c-1' }]);
  });

  // Root cause: it ended with the answer to its last report, so that nobody was told when an earlier
  // one, still under way, was refused.
  test('it has ended when every report was answered, in whatever order', () => {
    const made = playing();
    made.wait(61_000);
    made.take({ type: 'user.stop' });
    expect(reports(made)).toHaveLength(2);
    expect(made.take(noted(2))).toEqual([]);
    expect(made.take(noted(1))).toEqual(['outcome viewing.ended']);
  });

  test.each([
    ['while it plays', () => playing()],
    [
      'when it closes',
      () => {
        const made = playing();
        made.take({ type: 'user.stop' });
        return made;
      },
    ],
  ])('a report that is refused %s is told as unbilled, and ends it', (_, begin) => {
    const made = begin();
    made.wait(MINUTE_MS);
    expect(made.take(noted(1, false))).toEqual([
      'outcome viewing.unbilled',
      'outcome viewing.ended',
    ]);
    expect(made.state).toBe('ended');
  });

  test('a report that nobody answers is told as unbilled, and it plays on', () => {
    const made = playing();
    made.wait(MINUTE_MS);
    expect(made.take(failed('usage.report', `${SESSION}:usage.report:1`))).toEqual([
      'outcome viewing.unbilled',
    ]);
    expect(made.state).toBe('playing.programme');
  });

  test('switched off, it says nothing more', () => {
    const made = playing();
    made.wait(30_000);
    expect(made.take({ type: 'user.switch-off' })).toEqual([]);
    expect(made.state).toBe('cutShort');
    expect(made.wait(10 * MINUTE_MS)).toEqual([]);
  });
});
