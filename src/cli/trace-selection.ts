/**
 * Trace selection: the part of a recorded run that the flags of a trace command ask for.
 *
 *     records ──cause-of or follow──▶ chain ──of, with, type, kind, from, until──▶ records
 *
 * Records stream through, so a file of any size is read in the memory of a few records, besides what
 * sim/trace/causality.ts keeps. Instants are clock times of the day the run started on, civil
 * instants, or spans since the start.
 */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { formatCivil } from '../billing/cycle.ts';
import { civilClock } from '../sim/clock-text.ts';
import type { RecordKind, RunRecord } from '../sim/record.ts';
import type { RecordFile } from '../sim/record-file.ts';
import { parseInstantUs, parseSpanUs } from '../sim/scenario/quantity.ts';
import { causesOf, consequencesOf, UnknownRecord } from '../sim/trace/causality.ts';
import { filterText, keeps, type TraceFilter } from '../sim/trace/filter.ts';
import { UnusableRequest } from './complaint.ts';
import { collected, wholeNumber } from './flag.ts';
import { requireTypes } from './trace-nothing.ts';
import { addressesOf } from './trace-participant.ts';

/** The flags that `addSelectionOptions` adds to a command. */
export interface SelectionFlags {
  readonly of?: readonly string[];
  readonly with?: readonly string[];
  readonly type?: readonly string[];
  readonly kind?: readonly RecordKind[];
  readonly from?: string;
  readonly until?: string;
  readonly causeOf?: number;
  readonly follow?: number;
}
export interface Selection {
  /** The records that were asked for; to be iterated once. */
  readonly records: Iterable<RunRecord>;
  /** What was asked for, in words. */
  readonly text: string;
}

/** Keyed so that a kind cannot be forgotten. */
const KINDS: Readonly<Record<RecordKind, true>> = {
  stimulus: true,
  sent: true,
  delivered: true,
  lost: true,
  transition: true,
  started: true,
  stopped: true,
  posting: true,
  document: true,
  outcome: true,
  failure: true,
};
const TYPE = /^(?:\*|[^\s*]+|[^\s*]+\.\*)$/;

/** Adds the flags that select records to a command. */
export function addSelectionOptions(command: Command): Command {
  const follow = new Option('--follow <seq>', 'what came of the record with this number')
    .argParser(wholeNumber)
    .conflicts('causeOf');
  return command
    .option('--of <conversation>', 'about this order or document (may be repeated)', collected)
    .option('--with <name>', 'what a participant does or is sent (may be repeated)', collected)
    .option('--type <pattern>', "of this type, or 'payment.*' (may be repeated)", typeOf)
    .option('--kind <kind>', 'records of this kind (may be repeated)', kindOf)
    .option('--from <instant>', 'from 19:30, 19:30:02.5, or 90s after the start')
    .option('--until <instant>', 'until then, inclusive')
    .option('--cause-of <seq>', 'what led to the record with this number', wholeNumber)
    .addOption(follow);
}

/**
 * The records of a file that flags ask for.
 *
 * @throws {UnusableRequest} when a flag cannot be used with this file; a number that no record has is
 *   told here for `--cause-of`, and at the end of the records for `--follow`
 */
export function selectionOf(file: RecordFile, flags: SelectionFlags): Selection {
  const { epochUs } = file.header;
  requireTypes(flags.type ?? [], file.records);
  const filter: TraceFilter = {
    participants: addressesOf(flags.with ?? [], file.records),
    types: flags.type ?? [],
    conversations: flags.of ?? [],
    kinds: flags.kind ?? [],
    fromUs: flags.from === undefined ? null : instantUs('--from', flags.from, epochUs),
    untilUs: flags.until === undefined ? null : instantUs('--until', flags.until, epochUs),
  };
  if (filter.untilUs !== null && filter.untilUs < 0) throw tooEarly(flags.until ?? '', epochUs);
  const chain = chainOf(file, flags);
  const words = filterText(filter, civilClock(epochUs));
  return {
    records: filtered(chain.records, filter),
    text: chain.text === null ? words : `${chain.text}: ${words}`,
  };
}

function* filtered(records: Iterable<RunRecord>, filter: TraceFilter): Generator<RunRecord> {
  for (const record of records) if (keeps(filter, record)) yield record;
}

function chainOf(file: RecordFile, { causeOf, follow }: SelectionFlags) {
  if (causeOf !== undefined) {
    const records = known('--cause-of', () => causesOf(file.records, causeOf));
    return { records, text: `what led to record ${causeOf}` };
  }
  if (follow === undefined) return { records: file.records, text: null };
  return { records: following(file, follow), text: `what followed from record ${follow}` };
}

function* following(file: RecordFile, seq: number): Generator<RunRecord> {
  yield* consequencesOf(file.records, seq);
  const { records } = file.report();
  if (seq >= 1 && seq <= records) return;
  known('--follow', () => {
    throw new UnknownRecord(seq, records);
  });
}

function known<T>(flag: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof UnknownRecord) throw new UnusableRequest(`${flag}: ${error.message}`);
    throw error;
  }
}

function instantUs(flag: string, text: string, epochUs: number): number {
  const atUs = parseSpanUs(text) ?? parseInstantUs(text, epochUs);
  if (atUs !== null) return atUs;
  throw new UnusableRequest(
    `${flag} ${text}: that is no instant. Write a clock time of the day the run started on ` +
      `(19:30, 19:30:02.5), a time with its date (${formatCivil(epochUs)}), or a span since the start (90s).`,
  );
}

function tooEarly(text: string, epochUs: number): UnusableRequest {
  return new UnusableRequest(
    `--until ${text}: the run started only at ${formatCivil(epochUs)}. ` +
      'Write a time of a later day with its date.',
  );
}

function kindOf(text: string, earlier: readonly string[] = []): readonly string[] {
  if (Object.hasOwn(KINDS, text)) return [...earlier, text];
  throw new InvalidArgumentError(`A kind is one of ${Object.keys(KINDS).join(', ')}.`);
}

function typeOf(text: string, earlier: readonly string[] = []): readonly string[] {
  if (TYPE.test(text)) return [...earlier, text];
  throw new InvalidArgumentError('Write a whole type (order.place) or a prefix (payment.*).');
}
