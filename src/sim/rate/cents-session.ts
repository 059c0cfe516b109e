/**
 * Cents session: what was played in a case in cents form, in the native form.
 *
 *     priorCharges: { interval1: 120 }     interval-1 of 1200 s before the timeline, at 6 cents a minute
 *     responses: [{ id, t }]               the timeline is a commercial that needs a response
 *     composer: fixed-10                   Composer A wrote Soundtrack A, which is all that is heard
 */
import { add, divide, formatRatio, parseRatio, type Ratio, ratio } from '../../billing/ratio.ts';
import type { MappingValue, Value } from '../scenario/document.ts';
import type { CentsFields } from './cents-fields.ts';
import { type ComposerFee, nativeTariff, priorInitialOf, surveysTaken } from './cents-tariff.ts';
import {
  entriesOf,
  itemsOf,
  shifted,
  textOf,
  valueAt,
  withEntries,
  written,
  writtenList,
  writtenMapping,
} from './written-value.ts';

/** Royalties by the minute where a case has a cast and does not say what they are. */
const ROYALTIES: Readonly<Record<string, string>> = {
  'Actor A': '3',
  'Actor B': '2',
  'Actor C': '4',
  'Actor D': '2',
  'Actor E': '3',
  'Singer A': '6',
  'Singer B': '5',
};
/** What prior charges were made at: a tenth of a cent a second. */
const PRIOR_RATE = ratio(1, 10);
const TITLES_MAX = 1_000;
const SOUNDTRACK = 'Soundtrack A';

/** The case without its name: tariff, timeline, what was played. */
export function nativeSession(fields: CentsFields): MappingValue {
  const { at } = fields;
  const composer = composerFeeOf(fields);
  const prior = priorElements(fields);
  const tariff = nativeTariff(fields, composer, priorInitialOf(fields));
  const rights = rightsOf(fields, composer);
  const timeline = timelineOf(fields, prior, composer !== null);
  const played = {
    events: eventsOf(fields, prior),
    usage: fields.take('usage'),
    surveys: surveysTaken(fields),
  };
  const auction = auctionOf(fields);
  const native = writtenMapping(at, {
    tariff,
    timeline,
    rights,
    cast: fields.take('cast'),
    'frames-per-second': fields.take('fps'),
    auction,
    sessions: titlesOf(fields),
    ...played,
  });
  fields.checkAllRead();
  checkEnough(fields, tariff, timeline, played.events ?? played.usage, auction);
  return native;
}

/** Says in one mistake what is missing. */
function checkEnough(
  fields: CentsFields,
  tariff: MappingValue,
  timeline: Value | null,
  played: Value | null,
  auction: Value | null,
): void {
  const hasRate = tariff.entries.has('programming') || tariff.entries.has('subsidy');
  const missing = [
    ...(timeline === null ? ['"timeline" (its elements)'] : []),
    ...(played === null ? ['"events" (what the viewer did)'] : []),
    ...(hasRate || auction !== null ? [] : ['a rate such as "programmingCentsPerMin"']),
    ...(tariff.entries.has('subsidy') || auction === null ? [] : ['"subsidyCentsPerMin"']),
  ];
  if (missing.length === 0) return;
  fields.failAsWhole('too little to rate', `also ${missing.join(', ')}`);
}

/** Elements for what was charged before the timeline begins, from 0 on, and how long they are. */
function priorElements(fields: CentsFields): { elements: readonly Value[]; seconds: Ratio } {
  const elements: Value[] = [];
  let seconds = ratio(0);
  for (const [name, { value }] of entriesOf(fields.take('priorCharges'))) {
    const cents = parseRatio(textOf(value) ?? '');
    if (name === 'initial' || cents === null || cents.n <= 0n) continue;
    seconds = add(seconds, divide(cents, PRIOR_RATE));
    elements.push(
      writtenMapping(value.at, {
        id: written(value.at, name.replace(/(?<=[a-z])(?=\d)/, '-')),
        end: written(value.at, formatRatio(seconds)),
      }),
    );
  }
  return { elements, seconds };
}

function timelineOf(
  fields: CentsFields,
  prior: ReturnType<typeof priorElements>,
  hasSoundtrack: boolean,
): Value | null {
  const timeline = fields.take('timeline');
  if (timeline?.kind !== 'list') return timeline;
  const needsResponse = fields.take('responses') !== null;
  const elements = timeline.items.map((item) => {
    const more: Record<string, Value> = {};
    if (hasSoundtrack) more.works = writtenList(item.at, [written(item.at, SOUNDTRACK)]);
    if (needsResponse && textOf(valueAt(item, 'kind')) === 'subsidy') {
      more.part = written(item.at, 'commercial-1');
      more.response = written(item.at, 'required');
    }
    return withEntries(shifted(item, ['start', 'end'], prior.seconds), more);
  });
  return writtenList(timeline.at, [...prior.elements, ...elements]);
}

