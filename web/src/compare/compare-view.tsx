/**
 * Compare: two branches side by side, from where they part.
 *
 *     here: as the scenario says          there: metro-cable is cut
 *     ── the first record that differs, field by field ──
 *     ── both futures, message by message ──
 */
import { useState } from 'react';
import type { BranchInfo } from '../../../src/inspector/wire.ts';
import { clockText } from '../store/clock.ts';
import { inspector, useInspector } from '../store/inspector.ts';
import { useDivergence } from './comparison.ts';
import { FieldDiff } from './field-table.tsx';
import { Futures } from './futures.tsx';
import './compare.css';

const NO_BRANCHES: readonly BranchInfo[] = [];

export function CompareView() {
  const branches = useInspector(({ position }) => position?.branches ?? NO_BRANCHES);
  const current = useInspector(({ position }) => position?.branch ?? 0);
  const [picked, setPicked] = useState<number | null>(null);
  const others = branches.filter(({ branch }) => branch !== current);
  const here = branches.find(({ branch }) => branch === current);
  const origin = here?.forkedFrom?.branch;
  const there =
    others.find(({ branch }) => branch === picked) ??
    others.find(({ branch }) => branch === origin) ??
    others.at(-1);
  if (here === undefined || there === undefined) return <OneBranch />;
  return (
    <section className="cmp" aria-label="Compare branches">
      <header className="cmp-head">
        <p className="cmp-branch">
          <span className="cmp-word">here</span> <b>{titleOf(here)}</b>
        </p>
        <label className="cmp-branch">
          <span className="cmp-word">there</span>
          <select value={there.branch} onChange={(event) => setPicked(Number(event.target.value))}>
            {others.map((branch) => (
              <option key={branch.branch} value={branch.branch}>
                {titleOf(branch)}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          onClick={() => {
            setPicked(here.branch);
            void inspector().move({ do: 'branch', branch: there.branch });
          }}
        >
          Go over there
        </button>
      </header>
      <Comparison other={there.branch} />
    </section>
  );
}

function Comparison({ other }: { readonly other: number }) {
  const divergence = useDivergence(other);
  const epochUs = useInspector(({ hello }) => hello?.epochUs ?? 0);
  if (divergence === null) return <p className="cmp-quiet">Comparing…</p>;
  const { seq, here, there } = divergence;
  if (seq === null) {
    return (
      <p className="cmp-same">
        <b>= No difference.</b> Both runs are the same, record by record, as far as they have been
        run. Change something here (act, inject, cut a channel) or let both go on.
      </p>
    );
  }
  const atUs = Number((here ?? there)?.atUs ?? 0);
  const isShorter = here === null || there === null;
  return (
    <div className="cmp-body">
      <h3>
        <span aria-hidden="true">≠ </span>
        {isShorter
          ? `The same up to record ${seq - 1}, where ${here === null ? 'this run' : 'the other run'} stops so far`
          : `They part at record ${seq}, ${clockText(epochUs, atUs)}`}
        <span className="cmp-actions">
          {here !== null && (
            <>
              <button type="button" onClick={() => inspector().select(seq)}>
                Look at it
              </button>
              <button type="button" onClick={() => void inspector().goTo(seq)}>
                Move the cursor there
              </button>
            </>
          )}
          {seq > 1 && (
            <button type="button" onClick={() => void inspector().goTo(seq - 1)}>
              Just before
            </button>
          )}
        </span>
      </h3>
      {!isShorter && <FieldDiff here={here} there={there} />}
      <Futures divergence={divergence} />
    </div>
  );
}

/** What to do while there is nothing to compare. */
function OneBranch() {
  const cursor = useInspector(({ position }) => position?.cursor ?? 0);
  return (
    <section className="cmp cmp-none" aria-label="Compare branches">
      <p>
        There is one run so far. Fork it at the cursor, change something, let it go on, and see here
        where the two part and what each of them becomes.
      </p>
      <button
        type="button"
        disabled={cursor === 0}
        onClick={() => void inspector().move({ do: 'fork' })}
      >
        Fork here
      </button>
    </section>
  );
}

function titleOf({ branch, title, forkedFrom, records }: BranchInfo): string {
  const from = forkedFrom === null ? '' : `, forked at record ${forkedFrom.seq}`;
  return `${branch + 1}: ${title}${from} (${records.toLocaleString('en')} records)`;
}
