/**
 * Money at: the ledger, the documents and the accrual pictures as they were at the cursor.
 */
import { accrualSvg } from '../sim/picture/accrual-svg.ts';
import { sessionPicture } from '../sim/picture/session-picture.ts';
import type { Scenario } from '../sim/scenario/model.ts';
import { ViewedSessions } from '../sim/viewed-sessions.ts';
import type { History } from './history.ts';
import { plain } from './plain.ts';
import type { ViewAt } from './view-at.ts';
import type { MoneyAt } from './wire-reply.ts';

const DOCUMENTS_SHOWN = 500;
const PICTURES_SHOWN = 12;

/** The money once the records up to `seq` were made; `view` is the world there. */
export function moneyAt(
  history: History,
  seq: number,
  view: ViewAt,
  scenario: Scenario | null,
  currency: string,
): MoneyAt {
  const viewed = new ViewedSessions();
  const documents: MoneyAt['documents'][number][] = [];
  for (const record of history.records.slice(0, seq)) {
    if (scenario !== null) viewed.read(record);
    if (record.kind !== 'document' || record.type === 'transaction-record') continue;
    const { type, body } = record;
    documents.push({
      seq: record.seq,
      type,
      body: plain(body) as Readonly<Record<string, unknown>>,
    });
  }
  const accounts = view
    .accounts()
    .map(([account, balanceMinor]) => ({ account, currency, balanceMinor }));
  const pictures = scenario === null ? [] : viewed.sessions.slice(-PICTURES_SHOWN);
  return {
    accounts,
    balanced: accounts.reduce((sum, { balanceMinor }) => sum + balanceMinor, 0) === 0,
    documents: documents.slice(-DOCUMENTS_SHOWN),
    sessions: pictures.map((session) => ({
      session: session.session,
      svg: scenario === null ? '' : accrualSvg(sessionPicture(scenario, session)),
    })),
  };
}
