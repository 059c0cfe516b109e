/**
 * Branch list: the runs of this session: what was done to each, and where it was forked.
 *
 *     as the scenario says          937 records
 *     └ Y alice cancels             455 records  ◂ here
 */
import type { BranchInfo } from '../../../src/inspector/wire.ts';
import { Icon } from '../shell/icon.tsx';
import { clockText } from '../store/clock.ts';
import { inspector, useInspector } from '../store/inspector.ts';

export function BranchList() {
  const branches = useInspector(({ position }) => position?.branches) ?? [];
  const current = useInspector(({ position }) => position?.branch ?? 0);
  const epochUs = useInspector(({ hello }) => hello?.epochUs ?? 0);
  return (
    <ul className="act-branches">
      {ordered(branches).map(({ branch, depth }) => (
        <li key={branch.branch} style={{ marginInlineStart: depth * 16 }}>
          <div className="act-branch" aria-current={branch.branch === current ? 'true' : undefined}>
            <div className="act-branch-text">
              <span className="act-branch-title">
                {branch.forkedFrom === null ? null : <Icon name="fork" />}
                {branch.title}
              </span>
              <span className="act-quiet">
                {branch.forkedFrom === null
                  ? ''
                  : `forked from ${branch.forkedFrom.branch + 1} at record ${branch.forkedFrom.seq} · `}
                {branch.records} records{branch.ended ? ', ended' : ''}
              </span>
            </div>
            {branch.branch === current ? (
              <span className="act-here">◂ here</span>
            ) : (
              <button
                type="button"
                onClick={() => void inspector().move({ do: 'branch', branch: branch.branch })}
              >
                Go there
              </button>
            )}
          </div>
          {branch.interventions.length === 0 ? null : (
            <ol className="act-deeds">
              {branch.interventions.map(({ atUs, text }) => (
                <li key={`${atUs} ${text}`}>
                  <span className="act-time">{clockText(epochUs, atUs)}</span> {text}
                </li>
              ))}
            </ol>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Each branch after the one it was forked from, with how deep it lies. */
function ordered(
  branches: readonly BranchInfo[],
): readonly { branch: BranchInfo; depth: number }[] {
  const under = (parent: number | null, depth: number): { branch: BranchInfo; depth: number }[] =>
    branches
      .filter(({ forkedFrom }) => (forkedFrom?.branch ?? null) === parent)
      .flatMap((branch) => [{ branch, depth }, ...under(branch.branch, depth + 1)]);
  return under(null, 0);
}
