/**
 * Sentence form: builds a line of the script from menus, shows it, lets it be edited, and carries it out.
 *
 *     what [selects a feature ▾]  feature [surround ▾]  transmission [cup-final ▾]
 *     alice selects surround on cup-final                                 [Do it]
 */
import { useId, useState } from 'react';
import { Suggest } from '../shell/suggest.tsx';
import { inspector, useInspector } from '../store/inspector.ts';
import { attempt, refusalIn } from './attempt.ts';
import { ForkNote } from './fork-note.tsx';
import {
  type Shape,
  SLOT_EXAMPLES,
  SLOT_STARTS,
  type Slot,
  type SlotValues,
  sentenceOf,
  slotsIn,
} from './sentence-shape.ts';
import { type SlotWords, slotWords } from './slot-words.ts';
import './act.css';

/** A list longer than this is written into rather than unrolled. */
const MENU_MAX = 40;

export interface SentenceFormProps {
  readonly shapes: readonly Shape[];
  /** Slots that are settled already, and are not asked for. */
  readonly given?: SlotValues;
  readonly onDone?: () => void;
}

export function SentenceForm({ shapes, given = {}, onDone }: SentenceFormProps) {
  useInspector((state) => state.version);
  const [title, setTitle] = useState(shapes[0]?.title ?? '');
  const [chosen, setChosen] = useState<SlotValues>({});
  const [edited, setEdited] = useState<string | null>(null);
  const [mistake, setMistake] = useState<string | null>(null);
  /** A fork of a long run takes as long as executing it again. */
  const [isBusy, setBusy] = useState(false);
  const id = useId();
  const shape = shapes.find((one) => one.title === title) ?? shapes[0];
  if (shape === undefined) return null;
  const words = slotWords();
  const slots = slotsIn(shape.template).filter(({ slot }) => given[slot] === undefined);
  const values = { ...startsOf(slots, words), ...chosen, ...given };
  const sentence = edited ?? sentenceOf(shape.template, values);
  const choose = (slot: Slot, value: string) => {
    setChosen({ ...chosen, [slot]: value });
    setEdited(null);
    setMistake(null);
  };
  const act = async () => {
    setBusy(true);
    const wrong = await attempt({ do: 'act', sentence });
    setBusy(false);
    setMistake(wrong);
    if (wrong !== null) return;
    inspector().say(`done: ${sentence}`);
    onDone?.();
  };
  return (
    <form
      className="act-form"
      onSubmit={(event) => {
        event.preventDefault();
        void act();
      }}
    >
      <div className="act-slots">
        {shapes.length < 2 ? null : (
          <label className="act-field">
            <span>what happens</span>
            <select
              value={shape.title}
              onChange={(event) => {
                setTitle(event.target.value);
                setEdited(null);
                setMistake(null);
              }}
            >
              {shapes.map((one) => (
                <option key={one.title}>{one.title}</option>
              ))}
            </select>
          </label>
        )}
        {slots.map(({ slot, isOptional }) => (
          <SlotField
            key={slot}
            slot={slot}
            isOptional={isOptional}
            words={words[slot] ?? []}
            value={values[slot] ?? ''}
            onChange={(value) => choose(slot, value)}
          />
        ))}
      </div>
      <label className="act-line" htmlFor={id}>
        <span className="unseen">The sentence</span>
        <input
          id={id}
          className="act-sentence"
          value={sentence}
          spellCheck={false}
          autoComplete="off"
          aria-invalid={mistake !== null}
          aria-describedby={`${id}-mistake`}
          onChange={(event) => {
            setEdited(event.target.value);
            setMistake(null);
          }}
        />
        <button type="submit" className="act-do" disabled={isBusy || sentence.includes('…')}>
          {isBusy ? 'Doing …' : 'Do it'}
        </button>
      </label>
      <div id={`${id}-mistake`} role="alert">
        {mistake === null ? null : (
          <Mistake
            text={mistake}
            onTake={(found, word) => setEdited(replaced(sentence, found, word))}
          />
        )}
      </div>
      <ForkNote />
    </form>
  );
}

interface SlotFieldProps {
  readonly slot: Slot;
  readonly isOptional: boolean;
  readonly words: readonly string[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function SlotField({ slot, isOptional, words, value, onChange }: SlotFieldProps) {
  const titles = useInspector(({ hello }) => hello?.titles);
  const isMenu = words.length > 0 && words.length <= MENU_MAX && !isOptional;
  if (!isMenu) {
    return (
      <Suggest
        label={isOptional ? `${slot} (or none)` : slot}
        value={value}
        onChange={onChange}
        options={words}
        placeholder={SLOT_EXAMPLES[slot]}
      />
    );
  }
  return (
    <label className="act-field">
      <span>{slot}</span>
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        {words.includes(value) ? null : <option>{value}</option>}
        {words.map((word) => (
          <option key={word} value={word}>
            {titles?.[word] === undefined ? word : `${word} (${titles[word]})`}
          </option>
        ))}
      </select>
    </label>
  );
}

interface MistakeProps {
  readonly text: string;
  readonly onTake: (found: string, word: string) => void;
}

/** What the server has against a sentence, and the words it would take instead. */
function Mistake({ text, onTake }: MistakeProps) {
  const { found, fitting } = refusalIn(text);
  return (
    <div className="act-mistake">
      <p>{text}</p>
      {found === null || fitting.length === 0 ? null : (
        <p className="act-fitting">
          {fitting.map((word) => (
            <button key={word} type="button" onClick={() => onTake(found, word)}>
              {word}
            </button>
          ))}
        </p>
      )}
    </div>
  );
}

function startsOf(
  slots: readonly { readonly slot: Slot; readonly isOptional: boolean }[],
  words: SlotWords,
): SlotValues {
  const starts: Partial<Record<Slot, string>> = {};
  for (const { slot, isOptional } of slots) {
    const start = isOptional ? '' : (words[slot]?.[0] ?? SLOT_STARTS[slot]);
    if (start !== undefined) starts[slot] = start;
  }
  return starts;
}

/** A sentence with its first word of a kind replaced by another. */
function replaced(sentence: string, found: string, word: string): string {
  return sentence
    .split(' ')
    .map((one) => (one === found ? word : one))
    .join(' ');
}
