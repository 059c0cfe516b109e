/**
 * Summary: a run at a glance on a terminal: what was played, bills, settlements, royalties, ledger,
 * traffic, verdict.
 *
 * Lists are cut at `ROWS`, with a line that says how many more there are.
 */
import type { EngineName } from '../actors/engine.ts';
import { formatMoney } from '../billing/money.ts';
import { nameOf } from '../machines/address.ts';
import type { RunResult } from '../sim/run-result.ts';
import type { Scenario } from '../sim/scenario/model.ts';
import type { ViewedSession } from '../sim/viewed-sessions.ts';
import { ENGINE_TITLES } from './engine-flag.ts';
import { mark, paint } from './paint.ts';
import {
  billedText,
  pictureLines,
  royaltyHeadline,
  royaltyRows,
  viewingHeadline,
  viewingRows,
} from './summary-viewing.ts';
import { table } from './table.ts';

const ROWS = 12;

/** How long the run took, which is not part of the run. */
export interface Timing {
  readonly wallMs: number;
  readonly messagesPerSecond: number;
}

/** How a run was run, which makes no difference to it. */
export interface HowItRan {
  readonly timing: Timing;
  readonly engine: EngineName;
}

/** What of a run is summed up besides its result. */
export interface Viewing {
  readonly sessions: readonly ViewedSession[];
  /** How many of them are drawn, from the first on. */
  readonly pictures: number;
}

/** The summary, line by line, without the story. */
export function summaryLines(
  result: RunResult,
  scenario: Scenario,
  viewing: Viewing,
  { timing, engine }: HowItRan,
): readonly string[] {
  const { currency } = scenario;
  const drawn = viewing.sessions.slice(0, viewing.pictures);
  return [
    ...section(
      'Viewing',
      viewingRows(result, scenario, viewing.sessions),
      viewingHeadline(result, currency),
    ),
    ...drawn.flatMap((session) => pictureLines(scenario, session)),
    ...section(
      'Bills',
      billRows(result, currency),
      `${count(result.billCount)} ${result.billCount === 1 ? 'bill' : 'bills'}, ${formatMoney(result.billedMinor, currency)} due`,
    ),
    ...section(
      'Settlements',
      settlementRows(result, currency),
      `${result.settlementCount} paid, ${formatMoney(result.settledMinor, currency)}`,
    ),
    ...section('Royalties', royaltyRows(result), royaltyHeadline(result, currency)),
    ...section('Ledger', ledgerRows(result), ledgerHeadline(result)),
    ...section('Carried', trafficRows(result), ''),
    ...expectationLines(result),
    ...invariantLines(result),
    ...claimLines(result),
    '',
    verdictLine(result),
    paint.quiet(
      `${count(result.messages)} messages, ${count(result.events)} events, ${count(result.records)} records in ${(timing.wallMs / 1_000).toFixed(2)} s (${count(timing.messagesPerSecond)} messages/s) on ${ENGINE_TITLES[engine]}; seed ${result.seed}`,
    ),
    paint.quiet(`fingerprint ${result.fingerprint}`),
  ];
}

function section(title: string, rows: readonly (readonly string[])[], headline: string): string[] {
  if (rows.length === 0) return [];
  const head = `${paint.section(title)}${headline === '' ? '' : `  ${headline}`}`;
  const shown = table(rows.slice(0, ROWS));
  const more = rows.length > ROWS ? [paint.quiet(`  … ${count(rows.length - ROWS)} more`)] : [];
  return ['', head, ...shown, ...more];
}

