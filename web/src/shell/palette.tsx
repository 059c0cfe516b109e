/**
 * Palette: one field that searches commands, participants, conversations, types and records (Ctrl+K).
 */
import { type KeyboardEvent, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { closeDialog, Dialog } from './dialog.tsx';
import { Icon } from './icon.tsx';
import { entriesFor, type PaletteEntry } from './palette-entry.ts';

export function Palette() {
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState(0);
  const searched = useDeferredValue(query);
  const entries = useMemo(() => entriesFor(searched), [searched]);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelectorAll('[role="option"]')[chosen]?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const take = (entry: PaletteEntry | undefined) => {
    if (entry === undefined) return;
    closeDialog();
    entry.act();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const last = entries.length - 1;
    if (event.key === 'ArrowDown') setChosen(chosen >= last ? 0 : chosen + 1);
    else if (event.key === 'ArrowUp') setChosen(chosen <= 0 ? last : chosen - 1);
    else if (event.key === 'Enter') take(entries[chosen]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title="Search" className="palette">
      <div className="palette-field">
        <Icon name="search" />
        <input
          type="text"
          role="combobox"
          aria-label="Search commands, participants, conversations, types, records"
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={entries[chosen] === undefined ? undefined : `palette-${chosen}`}
          placeholder="A command, a participant, order alice, 1042, 20:10:18, +10 min…"
          value={query}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => {
            setQuery(event.target.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div ref={list} id="palette-list" className="palette-list" role="listbox" aria-label="Found">
        {entries.map((entry, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys
          // biome-ignore lint/a11y/useFocusableInteractive: the field above has the focus
          <div
            key={entry.id}
            id={`palette-${index}`}
            role="option"
            aria-selected={index === chosen}
            onClick={() => take(entry)}
          >
            <span className="palette-group">
              {entry.group === entries[index - 1]?.group ? '' : entry.group}
            </span>
            <span className="grow">{entry.title}</span>
            <span className="palette-hint">{entry.hint}</span>
          </div>
        ))}
      </div>
      {entries.length === 0 ? <p className="quiet-text">Nothing is called so.</p> : null}
    </Dialog>
  );
}
