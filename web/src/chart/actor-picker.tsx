/**
 * Actor picker: whose machine is shown. Of many thousand, the first that fit what was written are offered.
 *
 * A combo box: writing filters, arrows walk, Enter takes, Escape leaves everything as it was.
 */
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { inspector, useInspector } from '../store/inspector.ts';
import { nameText } from '../store/names.ts';
import { machineOf } from './chart-now.ts';

const OFFERED_MAX = 80;

export function ActorPicker({ actor }: { readonly actor: string }) {
  const id = useId();
  /** What was written; null while the list is closed. */
  const [text, setText] = useState<string | null>(null);
  const [picked, setPicked] = useState(0);
  const inputRef = useRef<HTMLInputElement>(null);
  const offered = useOffered(text);
  const open = () => {
    setText('');
    setPicked(0);
    inputRef.current?.focus();
    inputRef.current?.select();
  };
  const take = (index: number) => {
    const chosen = offered[index];
    setText(null);
    if (chosen !== undefined) inspector().showActor(chosen.id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { key } = event;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      event.preventDefault();
      if (text === null) open();
      else {
        const next = (picked + (key === 'ArrowDown' ? 1 : -1) + offered.length) % offered.length;
        setPicked(Number.isNaN(next) ? 0 : next);
        document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' });
      }
    } else if (key === 'Enter' && text !== null) {
      event.preventDefault();
      take(picked);
    } else if (key === 'Escape' && text !== null) {
      event.preventDefault();
      event.stopPropagation();
      setText(null);
    }
  };
  return (
    <div className="chart-picker">
      <div className="chart-picker-row">
        <input
          ref={inputRef}
          role="combobox"
          aria-label="Participant or process"
          aria-expanded={text !== null}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={
            text !== null && offered.length > 0 ? `${id}-${picked}` : undefined
          }
          spellCheck={false}
          autoComplete="off"
          value={text === null || text === '' ? actor : text}
          onChange={(event) => {
            setText(event.target.value);
            setPicked(0);
          }}
          onClick={() => text === null && open()}
          onBlur={() => setText(null)}
          onKeyDown={onKeyDown}
        />
        <button
          type="button"
          tabIndex={-1}
          aria-label="Participants and processes"
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => (text === null ? open() : setText(null))}
        >
          ▾
        </button>
      </div>
      {text === null ? null : (
        <div
          className="chart-picker-list"
          role="listbox"
          id={`${id}-list`}
          aria-label="Whose machine"
        >
          {offered.length === 0 ? <p>Nobody is called so.</p> : null}
          {offered.map((one, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the input has the keys
            // biome-ignore lint/a11y/useFocusableInteractive: the input keeps the focus
            <div
              key={one.id}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === picked}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(index)}
            >
              <span>{nameText(one.id)}</span> <span className="chart-quiet">{one.machine}</span>
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

/** Those whose address has the text in it; nobody while the list is closed. */
function useOffered(
  text: string | null,
): readonly { readonly id: string; readonly machine: string }[] {
  const records = useInspector((state) => state.records);
  useInspector((state) => state.version);
  const offered: { id: string; machine: string }[] = [];
  if (text === null) return offered;
  const wanted = text.toLowerCase();
  for (const number of records.byActor.keys()) {
    const id = records.text(number);
    if (!id.toLowerCase().includes(wanted)) continue;
    const machine = machineOf(records, id);
    if (machine !== null) offered.push({ id, machine });
    if (offered.length >= OFFERED_MAX) break;
  }
  return offered;
}
