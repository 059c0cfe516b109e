/**
 * Suggest: a labelled text field that proposes what there is; anything else may be written too.
 *
 * Of many thousand proposals it shows the first that fit.
 */
import { useId } from 'react';

const SHOWN_MAX = 60;

export interface SuggestProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly options: readonly string[];
  readonly placeholder?: string;
  /** What Enter does, where it does something. */
  readonly onEnter?: () => void;
  readonly hint?: string;
}

export function Suggest({
  label,
  value,
  onChange,
  options,
  placeholder,
  onEnter,
  hint,
}: SuggestProps) {
  const id = useId();
  const needle = value.toLowerCase();
  const fitting: string[] = [];
  for (const option of options) {
    if (option.toLowerCase().includes(needle)) fitting.push(option);
    if (fitting.length >= SHOWN_MAX) break;
  }
  return (
    <label className="field">
      <span className="field-label">{label}</span>
      <input
        type="text"
        list={`${id}-list`}
        value={value}
        placeholder={placeholder}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || onEnter === undefined) return;
          event.preventDefault();
          onEnter();
        }}
      />
      <datalist id={`${id}-list`}>
        {fitting.map((option) => (
          <option key={option} value={option} />
        ))}
      </datalist>
      {hint === undefined ? null : <span className="field-hint">{hint}</span>}
    </label>
  );
}
