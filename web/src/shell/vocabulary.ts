/**
 * Vocabulary: the words of a run that can be filtered by, searched and stopped at, as far as it was read.
 *
 * Kept by the run's version, and lengthened, so that asking again costs only what is new.
 */
import { inspector, useInspector } from '../store/inspector.ts';
import type { Records } from '../store/records.ts';

export interface Vocabulary {
  /** Participants first, their processes after them. */
  readonly actors: readonly string[];
  readonly types: readonly string[];
  readonly channels: readonly string[];
  readonly conversations: readonly string[];
}

interface Kept {
  readonly records: Records;
  readonly types: Set<number>;
  readonly channels: Set<number>;
  readUpTo: number;
  vocabulary: Vocabulary;
}
let kept: Kept | null = null;

/** The words of the run, drawn again when there are others. */
export function useVocabulary(): Vocabulary {
  useInspector((state) => state.version);
  return vocabulary();
}

/** The words of the run now. */
export function vocabulary(): Vocabulary {
  const { records } = inspector().snapshot();
  if (kept?.records === records && kept.readUpTo === records.length) return kept.vocabulary;
  const types = kept?.records === records ? kept.types : new Set<number>();
  const channels = kept?.records === records ? kept.channels : new Set<number>();
  const from = kept?.records === records ? kept.readUpTo : 0;
  for (let at = from; at < records.length; at += 1) {
    types.add(records.type.at(at));
    const channel = records.channel.at(at);
    if (channel !== 0) channels.add(channel);
  }
  const textsOf = (numbers: Iterable<number>) =>
    Array.from(numbers, (number) => records.text(number));
  kept = {
    records,
    types,
    channels,
    readUpTo: records.length,
    vocabulary: {
      actors: textsOf(records.byActor.keys()).filter(
        (actor) => actor.includes('/') || !actor.includes('.'),
      ),
      types: textsOf(types).sort(),
      channels: textsOf(channels).sort(),
      conversations: textsOf(records.byConversation.keys()),
    },
  };
  return kept.vocabulary;
}

/** The states a participant or process has been in, in the order they were entered first. */
export function statesOf(records: Records, actor: string): readonly string[] {
  const states = new Set<string>();
  for (const seq of records.byActor.get(records.numberOf(actor)) ?? []) {
    const kind = records.kindName(seq);
    if (kind === 'transition' || kind === 'started')
      states.add(records.text(records.b.at(seq - 1)));
  }
  return [...states];
}
