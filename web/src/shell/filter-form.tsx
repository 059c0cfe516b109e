/**
 * Filter form: every part of the filter, each with what occurs in the run.
 */
import { useState } from 'react';
import { RECORD_KINDS } from '../../../src/inspector/wire-reply.ts';
import type { Filter } from '../store/filter.ts';
import { inspector, useInspector } from '../store/inspector.ts';
import { command, recordInView } from './command.ts';
import { Icon } from './icon.tsx';
import { Suggest } from './suggest.tsx';
import { useVocabulary } from './vocabulary.ts';

/** The parts of a filter that are lists. */
const LISTS = [
  { of: 'actors', label: 'Participants', placeholder: 'client/alice' },
  { of: 'types', label: 'Types', placeholder: 'order.*' },
  { of: 'channels', label: 'Channels', placeholder: 'metro-cable.uplink' },
] as const;

export function FilterForm() {
  const filter = useInspector((state) => state.filter);
  const selected = useInspector(({ selected, position }) => selected ?? position?.cursor ?? 0);
  const words = useVocabulary();
  const set = (change: Partial<Filter>) => inspector().setFilter({ ...filter, ...change });
  return (
    <div id="filter-form" className="filter-form">
      <fieldset className="kinds">
        <legend className="field-label">Kinds</legend>
        {RECORD_KINDS.map((kind) => (
          <button
            key={kind}
            type="button"
            className={filter.kinds.includes(kind) ? 'tool is-on' : 'tool'}
            aria-pressed={filter.kinds.includes(kind)}
            onClick={() => set({ kinds: toggled(filter.kinds, kind) })}
          >
            <Icon name={kind} />
            {kind}
          </button>
        ))}
      </fieldset>
      <div className="filter-fields">
        {LISTS.map(({ of, label, placeholder }) => (
          <Several
            key={of}
            label={label}
            placeholder={placeholder}
            options={words[of]}
            chosen={filter[of]}
            onChange={(next) => set({ [of]: next })}
          />
        ))}
        <Suggest
          label="Conversation"
          placeholder="alice-1"
          options={words.conversations}
          value={filter.conversation}
          onChange={(conversation) => set({ conversation })}
        />
        <label className="choice">
          <input
            type="checkbox"
            checked={filter.coneOf !== null}
            disabled={selected === 0 && filter.coneOf === null}
            onChange={() =>
              filter.coneOf === null ? command('cone').act() : set({ coneOf: null })
            }
          />
          Only what led to record {filter.coneOf ?? recordInView()} and what came of it
        </label>
      </div>
    </div>
  );
}

interface SeveralProps {
  readonly label: string;
  readonly placeholder: string;
  readonly options: readonly string[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** A field that adds to a list; what is on it is taken away again at the chips above. */
function Several({ label, placeholder, options, chosen, onChange }: SeveralProps) {
  const [text, setText] = useState('');
  const add = (word: string) => {
    const added = word.trim();
    if (added !== '' && !chosen.includes(added)) onChange([...chosen, added]);
    setText('');
  };
  return (
    <Suggest
      label={chosen.length === 0 ? label : `${label} (${chosen.length})`}
      placeholder={placeholder}
      options={options}
      value={text}
      // One that is picked from the list is meant; what is typed is meant once Enter says so.
      onChange={(next) => (options.includes(next) ? add(next) : setText(next))}
      onEnter={() => add(text)}
    />
  );
}

function toggled(list: readonly string[], word: string): readonly string[] {
  return list.includes(word) ? list.filter((one) => one !== word) : [...list, word];
}
