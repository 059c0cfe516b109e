/**
 * Rating fault: a tariff, a timeline and a session's usage that do not fit each other.
 *
 * All three come from outside (a scenario, a rate file, another system's usage records), so this is
 * an operating error: it says what does not fit, where, and what to do about it.
 */

/** What was asked cannot be rated. */
export class RatingFault extends Error {
  override readonly name = 'RatingFault';

  /** What whoever wrote the tariff, the timeline or the usage can do. */
  readonly remedy: string;

  constructor(sentence: string, remedy: string) {
    super(`${sentence}; ${remedy}`);
    this.remedy = remedy;
  }
}
