/**
 * Worked cases: the tariffs and timelines of FIG. 1A to 2C, and of each worked case of them.
 *
 * The expected lines are in flexible-billing.json. Where a case leaves its inputs out (W10 to W12),
 * they are those that its title and its lines say.
 */
import type { Tariff } from '../../../src/billing/rating/tariff.ts';
import type { Timeline } from '../../../src/billing/rating/timeline.ts';
import type { SessionUsage, ViewingFacts } from '../../../src/billing/rating/usage.ts';
import {
  facts,
  frameTimeline,
  hours,
  percent,
  perFrame,
  perMinute,
  perSecond,
  played,
  price,
  SECOND_US,
  STANDARD,
  startingAt,
  tariff,
  timeline,
  timeRight,
} from './worked-terms.ts';

/** What one session of a case is rated from. */
export interface WorkedSession {
  readonly tariff: Tariff;
  readonly timeline: Timeline;
  readonly usage: SessionUsage;
  readonly facts: ViewingFacts;
}

const FILM = [
  ['interval-1', 1200],
  ['commercial-1', 120],
  ['interval-2', 1200],
  ['commercial-2', 180],
  ['interval-3', 1200],
  ['commercial-3', 90],
  ['interval-4', 1410],
] as const;

export const FIG_1A = timeline(FILM);
/** The same with all programming on one line of the bill. */
const FIG_1A_ONE_LINE = timeline(
  FILM.map(([id, lengthS]) =>
    id.startsWith('interval') ? [id, lengthS, { line: 'programming' }] : [id, lengthS],
  ),
);
export const FIG_1A_FRAMES = frameTimeline(
  '24',
  FILM.map(([id, lengthS]) => [id, lengthS * 24]),
);
export const FIG_1B = timeline([['programme', 5010]]);

export const FIG_2A = timeline(
  [
    ['scene-1', 180, { works: ['Soundtrack A'] }],
    ['scene-2', 300, { people: ['Actor A', 'Actor B'] }],
    ['scene-3', 240, { people: ['Actor B'] }],
    ['scene-4', 200, { people: ['Actor A', 'Actor C'] }],
    ['scene-5', 130, { people: ['Actor B'] }],
    ['scene-6', 150, { people: ['Actor A', 'Actor B'] }],
  ],
  [timeRight('Actor A', '3'), timeRight('Actor B', '2'), timeRight('Actor C', '4')],
);

const SOUNDTRACK = 'Soundtrack A';
export const FIG_2B = timeline(
  [
    ['segment-1', 45, { people: ['Singer A'], works: [SOUNDTRACK] }],
    ['segment-2', 30, { people: ['Singer B'], works: [SOUNDTRACK] }],
    ['segment-3', 40, { people: ['Singer A'], works: [SOUNDTRACK] }],
    ['segment-4', 25, { people: ['Singer B'], works: [SOUNDTRACK] }],
    ['segment-5', 40, { people: ['Singer A', 'Singer B'], works: [SOUNDTRACK] }],
  ],
  [
    timeRight('Singer A', '6', SOUNDTRACK),
    timeRight('Singer B', '5', SOUNDTRACK),
    { holder: 'Composer A', work: SOUNDTRACK, per: 'performance', rate: '10', unit: 's' },
  ],
);

const answerable = { part: 'commercial-1', responseRequired: true };
/** Interval 1, and the first commercial in the scenes of FIG. 2C. */
export const FIG_2C = timeline(
  [
    ['interval-1', 1200],
    ['c-scene-1', 20, answerable],
    ['c-scene-2', 40, { ...answerable, people: ['Actor D', 'Actor E'] }],
    ['c-scene-3', 35, { ...answerable, people: ['Actor D'] }],
    ['c-scene-4', 25, answerable],
  ],
  [timeRight('Actor D', '2'), timeRight('Actor E', '3')],
);

