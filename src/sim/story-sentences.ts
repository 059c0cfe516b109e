/**
 * Story sentences: what is told of each type of message and outcome, in present tense.
 *
 * A type that is missing here is not told, because another record tells the same: a captured payment
 * is told by the outcome `charge.captured`, a bill by its document.
 */
import { COPY_WAITS } from '../actors/line-board.ts';
import type { OutcomeName } from '../machines/effects.ts';
import type { MessageType } from '../machines/protocol.ts';
import type { DocumentRecord, OutcomeRecord, RunRecord, SentRecord } from './record.ts';
import type { StoryWords } from './story.ts';
import {
  actor,
  because,
  clientIn,
  type Fields,
  from,
  named,
  of,
  priced,
  type Sentence,
  text,
  to,
} from './story-phrases.ts';
import { VIEWING_OUTCOMES } from './story-viewing.ts';

const MESSAGES: { readonly [T in MessageType]?: Sentence<SentRecord> } = {
  'order.accepted': (r, w) =>
    `${from(r, w)} accepts order ${of(r)} of ${to(r, w)}${priced(r.body, 'priceMinor', w)}`,
  'order.refused': (r, w) =>
    `${from(r, w)} refuses order ${of(r)} of ${to(r, w)}${because(r.body)}`,
  'order.cancel': (r, w) => `${from(r, w)} cancels order ${of(r)}`,
  'order.cancel-refused': (r, w) =>
    `${from(r, w)} does not cancel order ${of(r)}${because(r.body)}`,
  'payment.authorized': (r, w) => `${from(r, w)} authorises the payment of order ${of(r)}`,
  'payment.declined': (r, w) =>
    `${from(r, w)} declines the payment of order ${of(r)}${because(r.body)}`,
  'payment.refused': (r, w) =>
    `${from(r, w)} refuses to charge for order ${of(r)}${because(r.body)}`,
  'provision.request': (r, w) =>
    `${from(r, w)} asks ${to(r, w)} for ${programme(r.body, w)} for ${clientIn(r.body, w)}, by ${mode(r.body)}`,
  'provision.refused': (r, w) =>
    `${from(r, w)} does not provide the feature of order ${of(r)}${because(r.body)}`,
  'provision.token': (r, w) => `${from(r, w)} makes a token for order ${of(r)}`,
  'provision.revoke': (r, w) =>
    `${from(r, w)} has ${to(r, w)} take back ${programme(r.body, w)} from ${clientIn(r.body, w)}`,
  'transmission.modified': (r, w) =>
    `${from(r, w)} modifies the transmission of ${named(r.body, 'transmission', w)} for ${to(r, w)} (${named(r.body, 'feature', w)})`,
  'transmission.refused': (r, w) =>
    `${from(r, w)} does not take the modified transmission${because(r.body)}`,
  'token.deliver': (r, w) =>
    `${from(r, w)} passes the token for ${programme(r.body, w)} to ${to(r, w)}`,
  'wholesale.bill': (r, w) =>
    `${from(r, w)} bills ${to(r, w)}${priced(r.body, 'totalMinor', w)} (${text(r.body, 'number')})`,
  'wholesale.disputed': (r, w) =>
    `${from(r, w)} disputes the wholesale bill of ${to(r, w)}${because(r.body)}`,
  'billing.information': (r, w) =>
    `${from(r, w)} hands ${to(r, w)} the billing information of ${clientIn(r.body, w)}`,
};

