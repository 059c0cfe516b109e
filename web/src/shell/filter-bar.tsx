/**
 * Filter bar: which records all views show, in words that can be taken away one by one.
 *
 *     [▽ Filter] [ text… ]  (lost ✕) (with alice ✕)          12 of 937 records   [Clear]
 */
import { useEffect, useState } from 'react';
import { type Filter, filterText, isOpen, NO_FILTER } from '../store/filter.ts';
import { inspector, useInspector } from '../store/inspector.ts';
import { useShown } from '../store/shown.ts';
import { FilterForm } from './filter-form.tsx';
import { Icon } from './icon.tsx';
import { arrange, useShell } from './shell-state.ts';
import './filter.css';

const TYPING_MS = 180;

export function FilterBar() {
  const filter = useInspector((state) => state.filter);
  const total = useInspector((state) => state.records.length);
  const isFormOpen = useShell((state) => state.isFilterOpen);
  const { count } = useShown();
  const isEverything = isOpen(filter);
  return (
    <section className="filter" aria-label="Filter">
      <div className="filter-line">
        <button
          type="button"
          className={isEverything ? 'tool' : 'tool is-on'}
          aria-expanded={isFormOpen}
          aria-controls="filter-form"
          onClick={() => arrange({ isFilterOpen: !isFormOpen })}
        >
          <Icon name="filter" />
          <span>Filter</span>
        </button>
        <TextField filter={filter} />
        {isEverything ? (
          <span className="quiet-text">everything is shown</span>
        ) : (
          <Chips filter={filter} />
        )}
        <span className="grow" />
        <span className="filter-count">
          {isEverything ? '' : `${count.toLocaleString('en')} of `}
          {total.toLocaleString('en')} records
        </span>
        {isEverything ? null : (
          <button type="button" onClick={() => inspector().setFilter(NO_FILTER)}>
            Clear
          </button>
        )}
      </div>
      {isFormOpen ? <FilterForm /> : null}
    </section>
  );
}

/** Filters once the typing pauses, so that each letter appears at once however long the run. */
function TextField({ filter }: { readonly filter: Filter }) {
  const [draft, setDraft] = useState<string | null>(null);
  useEffect(() => {
    if (draft === null) return undefined;
    const timer = setTimeout(() => {
      const { filter: now } = inspector().snapshot();
      inspector().setFilter({ ...now, text: draft });
      setDraft(null);
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [draft]);
  return (
    <input
      id="filter-text"
      type="search"
      aria-label="Only records that say"
      placeholder="Text in records ( / )"
      value={draft ?? filter.text}
      onChange={(event) => setDraft(event.target.value)}
    />
  );
}

/** One part of a filter in words, and the filter without it. */
interface Part {
  readonly words: string;
  readonly without: Filter;
}

function Chips({ filter }: { readonly filter: Filter }) {
  return (
    <ul className="chips">
      {partsOf(filter).map(({ words, without }) => (
        <li key={words}>
          <button
            type="button"
            className="chip"
            title={`Take away: ${words}`}
            onClick={() => inspector().setFilter(without)}
          >
            <span>{words}</span>
            <Icon name="close" />
          </button>
        </li>
      ))}
    </ul>
  );
}

function partsOf(filter: Filter): readonly Part[] {
  const { kinds, types, actors, channels, conversation, text, coneOf } = filter;
  const ones: readonly Partial<Filter>[] = [
    { kinds },
    { types },
    { actors },
    { channels },
    { conversation },
    { text },
    { coneOf },
  ];
  return ones.flatMap((one) => {
    const alone = { ...NO_FILTER, ...one };
    if (isOpen(alone)) return [];
    const [name] = Object.keys(one);
    const nothing = Object.entries(NO_FILTER).filter(([key]) => key === name);
    return [{ words: filterText(alone), without: { ...filter, ...Object.fromEntries(nothing) } }];
  });
}
