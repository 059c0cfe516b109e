/**
 * Summary of viewing: what was played, what it came to, who earned royalties, and a picture of it.
 *
 *     stella  The Night Film, with three commercials  1:30:00 + 3:55  6.01  -0.97  0.00  5.04 USD
 *
 * Time is given as programme + commercials played. Units: minor units.
 */
import type { Bill, BillLine } from '../billing/bill.ts';
import { formatMoney } from '../billing/money.ts';
import { totalsOf } from '../billing/rating/rated-line.ts';
import type { TransactionRecord } from '../billing/rating/transaction.ts';
import type { LineMode } from '../billing/rating/usage.ts';
import { nameOf } from '../machines/address.ts';
import { playedText } from '../sim/clock-text.ts';
import { accrualText } from '../sim/picture/accrual-text.ts';
import { sessionPicture } from '../sim/picture/session-picture.ts';
import type { RunResult } from '../sim/run-result.ts';
import type { Scenario } from '../sim/scenario/model.ts';
import type { ViewedSession } from '../sim/viewed-sessions.ts';
import { deliveryTitle } from './story-words.ts';

const AT_THE_END: ReadonlySet<LineMode> = new Set<LineMode>([
  'premium',
  'floor',
  'discount',
  'survey',
]);

/** A row for each session: who, what, how long, charges, credits, discounts and net. */
export function viewingRows(
  { transactions }: RunResult,
  scenario: Scenario,
  sessions: readonly ViewedSession[],
): readonly (readonly string[])[] {
  const viewed = new Map(sessions.map((session) => [session.session, session]));
  const order = new Map(sessions.map(({ session }, index) => [session, index]));
  const placeOf = ({ session }: TransactionRecord) => order.get(session) ?? sessions.length;
  const rows = [...transactions].sort((a, b) => placeOf(a) - placeOf(b));
  return rows.map((record) => {
    const { transmission, delivery, programming, subsidy } = record;
    const title = scenario.transmissions.get(transmission)?.title ?? transmission;
    return [
      nameOf(record.subscriber),
      `${title}, ${deliveryTitle(scenario, transmission, delivery)}`,
      record.session,
      `${playedText(programming.us)} played`,
      subsidy.us === 0 ? '' : `${playedText(subsidy.us)} of commercials`,
      ...sidesOf(record, viewed.get(record.session)).map(([side, minor]) =>
        side === 'charges' || minor !== 0 ? `${side} ${amount(minor, scenario.currency)}` : '',
      ),
      `${record.closed ? '' : 'so far '}${formatMoney(record.netMinor, scenario.currency)}`,
    ];
  });
}

/** How many sessions there were, and what they came to. */
export function viewingHeadline({ transactions }: RunResult, currency: string): string {
  const netMinor = transactions.reduce((sum, record) => sum + record.netMinor, 0);
  return `${counted(transactions.length, 'session')}, ${formatMoney(netMinor, currency)} net`;
}

/** A row for each statement of a rights holder. */
export function royaltyRows({ royalties }: RunResult): readonly (readonly string[])[] {
  return royalties.map(({ holder, number, lines, currency, totalMinor }) => [
    holder,
    number,
    lines.map(({ work }) => work).join(', '),
    formatMoney(totalMinor, currency),
  ]);
}

/** How many statements there were, and what they came to. */
export function royaltyHeadline({ royalties }: RunResult, currency: string): string {
  const totalMinor = royalties.reduce((sum, statement) => sum + statement.totalMinor, 0);
  return `${counted(royalties.length, 'statement')}, ${formatMoney(totalMinor, currency)}`;
}

/** What is on a bill: each order's description, `The Night Film (8 lines)`, and account credit. */
export function billedText(bill: Bill, currency: string): string {
  const byOrder = new Map<string, BillLine[]>();
  for (const line of bill.lines) {
    byOrder.set(line.order, [...(byOrder.get(line.order) ?? []), line]);
  }
  const things = [...byOrder.values()].map((lines) => thingOf(lines));
  const { accountCreditUsedMinor, accountCreditAfterMinor } = bill;
  const used = ['account credit used', accountCreditUsedMinor] as const;
  const left = ['account credit left', accountCreditAfterMinor] as const;
  const credit = [used, left].flatMap(([what, minor]) =>
    minor === 0 ? [] : [`${what}: ${formatMoney(minor, currency)}`],
  );
  return [...things, ...credit].join(', ');
}

/** The session's picture, indented, with an empty line before it. */
export function pictureLines(scenario: Scenario, session: ViewedSession): readonly string[] {
  const drawn = accrualText(sessionPicture(scenario, session)).trimEnd().split('\n');
  const lines = [...drawn, ...billedBesides(session, scenario.currency)];
  return ['', ...lines.map((line) => (line === '' ? '' : `  ${line}`))];
}

/** What is on the bill and in no picture, because it is only known at the end. */
function billedBesides({ lines }: ViewedSession, currency: string): readonly string[] {
  const besides = (lines ?? []).filter(({ mode }) => AT_THE_END.has(mode));
  if (lines === null || besides.length === 0) return [];
  const named = besides.map(
    ({ element, amountMinor }) => `${element} ${amount(amountMinor, currency)}`,
  );
  const net = formatMoney(totalsOf(lines).netMinor, currency);
  return [`On the bill besides: ${named.join(', ')}; net ${net}.`];
}

/** Charges, credits and discounts; before it is billed, all that is known is both sides. */
function sidesOf(record: TransactionRecord, viewed: ViewedSession | undefined) {
  const totals = viewed?.lines ? totalsOf(viewed.lines) : null;
  return [
    ['charges', totals?.chargesMinor ?? record.positiveMinor],
    ['credits', totals?.creditsMinor ?? record.negativeMinor],
    ['discounts', totals?.discountsMinor ?? 0],
  ] as const;
}

/** What the lines of one order or session are about. */
function thingOf(lines: readonly BillLine[]): string {
  const [first] = lines;
  if (first?.origin === undefined) return lines.map(({ description }) => description).join(', ');
  const element = `: ${first.origin.element}`;
  const { description } = first;
  const title = description.endsWith(element) ? description.slice(0, -element.length) : description;
  return `${title} (${counted(lines.length, 'line')})`;
}

function amount(minor: number, currency: string): string {
  return formatMoney(minor, currency).slice(0, -currency.length - 1);
}
function counted(n: number, what: string): string {
  return `${n.toLocaleString('en-US')} ${n === 1 ? what : `${what}s`}`;
}
