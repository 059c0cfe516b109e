/**
 * Unexpected: what the yardstick does when something goes another way than well.
 *
 * It asks the same questions as the machines do, so that it does the same work, but it was written
 * for purchases that go well: to any other answer it says so and stops.
 */
export function unexpected(what: string): never {
  throw new Error(`the plain network knows no way on from here: ${what}`);
}
