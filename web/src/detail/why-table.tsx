/**
 * Why table: every transition the machine might have taken on the event, each guard's value, and which
 * one it took; where it took none, what it was waiting for.
 */
import type { Candidate, Detail } from '../../../src/inspector/wire-reply.ts';
import { nameText } from '../store/names.ts';

export interface WhyTableProps {
  readonly detail: Detail;
  readonly actor: string;
  readonly event: string;
  readonly was: string;
}

export function WhyTable({ detail, actor, event, was }: WhyTableProps) {
  const { candidates, accepts } = detail;
  const isKnown = detail.before !== null;
  const isOneTaken = candidates.some(({ taken }) => taken);
  return (
    <section className="detail-part">
      <h3>{isOneTaken ? 'Why this' : 'Why nothing'}</h3>
      {candidates.length === 0 ? (
        <div className="detail-ignored">
          <p>
            Ignored: nothing in <strong>{was}</strong> is waiting for <code>{event}</code>.
          </p>
          <p className="detail-quiet">
            {accepts.length === 0
              ? `No events of ${nameText(actor)} are known: it was recorded without its machine, or is at its end.`
              : 'It accepts:'}
          </p>
          <p className="detail-words">
            {accepts.map((one) => (
              <code key={one}>{one}</code>
            ))}
          </p>
        </div>
      ) : (
        <>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
          <div className="detail-scroll" tabIndex={0}>
            <table className="detail-why">
              <thead>
                <tr>
                  <th scope="col">in state</th>
                  <th scope="col">guard</th>
                  <th scope="col">holds</th>
                  <th scope="col">leads to</th>
                </tr>
              </thead>
              <tbody>
                {candidates.map((candidate) => (
                  <CandidateRow
                    key={`${candidate.state} ${candidate.guard} ${candidate.target}`}
                    candidate={candidate}
                    isKnown={isKnown}
                    isOneTaken={isOneTaken}
                  />
                ))}
              </tbody>
            </table>
          </div>
          {isOneTaken ? null : (
            <p className="detail-quiet">
              {isKnown && candidates.every(({ guardHolds }) => guardHolds === false)
                ? 'No guard held, so nothing was taken.'
                : 'What the machine knew then is not known, so its guards cannot be asked again.'}
            </p>
          )}
        </>
      )}
    </section>
  );
}

interface CandidateRowProps {
  readonly candidate: Candidate;
  readonly isKnown: boolean;
  readonly isOneTaken: boolean;
}

function CandidateRow({ candidate, isKnown, isOneTaken }: CandidateRowProps) {
  const { state, guard, guardHolds, target, actions, taken } = candidate;
  return (
    <>
      <tr className={taken ? 'detail-taken' : ''}>
        <td>
          {taken ? <strong>▸ </strong> : null}
          {state === '' ? 'any state' : state}
        </td>
        <td>
          {guard === null ? <span className="detail-quiet">none</span> : <code>{guard}</code>}
        </td>
        <td>{verdictOf(guard, guardHolds, taken, isKnown || isOneTaken)}</td>
        <td>{target ?? <span className="detail-quiet">stays</span>}</td>
      </tr>
      {actions.length === 0 && !taken ? null : (
        <tr className={taken ? 'detail-taken detail-does' : 'detail-does'}>
          <td colSpan={4}>
            {taken ? <strong className="detail-yes">taken</strong> : 'would do '}
            {taken && actions.length > 0 ? ': ' : ''}
            {actions.join(', ')}
          </td>
        </tr>
      )}
    </>
  );
}

function verdictOf(guard: string | null, holds: boolean | null, taken: boolean, isKnown: boolean) {
  if (holds === true) return <span className="detail-yes">✓ true</span>;
  if (holds === false) return <span className="detail-no">✗ false</span>;
  if (guard === null) return <span className="detail-quiet">{taken ? 'always' : 'not asked'}</span>;
  return <span className="detail-quiet">{isKnown ? 'not asked' : 'not known'}</span>;
}