/** The fee follows the royalties of whoever is on the screen (Bs). */
export const BY_ROYALTY = tariff({ programming: perSecond('0', { royaltyFactor: '3/2' }) });
export const BY_SONG = tariff({
  programming: perSecond('0', { royaltyFactor: '3/2' }),
  performanceFees: [
    { id: 'composer-a', mode: 'composer', of: 'Composer A', per: 'performance', rate: '10' },
  ],
});
export const BY_SCENE = tariff({
  initialMinor: 100,
  programming: perMinute('6'),
  subsidy: perSecond('0', {
    elements: {
      'c-scene-1': '-1/10',
      'c-scene-2': '-2/5',
      'c-scene-3': '-1/5',
      'c-scene-4': '-1/10',
    },
  }),
  breakCredit: '-5',
});
const BY_FRAME = tariff({ programming: perFrame('1/200'), subsidy: perFrame('-1/80') });
const AD_FREE = tariff({ initialMinor: 100, programming: perMinute('7') });
const DISCOUNTED = {
  ...STANDARD,
  discounts: [
    percent('late-night', '1/10', { between: hours(0, 6) }),
    percent('senior', '3/20', { groups: ['seniors'] }),
  ],
  participation: { survey: -50 },
};
const PRE_RELEASE = tariff({
  initialMinor: 400,
  programming: perMinute('6'),
  premiums: [percent('pre-release', '1/4', { beforeRelease: true })],
});
const BOGO = { ...STANDARD, discounts: [price('bogo', 0, { everyNthTitle: 2 })] };

/** All of FIG. 1A. */
const WHOLE_FILM = played(...FILM);
/** A whole programme played without commercials, on the line `programming`. */
const WHOLE_PROGRAMME = played(...FILM.filter(([id]) => id.startsWith('interval')));

/** Everything of a session but its usage. */
export type WorkedTerms = Omit<WorkedSession, 'usage'>;

function terms(byTariff: Tariff, shown: Timeline, circumstances = facts()): WorkedTerms {
  return { tariff: byTariff, timeline: shown, facts: circumstances };
}

/** The cases whose usage flexible-billing.json has; FIG. 2C's lacks the interval before it. */
export const TERMS_BY_CASE: Readonly<Record<string, WorkedTerms>> = {
  W01: terms(STANDARD, FIG_1A),
  W02a: terms(STANDARD, FIG_1A),
  W02c: terms(AD_FREE, FIG_1B),
  W03: terms(BY_FRAME, FIG_1A_FRAMES),
  W04a: terms(BY_ROYALTY, FIG_2A),
  W05a: terms(BY_SONG, FIG_2B),
  W05d: terms(BY_SONG, FIG_2B),
  W06a: terms(STANDARD, FIG_1A),
  W06b: terms(STANDARD, FIG_1A),
  W07a: terms(BY_SCENE, FIG_2C),
  W07b: terms(BY_SCENE, FIG_2C),
  W08a: terms({ ...STANDARD, pause: { unit: 's', rate: '1/60' } }, FIG_1A),
  W08b: terms({ ...STANDARD, review: { unit: 's', rate: '1/20' } }, FIG_1A),
  W09a: terms(DISCOUNTED, FIG_1A, startingAt(0.5, { groups: ['seniors'] })),
};

/** The cases whose inputs are those that their titles and lines say. */
export const SESSIONS_BY_CASE: Readonly<Record<string, readonly WorkedSession[]>> = {
  W10a: [
    {
      ...terms(PRE_RELEASE, FIG_1A_ONE_LINE, facts({ releasedCivilUs: 48 * 3600 * SECOND_US })),
      usage: WHOLE_PROGRAMME,
    },
  ],
  W10c: [0, 1].map((titlesBefore) => ({
    ...terms(BOGO, FIG_1A_ONE_LINE, facts({ titlesBefore })),
    usage: WHOLE_FILM,
  })),
  W11a: [
    {
      ...terms(STANDARD, FIG_1A, facts({ blockMinor: 425 })),
      usage: played(['interval-1', 1200], ['commercial-1', 120]),
    },
  ],
  W12: [
    {
      ...terms({ ...STANDARD, initialMinor: 0 }, FIG_1A_ONE_LINE),
      usage: played(['interval-1', 120], ['commercial-1', 120], ['commercial-2', 180]),
    },
  ],
};

/** What of a case is not in its usage: pauses, answers, surveys. */
export const BESIDES_BY_CASE: Readonly<Record<string, Partial<SessionUsage>>> = {
  W07a: { answered: ['commercial-1'] },
  W08a: { pauses: [{ atUs: 600 * SECOND_US, lengthUs: 465 * SECOND_US }] },
  W09a: { participated: ['survey'] },
};
