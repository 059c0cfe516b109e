/**
 * Export menu: the messages on screen, or all that the filter shows, for other tools.
 *
 * A diagram of more than 400 messages is refused before it is asked for, with what to do about it.
 */
import { useState } from 'react';
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { download } from '../store/download.ts';
import { inspector } from '../store/inspector.ts';
import type { ChartContent } from './chart-view.ts';
import type { Drawn } from './draw-chart.ts';
import './menu.css';

const DIAGRAM_MESSAGES_MAX = 400;
const FORMATS = [
  { as: 'mermaid', label: 'Mermaid', mime: 'text/plain' },
  { as: 'plantuml', label: 'PlantUML', mime: 'text/plain' },
  { as: 'svg', label: 'SVG', mime: 'image/svg+xml' },
  { as: 'ndjson', label: 'NDJSON', mime: 'application/x-ndjson' },
] as const;
type Format = (typeof FORMATS)[number];

export function ExportMenu({
  content,
  drawn,
}: {
  readonly content: ChartContent;
  readonly drawn: () => Drawn | null;
}) {
  return (
    <DialogTrigger>
      <Button className="seq-button">Export</Button>
      <Popover className="seq-popover" placement="bottom end">
        <Dialog className="seq-dialog" aria-label="Export messages">
          <ExportForm content={content} drawn={drawn} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function ExportForm({
  content,
  drawn,
}: {
  readonly content: ChartContent;
  readonly drawn: () => Drawn | null;
}) {
  const [isAll, setIsAll] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const arrows = isAll ? allArrows(content) : arrowsOnScreen(drawn(), content);
  const save = async (format: Format) => {
    setProblem(null);
    const refusal = refusalOf(format, arrows.length);
    if (refusal !== null) return setProblem(refusal);
    const reply = await inspector().ask({
      do: 'export',
      as: format.as,
      seqs: seqsOf(arrows, content),
    });
    if (reply === null)
      return setProblem('The server refused; the message at the bottom says why.');
    download(reply.name, reply.text, format.mime);
    inspector().say(`${reply.name} with ${arrows.length} messages was saved`);
  };
  return (
    <>
      <fieldset>
        <legend>What</legend>
        <label>
          <input type="radio" checked={!isAll} onChange={() => setIsAll(false)} /> messages on
          screen ({arrowsOnScreen(drawn(), content).length.toLocaleString('en')})
        </label>
        <label>
          <input type="radio" checked={isAll} onChange={() => setIsAll(true)} /> all that the filter
          and the lifelines show ({content.model.arrowCount.toLocaleString('en')})
        </label>
      </fieldset>
      <div className="seq-formats">
        {FORMATS.map((format) => (
          <button key={format.as} type="button" onClick={() => void save(format)}>
            {format.label}
          </button>
        ))}
      </div>
      {problem !== null && (
        <p className="seq-problem" role="alert">
          {problem}
        </p>
      )}
    </>
  );
}

/** Why a selection cannot be exported, and what to do; null where it can. */
export function refusalOf(
  { as, label }: Pick<Format, 'as' | 'label'>,
  count: number,
): string | null {
  if (count === 0)
    return 'There is no message to export here: scroll to some, or change the filter.';
  if (as === 'ndjson' || count <= DIAGRAM_MESSAGES_MAX) return null;
  return (
    `${count.toLocaleString('en')} messages are too many for a ${label} diagram; ${DIAGRAM_MESSAGES_MAX} ` +
    'can still be read. Zoom in, or filter by a conversation or a participant, or take NDJSON.'
  );
}

function allArrows({ model }: ChartContent): readonly number[] {
  return Array.from({ length: model.arrowCount }, (_, arrow) => arrow);
}

/** The arrows that begin or end in the window; those that were drawn, where not all were. */
function arrowsOnScreen(drawn: Drawn | null, { model }: ChartContent): readonly number[] {
  if (drawn === null || model.pointCount === 0) return [];
  const { firstPoint, lastPoint } = drawn;
  return model.arrowsBetween(firstPoint, lastPoint).filter((arrow) => {
    const start = model.startPoint.at(arrow);
    const end = model.endPoint.at(arrow);
    return (start >= firstPoint && start <= lastPoint) || (end >= firstPoint && end <= lastPoint);
  });
}

/** The records of some messages, in order. */
function seqsOf(arrows: readonly number[], { model }: ChartContent): readonly number[] {
  const seqs = new Set<number>();
  for (const arrow of arrows) {
    const row = model.row.at(arrow);
    seqs.add(model.records.sentSeq.at(row));
    const end = model.records.endSeq.at(row);
    if (end > 0) seqs.add(end);
  }
  return [...seqs].sort((one, other) => one - other);
}
