/**
 * Record file: a written run, read back record by record.
 *
 *     line 1       header                          unusable without it: UnreadableRecord
 *     line 2 …     records, seq 1, 2, 3 …          a broken line: UnreadableRecord
 *     last line    footer                          missing: the file was cut short, and says so
 *
 * A run that was killed leaves half a line at the end: it is reported, and everything before it is
 * read. The file is read in pieces of 64 KiB, so memory does not grow with it.
 * Law (test/sim/record-file.test.ts): cut after any byte of its records, a file gives every record
 * that is whole.
 */
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { Fingerprint } from './fingerprint.ts';
import { linesOf, type TextLine, UnreadableRecord } from './line-file.ts';
import { FORMAT, type RecordFooter, type RecordHeader, type RunRecord } from './record.ts';
import { type LineForm, lineFormOf, RECORD_SCHEMA } from './record-schema.ts';

export { UnreadableRecord } from './line-file.ts';
export { RecordWriter, UnwritableRecord } from './record-writer.ts';

/** How reading a file to its end went. */
interface RecordFileReport {
  /** True when the footer is there, so that the run came to its end. */
  readonly complete: boolean;
  /** The last line, when it was cut in the middle; null otherwise. */
  readonly cutLine: number | null;
  readonly records: number;
  /** As the footer names it; null without a footer. */
  readonly fingerprint: string | null;
  /** True when the records are not those the footer's fingerprint was made of. */
  readonly changed: boolean;
}

/** A record file that was opened. */
export interface RecordFile {
  readonly header: RecordHeader;
  /** The records in order; each iteration reads the file again, and holds one record at a time. */
  readonly records: Iterable<RunRecord>;
  /** How the file ended: from the last full iteration, or from reading it now. */
  report(): RecordFileReport;
}

/**
 * Opens a record file and reads its header.
 *
 * @throws {UnreadableRecord} here when the file or its header cannot be used, and from `records` and
 *   `report` when a later line cannot: each names the file, the line and what to do
 */
export function readRecordFile(path: string): RecordFile {
  const header = readHeader(path);
  let report: RecordFileReport | null = null;
  const records = {
    *[Symbol.iterator](): Generator<RunRecord> {
      report = yield* readRecords(path);
    },
  };
  return {
    header,
    records,
    report() {
      if (report !== null) return report;
      const reading = readRecords(path);
      let step = reading.next();
      while (step.done !== true) step = reading.next();
      report = step.value;
      return report;
    },
  };
}

function readHeader(path: string): RecordHeader {
  for (const line of linesOf(path)) {
    const value = parsed(line);
    if (!isObject(value) || value.format !== FORMAT.format) {
      throw new UnreadableRecord(
        path,
        line.number,
        `the first line is not the header of a ${FORMAT.format} file`,
        'name a file that `headend run --trace FILE` wrote',
      );
    }
    if (value.version !== FORMAT.version) throw wrongVersion(path, value.version);
    requireForm('header', value, path, line.number);
    return value as unknown as RecordHeader;
  }
  throw new UnreadableRecord(path, 1, 'the file is empty', 'run the scenario again to write it');
}

function wrongVersion(path: string, version: unknown): UnreadableRecord {
  const newer = typeof version === 'number' && version > FORMAT.version;
  return new UnreadableRecord(
    path,
    1,
    `its format version is ${JSON.stringify(version)}, and this Headend reads ${FORMAT.version}`,
    newer ? 'read it with a newer Headend' : 'run the scenario again to write it anew',
  );
}

/** Yields the records of a file; returns how the file ended. */
function* readRecords(path: string): Generator<RunRecord, RecordFileReport> {
  const fingerprint = new Fingerprint();
  let recordCount = 0;
  let footer: RecordFooter | null = null;
  for (const line of linesOf(path)) {
    if (line.number === 1) continue;
    if (footer !== null) throw broken(path, line.number, 'it comes after the footer');
    const value = parsed(line);
    if (value === undefined) {
      if (!line.last) throw broken(path, line.number, 'it is not JSON');
      return unfinished(recordCount, line.number);
    }
    if (isObject(value) && value.end === true) {
      footer = requireFooter(value, recordCount, path, line.number);
      continue;
    }
    const record = requireRecord(value, recordCount + 1, path, line.number);
    recordCount += 1;
    fingerprint.readLines(Buffer.from(`${line.text}\n`, 'utf8'));
    yield record;
  }
  if (footer === null) return unfinished(recordCount, null);
  const changed = fingerprint.hex() !== footer.fingerprint;
  return {
    complete: true,
    cutLine: null,
    records: recordCount,
    fingerprint: footer.fingerprint,
    changed,
  };
}

function unfinished(recordCount: number, cutLine: number | null): RecordFileReport {
  return { complete: false, cutLine, records: recordCount, fingerprint: null, changed: false };
}

function requireRecord(value: unknown, seq: number, path: string, line: number): RunRecord {
  if (!isObject(value)) throw broken(path, line, 'it is not an object');
  const form = lineFormOf(value.kind);
  if (form === null) {
    throw broken(path, line, `it has the unknown kind ${JSON.stringify(value.kind)}`);
  }
  requireForm(form, value, path, line);
  if (value.seq !== seq) {
    throw broken(path, line, `its seq is ${String(value.seq)} where ${seq} comes next`);
  }
  return value as unknown as RunRecord;
}

function requireFooter(value: object, count: number, path: string, line: number): RecordFooter {
  requireForm('footer', value, path, line);
  const footer = value as RecordFooter;
  if (footer.records !== count) {
    throw broken(path, line, `it counts ${footer.records} records, but the file has ${count}`);
  }
  return footer;
}

function requireForm(form: LineForm, value: unknown, path: string, line: number): void {
  const validate = validatorOf(form);
  if (!validate(value)) throw broken(path, line, `${form}: ${complaint(validate.errors)}`);
}

const validators = new Map<LineForm, ValidateFunction>();

/** Compiled on first use: a run that reads no file does not pay for it. */
function validatorOf(form: LineForm): ValidateFunction {
  const known = validators.get(form);
  if (known !== undefined) return known;
  const ajv = new Ajv({ allowUnionTypes: true });
  const validate = ajv.compile(RECORD_SCHEMA.definitions[form]);
  validators.set(form, validate);
  return validate;
}

function complaint(errors: readonly ErrorObject[] | null | undefined): string {
  const [first] = errors ?? [];
  if (first === undefined) return 'it does not follow the format';
  const field = first.instancePath.slice(1).replaceAll('/', '.');
  return `${field === '' ? 'it' : field} ${first.message ?? 'is wrong'}`;
}

function broken(path: string, line: number, what: string): UnreadableRecord {
  const remedy = 'run the scenario again to write it anew, or cut the file before this line';
  return new UnreadableRecord(path, line, what, remedy);
}

/** The JSON value of a line, or undefined when it is not JSON. */
function parsed(line: TextLine): unknown {
  if (line.text === null) return undefined;
  try {
    return JSON.parse(line.text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
