/**
 * Palette entries: what a search finds: commands, participants, conversations, message types, records.
 *
 * Words may be in any order: `order alice` finds `processing-server/order-alice-1`. A number finds the
 * record, a time the record at that instant. Of each group the first few are shown.
 */
import { clockText } from '../store/clock.ts';
import { NO_FILTER } from '../store/filter.ts';
import { inspector } from '../store/inspector.ts';
import { recordSentence } from '../store/names.ts';
import type { Records } from '../store/records.ts';
import { COMMANDS, letterText } from './command.ts';
import { arrange } from './shell-state.ts';
import { vocabulary } from './vocabulary.ts';
import { whenUs } from './when.ts';

export interface PaletteEntry {
  readonly id: string;
  readonly group: 'Record' | 'Command' | 'Participant' | 'Conversation' | 'Message type';
  readonly title: string;
  /** What choosing it does, or its key. */
  readonly hint: string;
  readonly act: () => void;
}

const EACH_MAX = 8;
/** Sentences are compared for at most so many records from the cursor on. */
const SENTENCES_MAX = 50_000;

/** What a search finds, best group first. */
export function entriesFor(query: string): readonly PaletteEntry[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const fits = (text: string) => {
    const lower = text.toLowerCase();
    return words.every((word) => lower.includes(word));
  };
  const { actors, types, conversations } = vocabulary();
  return [
    ...placesIn(query.trim()),
    ...COMMANDS.filter(({ title }) => fits(title))
      .slice(0, words.length === 0 ? 40 : EACH_MAX)
      .map(commandEntry),
    ...(words.length === 0
      ? []
      : [
          ...few(actors, fits).map(actorEntry),
          ...few(conversations, fits).map(conversationEntry),
          ...few(types, fits).map(typeEntry),
          ...recordsSaying(fits),
        ]),
  ];
}

function few(texts: readonly string[], fits: (text: string) => boolean): readonly string[] {
  const found: string[] = [];
  for (const text of texts) {
    if (fits(text)) found.push(text);
    if (found.length >= EACH_MAX) break;
  }
  return found;
}

function commandEntry({ id, title, key, letter, act }: (typeof COMMANDS)[number]): PaletteEntry {
  const hint = key ?? (letter === null ? '' : letterText(letter));
  return { id: `command ${id}`, group: 'Command', title, hint, act };
}

function actorEntry(actor: string): PaletteEntry {
  const act = () => {
    inspector().showActor(actor);
    arrange({ rightTab: 'chart' });
  };
  return { id: `actor ${actor}`, group: 'Participant', title: actor, hint: 'its state chart', act };
}

function conversationEntry(conversation: string): PaletteEntry {
  const act = () => inspector().setFilter({ ...NO_FILTER, conversation });
  return {
    id: `conversation ${conversation}`,
    group: 'Conversation',
    title: conversation,
    hint: 'only this',
    act,
  };
}

function typeEntry(type: string): PaletteEntry {
  const act = () => inspector().setFilter({ ...NO_FILTER, types: [type] });
  return { id: `type ${type}`, group: 'Message type', title: type, hint: 'only these', act };
}

function recordEntry(records: Records, seq: number, epochUs: number): PaletteEntry {
  return {
    id: `record ${seq}`,
    group: 'Record',
    title: `${seq}  ${seq === 0 ? 'the beginning' : recordSentence(records, seq)}`,
    hint: seq === 0 ? '' : clockText(epochUs, records.atUs.at(seq - 1)),
    act: () => void inspector().goTo(seq),
  };
}

/** The record that a number or a time means. */
function placesIn(text: string): readonly PaletteEntry[] {
  const { records, hello, position } = inspector().snapshot();
  const epochUs = hello?.epochUs ?? 0;
  const number = /^#?(\d+)$/.exec(text)?.[1];
  const us = whenUs(text, epochUs, position?.cursorUs ?? 0);
  const seq = number === undefined ? (us === null ? null : records.seqAtUs(us)) : Number(number);
  if (seq === null || seq > records.length) return [];
  return [recordEntry(records, seq, epochUs)];
}

function recordsSaying(fits: (text: string) => boolean): readonly PaletteEntry[] {
  const { records, hello, position } = inspector().snapshot();
  const found: PaletteEntry[] = [];
  const cursor = Math.max(1, position?.cursor ?? 1);
  const count = Math.min(records.length, SENTENCES_MAX);
  for (let step = 0; step < count && found.length < EACH_MAX; step += 1) {
    const seq = ((cursor - 1 + step) % records.length) + 1;
    if (fits(recordSentence(records, seq)))
      found.push(recordEntry(records, seq, hello?.epochUs ?? 0));
  }
  return found;
}
