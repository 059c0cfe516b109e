/** Answer: how a matcher answers the test framework. */
export interface Answer {
  readonly pass: boolean;
  readonly message: () => string;
}
