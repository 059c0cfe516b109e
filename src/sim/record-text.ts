/**
 * Record text: a record as one line of JSON, written by hand for the kinds there are most of.
 *
 * Three records in four are `sent`, `delivered` and `transition`; a generic writer looks every key of
 * each up again. The text is exactly what `JSON.stringify` gives (test/sim/record-text.test.ts holds
 * them equal over random records), so no reader can tell.
 */
import type { DeliveredRecord, RunRecord, SentRecord, TransitionRecord } from './record.ts';

/** The line a record takes in a file and in the fingerprint, without its line feed. */
export function recordLine(record: RunRecord): string {
  switch (record.kind) {
    case 'sent':
      return sentText(record);
    case 'delivered':
      return record.body === undefined ? deliveredText(record) : JSON.stringify(record);
    case 'transition':
      return transitionText(record);
    default:
      return JSON.stringify(record);
  }
}

function sentText(record: SentRecord): string {
  return `${headText(record)},"from":${quoted(record.from)},"to":${quoted(record.to)},"channel":${quoted(record.channel)},"requestId":${quoted(record.requestId)},"attempt":${record.attempt},"bytes":${record.bytes},"body":${JSON.stringify(record.body)}}`;
}
function deliveredText(record: DeliveredRecord): string {
  return `${headText(record)},"from":${quoted(record.from)},"to":${quoted(record.to)},"channel":${quoted(record.channel)},"requestId":${quoted(record.requestId)},"handled":"${record.handled}"}`;
}
function transitionText(record: TransitionRecord): string {
  return `${headText(record)},"was":${quoted(record.was)},"state":${quoted(record.state)},"ignored":${record.ignored}}`;
}
function headText(record: RunRecord): string {
  const { conversation } = record;
  const flow = conversation === null ? 'null' : quoted(conversation);
  return `{"seq":${record.seq},"atUs":${record.atUs},"kind":"${record.kind}","actor":${quoted(record.actor)},"type":${quoted(record.type)},"cause":${record.cause},"conversation":${flow}`;
}

/** Everything but printable ASCII without quote and backslash may need escaping. */
const PLAIN = /^[ !#-[\]-~]*$/;

function quoted(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
}
