/**
 * Fee schedule: what a subscriber sees before choosing how to watch: every delivery and its price.
 *
 * The latest that was offered at the cursor, or to whom one likes to look over the shoulder.
 */
import { useState } from 'react';
import { amountText } from '../store/amount.ts';
import { clockText } from '../store/clock.ts';
import { type Follower, useFollower } from '../store/follower.ts';
import { inspector, useInspector } from '../store/inspector.ts';
import { useDetail } from '../store/known-detail.ts';
import { nameText } from '../store/names.ts';
import { KIND, lastNotAfter, type Records } from '../store/records.ts';

interface Quote {
  readonly delivery: string;
  readonly title: string;
  readonly commercials: number;
  readonly chargesMinor: number;
  readonly creditsMinor: number;
  readonly discountsMinor: number;
  readonly netMinor: number;
}

/** The records with which a fee schedule arrived at a subscriber's. */
class Offers implements Follower {
  readonly seqs: number[] = [];
  read(records: Records, seq: number): void {
    if (records.kind.at(seq - 1) !== KIND.delivered) return;
    if (records.typeText(seq) === 'schedule.offered') this.seqs.push(seq);
  }
}
const makeOffers = () => new Offers();
const SHOWN_MAX = 30;

export function FeeSchedule() {
  const { follower } = useFollower(makeOffers);
  const records = useInspector((state) => state.records);
  const cursor = useInspector(({ position }) => position?.cursor ?? 0);
  const epochUs = useInspector(({ hello }) => hello?.epochUs ?? 0);
  const [wanted, setWanted] = useState<number | null>(null);
  const last = lastNotAfter(follower.seqs, cursor);
  const offered = follower.seqs.slice(Math.max(0, last + 1 - SHOWN_MAX), last + 1).reverse();
  const seq = offered.find((one) => one === wanted) ?? offered[0] ?? null;
  const detail = useDetail(seq);
  if (seq === null) return <p className="money-empty">No fee schedule has been offered yet.</p>;
  const nameOf = (one: number) =>
    `${nameText(records.text(records.to.at(one - 1)))}, ${clockText(epochUs, records.atUs.at(one - 1))}`;
  return (
    <div className="money-fees">
      <label>
        offered to{' '}
        <select value={seq} onChange={({ target }) => setWanted(Number(target.value))}>
          {offered.map((one) => (
            <option key={one} value={one}>
              {nameOf(one)}
            </option>
          ))}
        </select>
      </label>
      <button type="button" className="money-jump" onClick={() => void inspector().goTo(seq)}>
        Go to the offer, #{seq}
      </button>
      <QuoteTable quotes={quotesOf(detail?.body)} />
    </div>
  );
}

function QuoteTable({ quotes }: { readonly quotes: readonly Quote[] }) {
  const lowest = Math.min(...quotes.map(({ netMinor }) => netMinor));
  return (
    <div className="money-quotes">
      {quotes.map((quote) => (
        <article key={quote.delivery} className="money-quote">
          <h4>{quote.title}</h4>
          <p className="money-price">{amountText(quote.netMinor)}</p>
          {quote.netMinor === lowest && quotes.length > 1 && (
            <p className="money-lowest">↓ the lowest price</p>
          )}
          <dl>
            <dt>charges</dt>
            <dd>{amountText(quote.chargesMinor)}</dd>
            <dt>credits</dt>
            <dd>{amountText(quote.creditsMinor)}</dd>
            {quote.discountsMinor !== 0 && (
              <>
                <dt>discounts</dt>
                <dd>{amountText(quote.discountsMinor)}</dd>
              </>
            )}
            <dt>commercials</dt>
            <dd>{quote.commercials}</dd>
          </dl>
        </article>
      ))}
    </div>
  );
}

function quotesOf(body: Readonly<Record<string, unknown>> | null | undefined): readonly Quote[] {
  return Array.isArray(body?.quotes) ? (body.quotes as readonly Quote[]) : [];
}
