/**
 * Flow claims: which claims the scenario shows with a flow.
 *
 * An expectation speaks of a flow when it names its id, or when the record that showed it is of it.
 */
import type { PropertyAt } from '../../../src/inspector/wire-reply.ts';
import { useAsked } from '../store/asked.ts';
import { useInspector } from '../store/inspector.ts';
import type { Records } from '../store/records.ts';
import type { Flow } from './flow.ts';

export function FlowClaims({ flow }: { readonly flow: Flow }) {
  const { reply, isStale, isAsking, refresh } = useAsked('properties');
  const records = useInspector((state) => state.records);
  if (reply === null && isStale) {
    return (
      <button type="button" onClick={refresh} disabled={isAsking}>
        Which claims does it show?
      </button>
    );
  }
  const speaking = (reply ?? []).filter(
    (one) => one.shows.length > 0 && speaksOf(one, flow, records),
  );
  if (speaking.length === 0) return null;
  const claims = [...new Set(speaking.flatMap(({ shows }) => shows))];
  return (
    <span className="conv-claims" title={speaking.map(({ title }) => title).join('; ')}>
      shows{' '}
      {claims.map((claim) => (
        <span key={claim} className="list-claim">
          {claim}
        </span>
      ))}
    </span>
  );
}

function speaksOf({ title, explanation, seq }: PropertyAt, flow: Flow, records: Records): boolean {
  if (seq !== null && records.conversation.at(seq - 1) === flow.number) return true;
  return `${title} ${explanation}`.split(/[^\w#-]+/).includes(flow.id);
}
