/**
 * Carried money: balances and documents at the cursor, summed from the records.
 *
 * The accrual pictures are those of the end of the run: only a server can draw others, and their titles
 * say so.
 */
import type { OfflineRun } from '../../../src/inspector/offline-run.ts';
import type { MoneyAt } from '../../../src/inspector/wire-reply.ts';
import { KIND, type Records } from './records.ts';

const DOCUMENTS_SHOWN = 500;

interface Leg {
  readonly account: string;
  readonly amountMinor: number;
}

/** The money once record `seq` was made. */
export function moneyAfter(
  records: Records,
  { rests, money, hello }: OfflineRun,
  seq: number,
): MoneyAt {
  if (seq >= records.length) return money;
  const balances = new Map<string, number>();
  const documents: MoneyAt['documents'][number][] = [];
  for (let at = 1; at <= seq; at += 1) {
    const kind = records.kind.at(at - 1);
    const rest = rests[at - 1] ?? 0;
    if (rest === 0) continue;
    if (kind === KIND.posting) {
      for (const { account, amountMinor } of rest.legs as readonly Leg[]) {
        balances.set(account, (balances.get(account) ?? 0) + amountMinor);
      }
    }
    const type = records.typeText(at);
    if (kind !== KIND.document || type === 'transaction-record') continue;
    documents.push({ seq: at, type, body: rest.body as Readonly<Record<string, unknown>> });
  }
  const accounts = Array.from(balances, ([account, balanceMinor]) => {
    return { account, currency: hello.currency, balanceMinor };
  });
  return {
    accounts,
    balanced: accounts.reduce((sum, { balanceMinor }) => sum + balanceMinor, 0) === 0,
    documents: documents.slice(-DOCUMENTS_SHOWN),
    sessions: money.sessions.map(({ session, svg }) => {
      return { session: `${session} (at the end of the run)`, svg };
    }),
  };
}
