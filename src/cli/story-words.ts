/**
 * Story words: the titles that a scenario gives its programmes, for its story.
 */
import { nameOf } from '../machines/address.ts';
import type { Scenario } from '../sim/scenario/model.ts';
import { plainWords, type StoryWords } from '../sim/story.ts';

/** The words a scenario gives its things. */
export function wordsOf(scenario: Scenario): StoryWords {
  return {
    ...plainWords(scenario.epochUs, scenario.currency),
    programmeOf: (id) =>
      scenario.features.get(id)?.title ?? scenario.transmissions.get(nameOf(id))?.title ?? id,
    deliveryOf: (transmission, id) => deliveryTitle(scenario, transmission, id),
  };
}

/** What a scenario calls a way of delivering a transmission; its id where it does not say. */
export function deliveryTitle(scenario: Scenario, transmission: string, id: string): string {
  const { deliveries = [] } = scenario.transmissions.get(transmission)?.viewing ?? {};
  return deliveries.find((delivery) => delivery.id === id)?.title ?? id;
}
