/**
 * Cents tariff: the tariff of a case in cents form, in the native form.
 */
import type { MappingValue, Value } from '../scenario/document.ts';
import type { CentsFields, CentsSign } from './cents-fields.ts';
import {
  entriesOf,
  itemsOf,
  valueAt,
  written,
  writtenList,
  writtenMapping,
  writtenScalar,
} from './written-value.ts';

/** Ends of field names, and what they say in words. */
const PER = new Map([
  ['CentsPerSecond', ' per second'],
  ['CentsPerMin', ' per minute'],
  ['CentsPerHour', ' per hour'],
  ['CentsPerFrame', ' per frame'],
]);
/** The names that a discount of every second title and a survey get. */
const SECOND_TITLE_FREE = 'bogo';
const SURVEY = 'survey';

/** The composer's fee: how much, and how often. */
export interface ComposerFee {
  readonly at: Value['at'];
  readonly cents: string;
  readonly per: 'performance' | 'segment';
}

/** The tariff; `initial` is in the prior charges when it is not in the tariff. */
export function nativeTariff(
  fields: CentsFields,
  composer: ComposerFee | null,
  priorInitial: Value | null,
): MappingValue {
  const { at } = fields;
  const survey = fields.cents('surveyCreditCents', 'credit');
  const windowText = fields.take('responseWindow');
  const ownInitial = fields.cents('initialCents');
  const initial =
    ownInitial ??
    (priorInitial === null ? null : fields.centsOf(priorInitial, 'priorCharges', 'charge'));
  return writtenMapping(at, {
    initial,
    programming: rate(fields, 'programming', 'charge') ?? royaltyRate(fields) ?? priorRate(fields),
    subsidy: rate(fields, 'subsidy', 'credit') ?? creditRates(fields),
    'first-credit': fields.cents('firstNegativeFeeCents', 'credit'),
    review: rate(fields, 'review', 'charge'),
    pause: rate(fields, 'pause', 'charge'),
    cap: fields.cents('capCents'),
    floor: fields.cents('floorCents'),
    surveys: survey === null ? null : writtenMapping(survey.at, { [SURVEY]: survey }),
    'response-window': windowText === null ? null : responseWindow(fields, windowText),
    'fast-forward': fastForward(fields),
    premiums: premiums(fields),
    discounts: discounts(fields),
    'performance-fees': composer === null ? null : composerFee(composer),
  });
}

/** A rate by its name without the unit, which ends the field's: `programmingCentsPerMin`. */
function rate(fields: CentsFields, name: string, sign: CentsSign): Value | null {
  const rates = [...PER].map(([end, per]) => fields.cents(`${name}${end}`, sign, per));
  const [first = null, second] = rates.filter((one) => one !== null);
  if (second !== undefined) {
    fields.fail(
      name,
      second.at,
      `two units in one fee`,
      `one of ${name}CentsPerMin, ${name}CentsPerFrame`,
    );
  }
  return first;
}

/** What prior charges were made at, where nothing else is said. */
function priorRate(fields: CentsFields): Value | null {
  const prior = fields.take('priorCharges');
  return prior === null ? null : written(prior.at, '6 cents per minute');
}

/** So many times the royalties that accrue. */
function royaltyRate(fields: CentsFields): Value | null {
  const factor = fields.take('feeFactor');
  return factor === null ? null : writtenMapping(factor.at, { royalties: factor });
}

/** What each scene earns a minute, written without a minus. */
function creditRates(fields: CentsFields): Value | null {
  const credits = fields.take('creditCentsPerMin');
  if (credits === null) return null;
  const scenes = entriesOf(credits).map(([element, { value }]) => [
    element,
    fields.centsOf(value, `creditCentsPerMin.${element}`, 'charge', ' per minute'),
  ]);
  return writtenMapping(credits.at, {
    scenes: writtenMapping(credits.at, Object.fromEntries(scenes)),
  });
}

function responseWindow(fields: CentsFields, value: Value): Value | null {
  const [, seconds] = (value.kind === 'scalar' ? /(\d+) ?s\b/.exec(value.text) : null) ?? [];
  if (seconds !== undefined) return written(value.at, `${seconds}s`);
  return fields.fail('responseWindow', value.at, 'no number of seconds', 'text with "30 s" in it');
}

function fastForward(fields: CentsFields): Value | null {
  const value = fields.take('ffDuringSubsidy');
  if (value?.kind !== 'scalar') return null;
  if (value.text === 'reject') return written(value.at, 'outside-commercials');
  if (value.text === 'allow') return written(value.at, 'allowed');
  return fields.fail(
    'ffDuringSubsidy',
    value.at,
    JSON.stringify(value.text),
    '"reject" or "allow"',
  );
}

function premiums(fields: CentsFields): Value | null {
  const percent = fields.take('premiumPercent');
  if (percent === null) return null;
  const premium = writtenMapping(percent.at, { name: written(percent.at, 'pre-release'), percent });
  return writtenList(percent.at, [premium]);
}

/** `late-night 10%`, in order; and a free title in `titles` of more than one. */
function discounts(fields: CentsFields): Value | null {
  const named = itemsOf(fields.take('discounts')).flatMap((value, index) => {
    const text = value.kind === 'scalar' ? value.text : '';
    const [, name, percent] = /^(.+?) +(\d+(?:\.\d+)?%)$/.exec(text) ?? [];
    if (name === undefined || percent === undefined) {
      const field = `discounts.${index}`;
      fields.fail(field, value.at, JSON.stringify(text), 'a name and a percentage, "senior 15%"');
      return [];
    }
    return [
      writtenMapping(value.at, {
        name: written(value.at, name),
        percent: written(value.at, percent),
      }),
    ];
  });
  const titles = fields.take('titles');
  if (titles !== null) {
    named.push(
      writtenMapping(titles.at, {
        name: written(titles.at, SECOND_TITLE_FREE),
        price: written(titles.at, '0'),
        for: writtenMapping(titles.at, { 'every-nth-title': writtenScalar(titles.at, 2) }),
      }),
    );
  }
  return named.length === 0 ? null : writtenList(fields.at, named);
}

function composerFee({ at, cents, per }: ComposerFee): Value {
  const fee = writtenMapping(at, {
    composer: written(at, 'Composer A'),
    fee: written(at, `${cents} cents`),
    per: written(at, per),
  });
  return writtenList(at, [fee]);
}

/** The surveys that a case in cents form takes part in: the one that its credit is for. */
export function surveysTaken(fields: CentsFields): Value | null {
  const credit = fields.take('surveyCreditCents');
  return credit === null ? null : writtenList(credit.at, [written(credit.at, SURVEY)]);
}

/** The prior charge for the selection itself. */
export function priorInitialOf(fields: CentsFields): Value | null {
  return valueAt(fields.take('priorCharges'), 'initial');
}