const OUTCOMES: { readonly [T in OutcomeName]?: Sentence<OutcomeRecord> } = {
  'options.shown': (r, w) => `${actor(r, w)} sees the options`,
  'order.completed': (r) => `Order ${of(r)} is complete`,
  'order.voided': (r) => `Order ${of(r)} is void${because(r.detail)}`,
  'order.refused': (r, w) =>
    `${actor(r, w)} is told that order ${of(r)} is refused${because(r.detail)}`,
  'order.given-up': (r, w) => `${actor(r, w)} gives order ${of(r)} up${because(r.detail)}`,
  'feature.displayed': (r, w) =>
    `${actor(r, w)} displays ${programmeOr('the upgraded feature', r.detail, w)}`,
  'feature.withdrawn': (r, w) =>
    `${actor(r, w)} no longer displays ${programmeOr('the upgraded feature', r.detail, w)}`,
  'token.refused': (r, w) => `${actor(r, w)} refuses the token${because(r.detail)}`,
  'client.switched-off': (r, w) => `${actor(r, w)} is switched off`,
  'client.switched-on': (r, w) => `${actor(r, w)} is switched on`,
  'interaction.shown': (r, w) => `${actor(r, w)} shows the next screen of the interactive event`,
  'interaction.failed': (r, w) =>
    `${actor(r, w)} gets no answer from the interactive event${because(r.detail)}`,
  'charge.captured': (r, w) =>
    `${actor(r, w)} charges for order ${of(r)}${priced(r.detail, 'amountMinor', w)}`,
  'charge.released': (r, w) => `${actor(r, w)} releases what was held for order ${of(r)}`,
  'charge.refunded': (r, w) =>
    `${actor(r, w)} refunds order ${of(r)}${priced(r.detail, 'amountMinor', w)}`,
  'charge.uncollected': (r, w) =>
    `${actor(r, w)} cannot collect the charge for order ${of(r)}${because(r.detail)}`,
  'source.out-of-order': (r, w) => `${actor(r, w)} is out of order`,
  'source.in-service': (r, w) => `${actor(r, w)} is in service again`,
  'settlement.paid': (r, w) =>
    `${w.titleOf(text(r.detail, 'source'))} is paid${priced(r.detail, 'totalMinor', w)} (${of(r)})`,
  'settlement.disputed': (r, w) =>
    `The wholesale bill of ${w.titleOf(text(r.detail, 'source'))} is disputed${priced(r.detail, 'totalMinor', w)} (${of(r)})`,
  'delivery.failed': (r, w) =>
    `${actor(r, w)} gets no answer to ${text(r.detail, 'request')} from ${text(r.detail, 'to')}`,
  ...VIEWING_OUTCOMES,
};

/**
 * What is told of a record, without its time; null when it is not told.
 *
 * @param times how often it happened, where it stands for all that were like it
 */
export function sentenceFor(record: RunRecord, words: StoryWords, times = 1): string | null {
  switch (record.kind) {
    case 'stimulus':
      return sentence(record.text);
    case 'sent': {
      const say = record.attempt === 1 ? sayingOf(MESSAGES, record.type) : null;
      return say === null ? null : sentence(say(record, words));
    }
    case 'delivered':
      if (record.handled !== 'conflict') return null;
      return sentence(
        `${to(record, words)} refuses ${record.type} from ${from(record, words)}: its request id came before with other content`,
      );
    case 'lost':
      if (record.reason === COPY_WAITS) return null;
      return sentence(
        `${record.type} from ${from(record, words)} to ${to(record, words)} is lost${times === 1 ? '' : ` ${times} times`}: ${record.reason}`,
      );
    case 'outcome': {
      const say = sayingOf(OUTCOMES, record.type);
      return say === null ? null : sentence(say(record, words));
    }
    case 'document':
      return documentSentence(record, words);
    case 'failure':
      return `FAILURE in ${record.actor}: ${record.text}`;
    default:
      return null;
  }
}

/** Bills are told; a settlement statement is told by its payment. */
function documentSentence(record: DocumentRecord, words: StoryWords): string | null {
  const { body, number } = record;
  if (record.type !== 'bill' && record.type !== 'credit-note') return null;
  const lineCount = Array.isArray(body.lines) ? body.lines.length : 0;
  const lines = `${lineCount} ${lineCount === 1 ? 'line' : 'lines'}`;
  const due = priced(body, 'dueMinor', words);
  const what = record.type === 'bill' ? 'bills' : 'credits';
  const subscriber = words.titleOf(text(body, 'subscriber'));
  const issuer = words.titleOf(text(body, 'issuer'));
  return sentence(
    `${issuer} ${what} ${subscriber}${due}, ${lines}${accountCredit(body, words)} (${number})`,
  );
}

/** `, which leaves 0.25 USD of account credit`, where there is some. */
function accountCredit(bill: Fields, words: StoryWords): string {
  const { accountCreditAfterMinor: minor } = bill;
  if (typeof minor !== 'number' || minor === 0) return '';
  return `, which leaves ${words.money(minor)} of account credit`;
}

function sayingOf<R>(
  sayings: Readonly<Record<string, Sentence<R> | undefined>>,
  type: string,
): Sentence<R> | null {
  return Object.hasOwn(sayings, type) ? (sayings[type] ?? null) : null;
}

/** A name keeps its small letter (`alice selects ...`); `the server` at the beginning does not. */
function sentence(words: string): string {
  return words.startsWith('the ') ? `T${words.slice(1)}` : words;
}

function mode(fields: Fields): string {
  return text(fields, 'mode');
}

function programme(fields: Fields, words: StoryWords): string {
  return `${named(fields, 'feature', words)} on ${named(fields, 'transmission', words)}`;
}

function programmeOr(otherwise: string, fields: Fields, words: StoryWords): string {
  return fields.feature === undefined ? otherwise : programme(fields, words);
}
