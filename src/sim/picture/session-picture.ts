/**
 * Session picture: how the money of a session of a run accrued, as a picture of it (Bq, fig. 1A).
 */
import { invariant } from '../../billing/invariant.ts';
import { accrue } from '../../billing/rating/accrual.ts';
import type { Scenario } from '../scenario/model.ts';
import type { ViewedSession } from '../viewed-sessions.ts';
import type { AccrualPicture } from './picture.ts';

/** The decimals of a scenario's currency. */
const SCALE = 2;

/** What a picture of the session shows: `The Night Film, with three commercials (stella-viewing-1)`. */
export function sessionPicture(scenario: Scenario, viewed: ViewedSession): AccrualPicture {
  const { session, facts, segments, pauses, answered } = viewed;
  const transmission = scenario.transmissions.get(viewed.transmission);
  const delivery = transmission?.viewing?.deliveries.find(({ id }) => id === viewed.delivery);
  invariant(
    transmission !== undefined && delivery !== undefined,
    `${session} is of a delivery on offer, but the scenario has no ${viewed.transmission} ${viewed.delivery}`,
  );
  const { timeline, tariff } = delivery;
  return {
    title: `${transmission.title}, ${delivery.title} (${session})`,
    timeline,
    accrual: accrue(tariff, timeline, segments, pauses, facts, answered),
    startedCivilUs: facts.startedCivilUs,
    currency: scenario.currency,
    scale: SCALE,
  };
}
