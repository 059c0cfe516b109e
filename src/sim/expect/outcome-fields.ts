/**
 * Outcome fields: which fields the detail of each outcome can have, for patterns that look into them.
 *
 * A new outcome is a type error here until it has its line. Machines write details freely, so their
 * fields are held by a test instead.
 *
 * Law (test/sim/expect/closed-words.test.ts): no field of any outcome of a run is missing here.
 */
import type { OutcomeName } from '../../machines/effects.ts';
import type { TokenFault } from '../../machines/token.ts';
import { MODE } from './document-fields.ts';
import type { Choice, FieldShape } from './field-shape.ts';

const CLIENT = { client: 'address' } as const;
const SOURCE = { source: 'address' } as const;
const BECAUSE = { ...CLIENT, reason: 'text' } as const;
const FEATURE = { ...CLIENT, transmission: 'transmission', feature: 'feature' } as const;
const VIEWING = { ...CLIENT, transmission: 'transmission', delivery: 'text' } as const;
const AUCTION = { ...CLIENT, auction: 'text', priceMinor: 'number' } as const;
const CHARGE = { ...CLIENT, amountMinor: 'number' } as const;
const TOKEN_FAULT: Choice<TokenFault | 'not wanted'> = {
  oneOf: {
    malformed: true,
    forged: true,
    'another-client': true,
    'another-purchase': true,
    expired: true,
    replayed: true,
    'not wanted': true,
  },
};

/** The fields of the detail of each outcome; each may be absent. */
export const OUTCOME_FIELDS: Readonly<Record<OutcomeName, FieldShape>> = {
  'options.shown': { ...CLIENT, options: 'number' },
  'order.completed': { ...CLIENT, ...SOURCE, mode: MODE, amountMinor: 'number' },
  'order.voided': BECAUSE,
  'order.refused': BECAUSE,
  'order.given-up': BECAUSE,
  'feature.displayed': FEATURE,
  'feature.withdrawn': CLIENT,
  'token.refused': { ...CLIENT, reason: TOKEN_FAULT },
  'client.switched-off': CLIENT,
  'client.switched-on': CLIENT,
  'interaction.shown': { ...CLIENT, elapsedUs: 'number' },
  'interaction.failed': BECAUSE,
  'charge.captured': CHARGE,
  'charge.released': CHARGE,
  'charge.refunded': CHARGE,
  'charge.uncollected': { ...CHARGE, reason: 'text' },
  'source.out-of-order': SOURCE,
  'source.in-service': SOURCE,
  'settlement.paid': { ...SOURCE, totalMinor: 'number', items: 'number' },
  'settlement.disputed': { ...SOURCE, totalMinor: 'number', owedMinor: 'number' },
  // Names a field after each delivery: `many-commercialsMinor`.
  'schedule.shown': 'anything',
  'viewing.started': VIEWING,
  'viewing.refused': { ...VIEWING, reason: 'text' },
  'viewing.ended': { ...VIEWING, reports: 'number', positionTick: 'number' },
  'viewing.unbilled': { ...VIEWING, reason: 'text' },
  'playing.refused': { ...VIEWING, action: 'text', reason: 'text' },
  'usage.silent': BECAUSE,
  'session.rated': {
    ...VIEWING,
    chargesMinor: 'number',
    creditsMinor: 'number',
    discountsMinor: 'number',
    netMinor: 'number',
  },
  'bill.unpaid': BECAUSE,
  'auction.won': AUCTION,
  'auction.lost': AUCTION,
  'auction.unsold': { auction: 'text', transmission: 'transmission' },
  'bid.refused': BECAUSE,
  'commitment.made': { ...CLIENT, transmission: 'transmission' },
  'royalties.stated': { holder: 'text', totalMinor: 'number', works: 'number' },
  'delivery.failed': { ...CLIENT, request: 'message-type', to: 'text' },
};
