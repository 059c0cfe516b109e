/**
 * Build case: one thing to be rated: a session, several, cycles of them, an auction, a split.
 */
import { type Auction, checkAuction, resolveAuction } from '../../billing/rating/auction.ts';
import { parseRatio, ratio } from '../../billing/ratio.ts';
import type { Reading } from '../scenario/reading.ts';
import type { Won } from './build-facts.ts';
import { type FileContext, sessionOf } from './build-session.ts';
import { NEGATIVE_NET, type RateCase, type RateSession } from './model.ts';

interface Sessions {
  readonly sessions: readonly RateSession[];
  readonly cycles: readonly (readonly number[])[] | null;
}

/** The keys of which a case has one at most. */
const WAYS = ['sessions', 'cycles'] as const;
/** The keys of a case that is one session. */
const PLAYED = ['events', 'usage'] as const;

/** The case; with problems where it cannot be rated. */
export function caseOf(id: string, reading: Reading, context: FileContext): RateCase {
  const auction = auctionOf(reading.at('auction'), context);
  const split = splitOf(reading.at('split'), context);
  const priceMinor = auction === null ? null : resolveAuction(auction).priceMinor;
  const part = reading.at('auction').at('of');
  const isReverse = auction?.direction === 'reverse';
  const won = priceMinor === null ? null : { part, priceMinor, isReverse };
  return {
    id,
    title: reading.at('title').text() ?? '',
    ...sessionsOf(reading, context, won),
    negativeNet: reading.at('negative-net').word(NEGATIVE_NET, 'carry-forward'),
    auction,
    split,
  };
}

function sessionsOf(reading: Reading, context: FileContext, won: Won | null): Sessions {
  const ways = WAYS.filter((key) => reading.at(key).isThere);
  if (ways.length > 1) {
    const expected = 'one of the two; a cycle is a list of sessions';
    reading.at('sessions').fail({ found: '"sessions" beside "cycles"', expected });
  }
  const sessions: RateSession[] = [];
  const add = (id: string, one: Reading) => {
    const made = sessionOf(id, one, {
      ...context,
      rateCase: reading,
      before: sessions,
      won,
    });
    if (made !== null) sessions.push(made);
    return sessions.length - 1;
  };
  const cycles = reading.at('cycles').items();
  if (cycles.length > 0) {
    const places = cycles.map((cycle, c) =>
      cycle.items().map((one, s) => {
        const plain = cycle.items().length > 1 ? `c${c + 1}-s${s + 1}` : `c${c + 1}`;
        return add(one.at('id').text() ?? plain, one);
      }),
    );
    checkIds(cycles.flatMap((cycle) => cycle.items()));
    return { sessions, cycles: places };
  }
  const several = reading.at('sessions').items();
  checkIds(several);
  for (const [index, one] of several.entries()) add(one.at('id').text() ?? `s${index + 1}`, one);
  const isOne = [...PLAYED, 'tariff', 'timeline'].some((key) => reading.at(key).isThere);
  if (several.length === 0 && (isOne || isEmpty(reading))) add('', reading);
  return { sessions, cycles: null };
}

/** True for a case that says nothing at all about what is to be rated. */
function isEmpty(reading: Reading): boolean {
  return !['sessions', 'cycles', 'split', 'auction'].some((key) => reading.at(key).isThere);
}

function checkIds(sessions: readonly Reading[]): void {
  const ids: string[] = [];
  for (const session of sessions) {
    const id = session.at('id').text();
    if (id === null) continue;
    if (ids.includes(id)) session.at('id').fail({ expected: 'another name for each session' });
    ids.push(id);
  }
}

function auctionOf(reading: Reading, { fees }: FileContext): Auction | null {
  if (!reading.isThere) return null;
  const direction = reading.at('direction').word(['forward', 'reverse'], 'forward');
  const of = reading.at('of');
  if (direction === 'reverse' && !of.isThere) {
    of.fail({ found: 'nothing', expected: 'the key "of" (a commercial), because it is credited' });
  }
  const [limit, other] = direction === 'forward' ? ['reserve', 'ceiling'] : ['ceiling', 'reserve'];
  if (reading.at(other ?? '').isThere) {
    const expected = `a ${limit}, because this auction is ${direction}`;
    reading.at(other ?? '').fail({ found: `a ${other}`, expected });
  }
  const bids = reading.at('bids').items();
  const auction: Auction = {
    rule: reading.at('rule').word(['first-price', 'second-price'], 'first-price'),
    direction,
    limitMinor: fees.minor(reading.at(limit ?? '')),
    bids: bids.map((bid, index) => ({
      bidder: bid.at('bidder').text() ?? '',
      amountMinor: fees.minor(bid.at('amount')),
      sequence: bid.at('sequence').number(index + 1),
    })),
  };
  const [fault] = reading.problems.isFull ? [] : checkAuction(auction);
  if (fault === undefined) return auction;
  reading.fail({ found: `${fault.where}: ${fault.what}`, expected: fault.remedy });
  return null;
}

function splitOf(reading: Reading, { fees }: FileContext): RateCase['split'] {
  if (!reading.isThere) return null;
  const parse = (text: string) => {
    const weight = parseRatio(text);
    return weight !== null && weight.n >= 0n ? weight : null;
  };
  const weights = reading.at('weights');
  const parts = weights.entries().map(({ key: party, value }) => ({
    party,
    weight: value.parsed(parse, ratio(1), 'a weight of zero or more, such as 650, 65% or 13/20'),
  }));
  if (parts.length > 0 && parts.every(({ weight }) => weight.n === 0n)) {
    weights.fail({ found: 'no weight above zero', expected: 'at least one' });
  }
  return { totalMinor: fees.minor(reading.at('total')), parts };
}
