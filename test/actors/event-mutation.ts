/**
 * Event mutation: sequences of events that are realistic nearly everywhere, as fast-check arbitraries.
 *
 *     a recorded life, up to somewhere ──▶ edits near its end ──▶ moves of a trial
 *
 * Edits shuffle, repeat and drop what was heard, let timers fire or time pass, and bring in what the
 * machine heard elsewhere, what is of another conversation or from somebody else, what says the
 * contrary or something else altogether, answers of all kinds or none, and what nobody ever sends.
 * Units: microseconds.
 */
import fc from 'fast-check';
import type { AnyStateMachine, AnyStateNode } from 'xstate';
import type { Move, Trial } from './engine-trial.ts';
import type { Recording } from './machine-recording.ts';

const EDITS = [
  'swap',
  'repeat',
  'drop',
  'elsewhere',
  'foreign',
  'stranger',
  'contrary',
  'otherwise',
  'unanswered',
  'answered',
  'answered',
  'unknown',
  'fire',
  'fire',
  'pause',
] as const;
interface Edit {
  readonly does: (typeof EDITS)[number];
  /** Where, counted back from the end. */
  readonly back: number;
  /** Which one, of what there is to choose from. */
  readonly which: number;
  /** Of which type, of those the machine listens for. */
  readonly type: number;
}
/** Anything a machine hears. */
export type Event = { readonly type: string };
/** What a machine may hear. */
interface Heard {
  /** Events of its other lives. */
  readonly elsewhere: readonly Event[];
  /** The types it listens for. */
  readonly types: readonly string[];
}

/** How much of a life is kept at most, and how far from its end it is edited. */
const KEPT_MAX = 28;
const BACK_MAX = 7;
/** Ends most timers: patience, silence, a bill run of the day. */
const PAUSES_US = [1, 1_000_000, 61_000_000, 600_000_000, 100_000_000_000] as const;

const edit: fc.Arbitrary<Edit> = fc.record({
  does: fc.constantFrom(...EDITS),
  back: fc.oneof(fc.constant(0), fc.nat({ max: BACK_MAX })),
  which: fc.nat({ max: 10_000 }),
  type: fc.nat({ max: 100 }),
});

/** Trials of one machine: mutations of its recorded lives. */
export function mutationsOf(
  machine: AnyStateMachine,
  lives: readonly Recording[],
): fc.Arbitrary<Trial> {
  const heard: Heard = {
    elsewhere: lives.flatMap((life) => firstOfType(life.heard.map(({ event }) => event))),
    types: typesFor(machine),
  };
  return fc
    .record({
      life: fc.constantFrom(...lives),
      kept: fc.nat({ max: KEPT_MAX }),
      edits: fc.array(edit, { maxLength: 5 }),
    })
    .map(({ life, kept, edits }) => ({
      machine,
      input: life.input,
      startUs: life.startUs,
      moves: edits.reduce<readonly Move[]>(
        (moves, one) => edited(moves, one, heard, life),
        keptMoves(life, kept % (life.heard.length + 1)),
      ),
    }));
}

function keptMoves({ heard }: Recording, kept: number): readonly Move[] {
  return heard.slice(0, kept).flatMap(({ gapUs, event }): readonly Move[] => {
    const sent: Move = { does: 'send', event };
    return gapUs === 0 ? [sent] : [{ does: 'wait', us: gapUs }, sent];
  });
}

function edited(
  moves: readonly Move[],
  { does, back, which, type }: Edit,
  { elsewhere, types }: Heard,
  life: Recording,
): readonly Move[] {
  const at = Math.max(0, moves.length - 1 - back);
  const here = moves[at];
  const event = here?.does === 'send' ? here.event : undefined;
  const put = (...put: readonly Move[]) => [
    ...moves.slice(0, at + 1),
    ...put,
    ...moves.slice(at + 1),
  ];
  const say = (said: Event | undefined) =>
    said === undefined ? moves : put({ does: 'send', event: said });
  switch (does) {
    case 'swap':
      return [...moves.slice(0, at), ...moves.slice(at, at + 2).reverse(), ...moves.slice(at + 2)];
    case 'drop':
      return [...moves.slice(0, at), ...moves.slice(at + 1)];
    case 'repeat':
      return say(event);
    case 'elsewhere':
      return say(pick(elsewhere, which));
    case 'foreign':
      return say(foreign(event));
    case 'stranger':
      return say(event === undefined ? event : changed(event, { from: 'client/mallory' }));
    case 'contrary':
      return say(contrary(event));
    case 'otherwise':
      return say(event && otherwise(event, typeAt(types, type)));
    case 'unanswered':
      return say(pick(life.failures, which));
    case 'answered':
      return say(pick(answersTo(life.failures, typeAt(types, type)), which));
    case 'unknown':
      return say({ type: which % 2 === 0 ? 'nobody.says-this' : 'request.failed.twice' });
    case 'fire':
      return put({ does: 'fire' });
    case 'pause':
      return put({ does: 'wait', us: PAUSES_US[which % PAUSES_US.length] ?? 1 });
  }
}

/** The types of event a machine says something about, if only that nothing comes of them. */
export function typesFor({ root }: AnyStateMachine): readonly string[] {
  const types = (node: AnyStateNode): readonly string[] => [
    ...node.transitions.keys(),
    ...Object.values(node.states).flatMap(types),
  ];
  return [...new Set(types(root))].filter((type) => !type.startsWith('xstate.'));
}
/** One event of each type. */
export function firstOfType(events: readonly Event[]): readonly Event[] {
  return [...new Map(events.map((event) => [event.type, event])).values()];
}
function pick(events: readonly Event[], which: number): Event | undefined {
  return events[which % Math.max(1, events.length)];
}
function typeAt(types: readonly string[], n: number): string {
  return types[n % types.length] ?? '';
}
function changed(event: Event, changes: Readonly<Record<string, unknown>>): Event {
  return { ...event, ...changes };
}
/** The same of another conversation, where it is of one. */
function foreign(event: Event | undefined): Event | undefined {
  if (event === undefined || !('conversation' in event)) return event;
  return changed(event, { conversation: 'mallory-1', requestId: `mallory-1:${event.type}` });
}
/** Answers of a type to requests, one for each type of request: to the last of each. */
export function answersTo(failures: Recording['failures'], type: string): readonly Event[] {
  const requests = new Map(failures.map((failure) => [failure.request, failure]));
  return [...requests.values()].map((failure) => otherwise(failure, type));
}
/** The same as if it were of another type, say a refusal instead of an answer. */
export function otherwise(event: Event, type: string): Event {
  return changed({ reason: 'otherwise', accepted: false, ...event } as Event, { type });
}
/** The same with every yes a no, and every no a yes. */
function contrary(event: Event | undefined): Event | undefined {
  if (event === undefined) return event;
  const flipped = Object.entries(event)
    .filter(([, value]) => typeof value === 'boolean')
    .map(([key, value]) => [key, !value]);
  return changed(event, Object.fromEntries(flipped));
}
