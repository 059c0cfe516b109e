/**
 * Session log: what the records of a run say about each viewing session until it is billed.
 *
 *     usage.report (sent, taken) ─▶ usage.transfer ─▶ viewing.due
 *
 * Followed by the session invariants (invariants/sessions.ts) and for pictures (viewed-sessions.ts); a
 * session is forgotten when it was billed.
 */
import type { SessionUsage, ViewingFacts } from '../billing/rating/usage.ts';
import type { Address } from '../machines/address.ts';
import type { UsageReport, ViewingBodies } from '../machines/viewing-protocol.ts';
import { Keeper } from './keepable.ts';
import type { RunRecord, SentRecord } from './record.ts';

/** What is known of one session. */
export interface LoggedSession {
  readonly session: string;
  /** Empty, like what follows, as long as no usage was passed on. */
  client: Address;
  transmission: string;
  delivery: string;
  facts: ViewingFacts | null;
  /** The reports its client system sent, by number. */
  readonly reported: Map<number, UsageReport>;
  /** The numbers of the reports that the interface server accepted. */
  readonly accepted: Set<number>;
  /** All usage that was passed on to be rated. */
  usage: SessionUsage;
}

const NO_USAGE: SessionUsage = { records: [], pauses: [], answered: [], participated: [] };

/** Follows the sessions of a run. */
export class SessionLog extends Keeper {
  protected state = { sessions: new Map<string, LoggedSession>() };

  /** The sessions that are not billed yet. */
  get open(): readonly LoggedSession[] {
    return [...this.state.sessions.values()];
  }

  /** Takes a record; returns the session that it bills, with what it is billed. */
  read(
    record: RunRecord,
  ): { readonly session: LoggedSession; readonly due: ViewingBodies['viewing.due'] } | null {
    // Repetitions say nothing new.
    if (record.kind !== 'sent' || record.attempt !== 1 || record.conversation === null) return null;
    switch (record.type) {
      case 'usage.report': {
        const report = bodyOf<UsageReport>(record);
        this.of(record).reported.set(report.report, report);
        return null;
      }
      case 'usage.noted': {
        const { report, accepted } = bodyOf<ViewingBodies['usage.noted']>(record);
        if (accepted) this.of(record).accepted.add(report);
        return null;
      }
      case 'usage.transfer':
        this.transfer(this.of(record), bodyOf<ViewingBodies['usage.transfer']>(record));
        return null;
      case 'viewing.due': {
        const session = this.of(record);
        this.state.sessions.delete(session.session);
        return { session, due: bodyOf<ViewingBodies['viewing.due']>(record) };
      }
      default:
        return null;
    }
  }

  private transfer(session: LoggedSession, transfer: ViewingBodies['usage.transfer']): void {
    const { usage } = session;
    session.client = transfer.client;
    session.transmission = transfer.transmission;
    session.delivery = transfer.delivery;
    session.facts = transfer.facts;
    session.usage = {
      records: [...usage.records, ...transfer.usage.records],
      pauses: [...usage.pauses, ...transfer.usage.pauses],
      answered: transfer.usage.answered,
      participated: transfer.usage.participated,
    };
  }

  private of({ conversation }: SentRecord): LoggedSession {
    const id = conversation ?? '';
    const known = this.state.sessions.get(id);
    if (known !== undefined) return known;
    const fresh: LoggedSession = {
      session: id,
      client: '',
      transmission: '',
      delivery: '',
      facts: null,
      reported: new Map(),
      accepted: new Set(),
      usage: NO_USAGE,
    };
    this.state.sessions.set(id, fresh);
    return fresh;
  }
}

/** A sent record's type says what its body is. */
function bodyOf<Body>({ body }: SentRecord): Body {
  return body as unknown as Body;
}
