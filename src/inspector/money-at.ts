/**
 * Money at: the ledger, the documents and the accrual pictures as they were at the cursor.
 */

import { asSaved } from '../sim/keepable.ts';
import { accrualSvg } from '../sim/picture/accrual-svg.ts';
import { sessionPicture } from '../sim/picture/session-picture.ts';
import type { RunRecord } from '../sim/record.ts';
import type { Scenario } from '../sim/scenario/model.ts';
import { ViewedSessions } from '../sim/viewed-sessions.ts';
import type { History } from './history.ts';
import { plain } from './plain.ts';
import type { Rewindable } from './replay.ts';
import type { ViewAt } from './view-at.ts';
import type { MoneyAt } from './wire-reply.ts';

const DOCUMENTS_SHOWN = 500;
const PICTURES_SHOWN = 12;

/** Which documents were issued and what was viewed, as of the latest record it was shown. */
export class PapersAt implements Rewindable {
  private readonly viewed = new ViewedSessions();
  /** The records of the latest documents. */
  private documents: readonly number[] = [];

  read(record: RunRecord): void {
    this.viewed.read(record);
    if (record.kind !== 'document' || record.type === 'transaction-record') return;
    this.documents = [...this.documents.slice(1 - DOCUMENTS_SHOWN), record.seq];
  }

  save(): unknown {
    const saved: Saved = { viewed: this.viewed.save(), documents: this.documents };
    return structuredClone(saved);
  }
  load(state: unknown): void {
    const { viewed, documents } = asSaved<Saved>(structuredClone(state));
    this.viewed.load(viewed);
    this.documents = documents;
  }

  /** The money there; `view` is the world there, `scenario` null where only a trace is known. */
  money(history: History, view: ViewAt, scenario: Scenario | null, currency: string): MoneyAt {
    const accounts = view
      .accounts()
      .map(([account, balanceMinor]) => ({ account, currency, balanceMinor }));
    const sessions = scenario === null ? [] : this.viewed.sessions.slice(-PICTURES_SHOWN);
    return {
      accounts,
      balanced: accounts.reduce((sum, { balanceMinor }) => sum + balanceMinor, 0) === 0,
      documents: this.documents.flatMap((seq) => documentAt(history, seq)),
      sessions: sessions.map((session) => ({
        session: session.session,
        svg: scenario === null ? '' : accrualSvg(sessionPicture(scenario, session)),
      })),
    };
  }
}

interface Saved {
  readonly viewed: unknown;
  readonly documents: readonly number[];
}

function documentAt(history: History, seq: number): MoneyAt['documents'] {
  const record = history.at(seq);
  if (record?.kind !== 'document') return [];
  const { type, body } = record;
  return [{ seq, type, body: plain(body) as Readonly<Record<string, unknown>> }];
}
