/**
 * Record row: one record of the list: number, time, kind, type, who, and what happened.
 */
import { memo } from 'react';
import { Icon } from '../shell/icon.tsx';
import { clockText } from '../store/clock.ts';
import { nameText } from '../store/names.ts';
import type { Records } from '../store/records.ts';

export const COLUMNS = ['#', 'Time', 'Kind', 'Type', 'From ▸ to', 'What'] as const;

export interface RecordRowProps {
  readonly records: Records;
  readonly epochUs: number;
  readonly seq: number;
  /** Counted from 1, the column heads included. */
  readonly rowIndex: number;
  readonly isSelected: boolean;
  readonly isCursor: boolean;
  readonly isFuture: boolean;
  readonly isMarked: boolean;
  /** The column the keyboard is at, where it is at one of this row. */
  readonly cell: number | null;
}

export const RecordRow = memo(function RecordRow(props: RecordRowProps) {
  const { records, epochUs, seq, rowIndex, isSelected, isCursor, isFuture, isMarked, cell } = props;
  const kind = records.kindName(seq);
  const texts = [
    <span key="number">
      {isCursor ? (
        <span className="rec-here">▶</span>
      ) : isMarked ? (
        <span className="rec-mark">⚑</span>
      ) : null}
      {seq}
    </span>,
    clockText(epochUs, records.atUs.at(seq - 1)),
    <span key="kind" className={`rec-kind is-${kind}`}>
      <Icon name={kind} />
      {kind}
    </span>,
    records.typeText(seq),
    whoText(records, seq),
    whatText(records, seq),
  ];
  const classes = [
    'rec-row',
    isSelected ? 'is-selected' : '',
    isCursor ? 'is-cursor' : '',
    isFuture ? 'is-future' : '',
  ];
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names its active row
    // biome-ignore lint/a11y/useSemanticElements: a table of half a million rows cannot be drawn
    <div
      role="row"
      id={`rec-${seq}`}
      data-seq={seq}
      className={classes.filter((one) => one !== '').join(' ')}
      aria-rowindex={rowIndex}
      aria-selected={isSelected}
      aria-current={isCursor ? 'step' : undefined}
    >
      {texts.map((text, column) => (
        // biome-ignore lint/a11y/useFocusableInteractive: as above
        // biome-ignore lint/a11y/useSemanticElements: as above
        <div
          key={COLUMNS[column]}
          role="gridcell"
          id={`rec-${seq}-${column}`}
          className={cell === column ? 'rec-cell is-active' : 'rec-cell'}
          title={column >= 3 && typeof text === 'string' ? text : undefined}
        >
          {text}
        </div>
      ))}
    </div>
  );
});

/** `alice ▸ processing-server`, or whose doing it is. */
function whoText(records: Records, seq: number): string {
  const from = records.from.at(seq - 1);
  if (from === 0) return nameText(records.actorText(seq));
  return `${nameText(records.text(from))} ▸ ${nameText(records.text(records.to.at(seq - 1)))}`;
}

/** What is to be said besides type and names. */
function whatText(records: Records, seq: number): string {
  const at = seq - 1;
  const a = records.text(records.a.at(at));
  const b = records.text(records.b.at(at));
  const conversation = records.text(records.conversation.at(at));
  switch (records.kindName(seq)) {
    case 'sent': {
      const attempt = records.b.at(at);
      const again = attempt > 1 ? `attempt ${attempt}, ` : '';
      return `${again}over ${records.text(records.channel.at(at))}`;
    }
    case 'delivered':
      return a === 'new' || a === '' ? conversation : `${a}: ${conversation}`;
    case 'transition':
      if (records.ignored.at(at) === 1) return `ignored in ${b}`;
      return a === b ? `stays ${b}` : `${a} → ${b}`;
    case 'started':
    case 'stopped':
      return `${a} in ${b}`;
    case 'outcome':
      return conversation;
    default:
      return a;
  }
}
