/**
 * Cause chain: what led to a record, from the first cause down, and what came of it.
 *
 *     1 alice selects surround …      causes, the first above
 *     2   alice went to ordering
 *     3 ▸ order.place sent            the record
 *     4     order.place delivered     consequences, indented by how far they are
 */
import { useState } from 'react';
import { spanText } from '../store/clock.ts';
import { NO_FILTER } from '../store/filter.ts';
import { inspector, useInspector } from '../store/inspector.ts';
import { recordSentence } from '../store/names.ts';
import type { Records } from '../store/records.ts';

/** So many of the nearest causes are shown until all are asked for. */
const CAUSES_SHOWN = 6;
const CONSEQUENCES_MAX = 60;
const DEPTH_MAX = 6;

interface Step {
  readonly seq: number;
  readonly depth: number;
}

export function CauseChain({ seq }: { readonly seq: number }) {
  const records = useInspector((state) => state.records);
  const cursor = useInspector(({ position }) => position?.cursor ?? 0);
  useInspector((state) => state.version);
  const causes = causesOf(records, seq);
  const consequences = consequencesOf(records, seq);
  const [isWhole, setWhole] = useState(false);
  const hidden = isWhole ? 0 : Math.max(0, causes.length - CAUSES_SHOWN);
  const count = records.consequences.get(seq)?.length ?? 0;
  return (
    <section className="detail-part">
      <h3>
        Cause and consequences
        <button
          type="button"
          onClick={() => inspector().setFilter({ ...NO_FILTER, coneOf: seq })}
          title="Show only what led to this record and what came of it, in every view"
        >
          Filter by all of it
        </button>
      </h3>
      {causes.length === 0 ? (
        <p className="detail-quiet">
          Nothing led to it: it is how the run began, or what the script says.
        </p>
      ) : (
        <ol className="detail-chain" aria-label="What led to it, the first above">
          {hidden > 0 ? (
            <li>
              <button type="button" onClick={() => setWhole(true)}>
                {hidden} earlier, from “{recordSentence(records, causes[0] ?? seq)}”
              </button>
            </li>
          ) : null}
          {causes.slice(hidden).map((cause) => (
            <Item key={cause} seq={cause} depth={0} from={records} at={seq} cursor={cursor} />
          ))}
        </ol>
      )}
      <p className="detail-this" aria-current="true">
        <span aria-hidden="true">▸ </span>
        {recordSentence(records, seq)}
      </p>
      {count === 0 ? (
        <p className="detail-quiet">
          {records.length > 0 ? 'Nothing came of it, as far as the run was executed.' : ''}
        </p>
      ) : (
        <ol className="detail-chain" aria-label="What came of it">
          {consequences.slice(0, CONSEQUENCES_MAX).map(({ seq: next, depth }) => (
            <Item key={next} seq={next} depth={depth} from={records} at={seq} cursor={cursor} />
          ))}
          {consequences.length > CONSEQUENCES_MAX ? (
            <li className="detail-quiet">… and more: filter by all of it</li>
          ) : null}
        </ol>
      )}
    </section>
  );
}

interface ItemProps extends Step {
  readonly from: Records;
  readonly at: number;
  readonly cursor: number;
}

function Item({ seq, depth, from, at, cursor }: ItemProps) {
  const us = from.atUs.at(seq - 1) - from.atUs.at(at - 1);
  const gap = us === 0 ? '' : us > 0 ? `+${spanText(us)}` : `−${spanText(-us)}`;
  return (
    <li>
      <button
        type="button"
        className={seq > cursor ? 'detail-step detail-future' : 'detail-step'}
        style={{ paddingInlineStart: 6 + depth * 12 }}
        onClick={() => inspector().select(seq)}
        onDoubleClick={() => void inspector().goTo(seq)}
        title="Select; a double click moves the cursor there"
      >
        <span className="detail-seq">{seq}</span>
        <span className="detail-sentence">{recordSentence(from, seq)}</span>
        <span className="detail-gap">{gap}</span>
      </button>
    </li>
  );
}

/** What led to a record, the first cause first, without the record. */
function causesOf(records: Records, seq: number): readonly number[] {
  const causes: number[] = [];
  for (let at = records.cause.at(seq - 1); at > 0 && at < seq; at = records.cause.at(at - 1)) {
    causes.push(at);
    if (records.cause.at(at - 1) >= at) break;
  }
  return causes.reverse();
}

/** What came of a record, near before far, one more than is shown at most. */
function consequencesOf(records: Records, seq: number): readonly Step[] {
  const steps: Step[] = [];
  const visit = (of: number, depth: number) => {
    for (const next of records.consequences.get(of) ?? []) {
      if (steps.length > CONSEQUENCES_MAX) return;
      steps.push({ seq: next, depth });
      if (depth < DEPTH_MAX) visit(next, depth + 1);
    }
  };
  visit(seq, 0);
  return steps;
}
