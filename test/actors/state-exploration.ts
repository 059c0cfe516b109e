/**
 * State exploration: every event a machine listens for, in every state it was ever found in.
 *
 *     recorded lives ──▶ states, each with the shortest way to it ──every event──▶ more states ──▶ ...
 *
 * States are told apart by what of the context is empty, too. The bodies of events are those the machine heard of that type, in this life and in others, and
 * answers to what it asked. It finds what random mutations find only by chance: rare events in rare
 * states.
 */
import type { Step } from '../../src/actors/engine.ts';
import type { Move, Sight, Trial } from './engine-trial.ts';
import { answersTo, type Event, firstOfType, otherwise, typesFor } from './event-mutation.ts';
import { failuresOf, type Recording } from './machine-recording.ts';

/** A way to a state. */
interface Way {
  readonly life: Recording;
  readonly moves: readonly Move[];
  /** What the machine has asked on that way, as if nobody had answered. */
  readonly failures: Recording['failures'];
}
/** How many bodies of other lives an event is tried with. */
const ELSEWHERE_MAX = 2;
/** From how many on only states are explored that are not known at all, whatever the context. */
const WAYS_MAX = 14;
/** How a process that is gone may have ended, which its hub is told. */
const ENDS = ['settled', 'released'];

/**
 * Visits trials until no more states are found.
 *
 * @param visit plays a trial and says what was seen: after the start, and after every move
 */
export function exploreStates(
  lives: readonly Recording[],
  visit: (trial: Trial) => readonly Sight[],
): void {
  const states = new Set<string>();
  const ways = new Map<string, Way>();
  const play = (life: Recording, moves: readonly Move[]): void => {
    const { machine, input, startUs } = life;
    const sights = visit({ machine, input, startUs, moves });
    sights.forEach(({ state, context, isDone, failure }, n) => {
      const key = `${state} ${fullnessOf(context)}`;
      const isWanted = ways.size < WAYS_MAX ? !ways.has(key) : !states.has(state);
      if (isDone || failure !== null || !isWanted) return;
      states.add(state);
      const emitted = sights.slice(0, n + 1).flatMap(({ steps }) => steps.map(emittedIn));
      ways.set(key, { life, moves: moves.slice(0, n), failures: failuresOf(emitted.flat()) });
    });
  };
  for (const life of lives) play(life, movesOf(life));
  const elsewhere = lives.flatMap((life) => firstOfType(eventsOf(life)));
  // A map is walked in the order of its making, what is added on the way included.
  for (const { life, moves, failures } of ways.values()) {
    play(life, [...moves, { does: 'fire' }, { does: 'fire' }]);
    for (const event of everything(life, elsewhere, failures)) {
      play(life, [...moves, { does: 'send', event }, { does: 'fire' }]);
    }
  }
}

/** A recorded life as moves. */
function movesOf({ heard }: Recording): readonly Move[] {
  return heard.flatMap(({ gapUs, event }): readonly Move[] => [
    { does: 'wait', us: gapUs },
    { does: 'send', event },
  ]);
}

/** Events of every type the machine listens for. */
function everything(
  life: Recording,
  elsewhere: readonly Event[],
  failures: Recording['failures'],
): readonly Event[] {
  const [own] = eventsOf(life).filter((event) => 'conversation' in event);
  return typesFor(life.machine).flatMap((type) => {
    const isOfType = (event: Event) => event.type === type;
    const heard = firstOfType(eventsOf(life).filter(isOfType));
    const heardElsewhere = elsewhere.filter(isOfType).slice(0, ELSEWHERE_MAX);
    const retyped = own === undefined ? [] : [otherwise(own, type)];
    const tried = [...heard, ...heardElsewhere, ...retyped, ...answersTo(failures, type)];
    const late = tried.slice(0, 1).flatMap((event) => ENDS.map((ended) => ({ ...event, ended })));
    return [...tried, ...late];
  });
}
function eventsOf({ heard }: Recording): readonly Event[] {
  return heard.map(({ event }) => event);
}
function emittedIn({ emitted }: Step): Step['emitted'] {
  return emitted;
}
/** Which fields of a context hold something: `010011`. */
function fullnessOf(context: unknown): string {
  const values = Object.values(context ?? {});
  return values.map((value) => (isEmpty(value) ? 0 : 1)).join('');
}
function isEmpty(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0;
  return !value;
}