/** The events, later by what came before; and the responses as events. */
function eventsOf(fields: CentsFields, prior: ReturnType<typeof priorElements>): Value | null {
  const events = fields.take('events');
  if (events?.kind !== 'list') return events;
  const moved = events.items.map((item, index) =>
    shifted(item, index === 0 ? ['to'] : ['t', 'to'], prior.seconds),
  );
  const responses = itemsOf(fields.take('responses')).map((item) =>
    withEntries(shifted(item, ['t'], prior.seconds), { type: written(item.at, 'RESPOND') }),
  );
  const timeIn = (item: Value) => Number(textOf(valueAt(item, 't')) ?? 0);
  const all =
    responses.length === 0 ? moved : [...moved, ...responses].sort((a, b) => timeIn(a) - timeIn(b));
  return writtenList(events.at, all);
}

function composerFeeOf(fields: CentsFields): ComposerFee | null {
  const value = fields.take('composer');
  if (value?.kind !== 'scalar') return null;
  const [, how, cents] = /^(fixed|per-segment)-(\d+(?:\.\d+)?)$/.exec(value.text) ?? [];
  if (how === undefined || cents === undefined) {
    const expected = '"fixed-10" or "per-segment-10" (cents)';
    return fields.fail('composer', value.at, JSON.stringify(value.text), expected);
  }
  return { at: value.at, cents, per: how === 'fixed' ? 'performance' : 'segment' };
}

/** Who performs gets royalties by time; the composer a fixed sum. */
function rightsOf(fields: CentsFields, composer: ComposerFee | null): Value | null {
  const { at } = fields;
  const given = fields.take('royaltyCentsPerMin');
  const cast = entriesOf(fields.take('cast')).flatMap(([, { value }]) =>
    itemsOf(value).flatMap((one) => (one.kind === 'scalar' ? [one.text] : [])),
  );
  const rates = entriesOf(given).map(([holder, { value }]) => ({
    holder: written(value.at, holder),
    rate: fields.centsOf(value, `royaltyCentsPerMin.${holder}`, 'charge', ' per minute'),
  }));
  if (given === null) {
    for (const holder of new Set(cast)) {
      const cents = ROYALTIES[holder];
      if (cents === undefined) continue;
      rates.push({ holder: written(at, holder), rate: written(at, `${cents} cents per minute`) });
    }
  }
  const rights: Value[] = rates.map((right) => writtenMapping(right.holder.at, right));
  if (composer !== null) {
    rights.push(
      writtenMapping(composer.at, {
        holder: written(composer.at, 'Composer A'),
        work: written(composer.at, SOUNDTRACK),
        fixed: written(composer.at, `${composer.cents} cents`),
        per: written(composer.at, composer.per),
      }),
    );
  }
  return rights.length === 0 ? null : writtenList(at, rights);
}

function auctionOf(fields: CentsFields): Value | null {
  const bids = fields.take('bids');
  const rule = fields.take('rule');
  const reserve = fields.cents('reserveCents');
  if (bids === null) return null;
  const [ruleText = 'first-price'] = /^(?:first|second)-price/.exec(textOf(rule) ?? '') ?? [];
  const items = itemsOf(bids).map((item, index) => {
    const cents = valueAt(item, 'cents');
    return writtenMapping(item.at, {
      bidder: valueAt(item, 'who'),
      amount: cents === null ? null : fields.centsOf(cents, `bids.${index}.cents`, 'charge'),
      sequence: valueAt(item, 'seq'),
    });
  });
  return writtenMapping(bids.at, {
    rule: written(rule?.at ?? bids.at, ruleText),
    reserve: reserve ?? written(bids.at, '0 cents'),
    bids: writtenList(bids.at, items),
  });
}

/** As many sessions as there are titles, all alike. */
function titlesOf(fields: CentsFields): Value | null {
  const titles = fields.take('titles');
  if (titles?.kind !== 'scalar') return null;
  const count = Number(titles.text);
  if (!Number.isInteger(count) || count < 1 || count > TITLES_MAX) {
    return fields.fail('titles', titles.at, titles.text, `a whole number from 1 to ${TITLES_MAX}`);
  }
  const ids = Array.from({ length: count }, (_, index) => written(titles.at, `t${index + 1}`));
  return writtenList(
    titles.at,
    ids.map((id) => writtenMapping(titles.at, { id })),
  );
}
