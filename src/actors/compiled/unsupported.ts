/**
 * Unsupported: what the compiled engine refuses, before a machine runs.
 */

/** A machine uses something that tables cannot say. */
export class UnsupportedFeature extends Error {
  override readonly name = 'UnsupportedFeature';
  readonly machine: string;
  readonly state: string;
  readonly feature: string;

  /** @param remedy what its author can write instead */
  constructor(machine: string, state: string, feature: string, remedy: string) {
    super(
      `machine "${machine}", state "${state}": ${feature} cannot be compiled; ${remedy}, or run it on XState's own actors (--engine xstate)`,
    );
    this.machine = machine;
    this.state = state;
    this.feature = feature;
  }
}
