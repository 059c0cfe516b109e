/**
 * Flow bar: which flows are listed: by kind, by how they stand, by name.
 */
import { FLOW_KINDS, type FlowKind } from './flow.ts';
import type { FlowFilter } from './item.ts';
import type { Tone } from './result.ts';

const KIND_TEXT: Readonly<Record<FlowKind, string>> = {
  order: 'orders',
  viewing: 'viewing',
  auction: 'auctions',
  bill: 'bills',
  settlement: 'settlements',
  royalty: 'royalties',
  options: 'options',
  interaction: 'interactions',
  other: 'other',
};
const TONES: readonly (readonly [tone: Tone, text: string])[] = [
  ['open', '◌ open'],
  ['good', '✓ well'],
  ['bad', '✕ badly'],
];

interface BarProps {
  readonly counts: ReadonlyMap<FlowKind, number>;
  readonly filter: FlowFilter;
  readonly onFilter: (filter: FlowFilter) => void;
}

export function FlowBar({ counts, filter, onFilter }: BarProps) {
  const { kind, tone, text } = filter;
  return (
    <header className="list-bar conv-bar">
      <fieldset>
        <legend className="unseen">Kind</legend>
        {FLOW_KINDS.filter((one) => one === kind || (counts.get(one) ?? 0) > 0).map((one) => (
          <button
            key={one}
            type="button"
            className="list-toggle"
            aria-pressed={one === kind}
            onClick={() => onFilter({ ...filter, kind: one === kind ? null : one })}
          >
            {KIND_TEXT[one]} <b>{(counts.get(one) ?? 0).toLocaleString('en')}</b>
          </button>
        ))}
      </fieldset>
      <fieldset>
        <legend className="unseen">How they stand</legend>
        {TONES.map(([one, label]) => (
          <button
            key={one}
            type="button"
            className="list-toggle"
            aria-pressed={one === tone}
            onClick={() => onFilter({ ...filter, tone: one === tone ? null : one })}
          >
            {label}
          </button>
        ))}
      </fieldset>
      <input
        type="search"
        placeholder="Find by id or name"
        aria-label="Find by id or name"
        value={text}
        onChange={({ target }) => onFilter({ ...filter, text: target.value })}
      />
    </header>
  );
}