function billRows({ bills }: RunResult, currency: string) {
  return bills.map((bill) => [
    nameOf(bill.subscriber),
    bill.number,
    bill.issuer === 'billing-processor' ? 'the server' : nameOf(bill.issuer),
    bill.per === 'cycle' ? 'for the cycle' : 'at once',
    billedText(bill, currency),
    formatMoney(bill.dueMinor, currency),
  ]);
}
function settlementRows({ settlements }: RunResult, currency: string) {
  return settlements.map((statement) => [
    nameOf(statement.source),
    statement.number,
    statement.per === 'cycle' ? 'for the cycle' : 'at once',
    `${statement.itemCount} ${statement.itemCount === 1 ? 'share' : 'shares'}`,
    formatMoney(statement.totalMinor, currency),
  ]);
}
function ledgerRows({ ledger }: RunResult) {
  // Clients are many and each is one line of a bill already: the others come first.
  const isClients = ({ account }: { readonly account: string }) => account.startsWith('client/');
  const others = ledger.accounts.filter((one) => !isClients(one));
  const clients = ledger.accounts.filter(isClients);
  return [...others, ...clients].map(({ account, currency, balanceMinor }) => [
    account,
    formatMoney(balanceMinor, currency),
  ]);
}
function ledgerHeadline({ ledger }: RunResult): string {
  const state = ledger.balanced ? paint.good('balanced') : paint.bad('NOT BALANCED');
  return `${state}, ${count(ledger.entries)} ${ledger.entries === 1 ? 'entry' : 'entries'}`;
}
function trafficRows({ media }: RunResult) {
  const used = media.filter((p) => p.downlinkBytes + p.uplinkBytes + p.controlBytes > 0);
  return used.map((plant) => [
    `${plant.source} (${plant.medium})`,
    `${bytes(plant.downlinkBytes)} down`,
    `${bytes(plant.uplinkBytes)} up`,
    plant.controlBytes === 0 ? '' : `${bytes(plant.controlBytes)} by telephone to clients`,
    plant.programmeBytes === 0 ? '' : `${bytes(plant.programmeBytes)} of modified programme`,
  ]);
}

function expectationLines({ expectations }: RunResult): string[] {
  if (expectations.length === 0) {
    return ['', `${paint.section('Expectations')}  none: nothing was expected of this run`];
  }
  const held = expectations.filter(({ holds }) => holds).length;
  const lines = expectations.flatMap(({ expectation, holds, explanation }) => {
    const shows =
      expectation.shows.length === 0 ? '' : paint.quiet(`  ${expectation.shows.join(' ')}`);
    const why = holds ? [] : explanation.split('\n').map((line) => `      ${line}`);
    return [`  ${mark(holds)} ${expectation.title}${shows}`, ...why];
  });
  return ['', `${paint.section('Expectations')}  ${held} of ${expectations.length} hold`, ...lines];
}
function invariantLines({ invariants }: RunResult): string[] {
  const broken = invariants.filter(({ holds }) => !holds);
  const lines = broken.flatMap(({ id, name, breach }) => [
    `  ${mark(false)} ${id} ${name}`,
    `      at record ${breach?.seq}: ${breach?.text}`,
  ]);
  const held = invariants.length - broken.length;
  return ['', `${paint.section('Invariants')}  ${held} of ${invariants.length} hold`, ...lines];
}
function claimLines({ claims }: RunResult): string[] {
  if (claims.length === 0) return [];
  const shown = claims.map(({ id, holds }) => (holds ? paint.good(id) : paint.bad(`${id} ✗`)));
  return ['', `${paint.section('Claims shown')}  ${shown.join(' ')}`];
}
function verdictLine(result: RunResult): string {
  const { holds, failure, quiet } = result;
  const horizon = quiet ? '' : '; the end of the scenario came before everything was done';
  if (failure !== null) {
    return `${paint.bad('FAILED')} at ${failure.atUs} µs, ${failure.kind}: ${failure.text}`;
  }
  const verdict = holds ? paint.good('HOLDS') : paint.bad('DOES NOT HOLD');
  return `${verdict}  ${endings(result).join('; ')}${horizon}`;
}
/** What came to an end, and what did not: orders, unless there were sessions only, and sessions. */
function endings({ orders, transactions }: RunResult): readonly string[] {
  const { completed, voided } = orders;
  const closed = transactions.filter((session) => session.closed).length;
  const stillOpen = (open: number) => (open === 0 ? '' : `, ${count(open)} still open`);
  const ofOrders = `${count(completed)} ${completed === 1 ? 'order' : 'orders'} completed, ${count(voided)} voided${stillOpen(orders.open)}`;
  const ofSessions = `${count(closed)} viewing ${closed === 1 ? 'session' : 'sessions'} closed${stillOpen(transactions.length - closed)}`;
  if (transactions.length === 0) return [ofOrders];
  return completed + voided + orders.open === 0 ? [ofSessions] : [ofOrders, ofSessions];
}

function count(n: number): string {
  return n.toLocaleString('en-US');
}
function bytes(n: number): string {
  if (n < 1_000) return `${n} B`;
  if (n < 1_000_000) return `${(n / 1_000).toFixed(1)} kB`;
  if (n < 1_000_000_000) return `${(n / 1_000_000).toFixed(1)} MB`;
  return `${(n / 1_000_000_000).toFixed(2)} GB`;
}
