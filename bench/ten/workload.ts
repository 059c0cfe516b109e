/**
 * W2 plain, a purchase in ten messages: the published workload, without any of the real protocol.
 *
 *     client --select--> server --authorize--> billing --authorized--> server --provision--> source
 *     even source:  --source token--> server --token--> client
 *     odd source:   --modified transmission--> client, and the server sends the token at once
 *     client --received--> server --capture--> billing --notice--> source
 *                                                      --bill--> client, which thinks again, or is done
 *
 * Every message takes an exponential time of mean 20 ms, drawn when it is sent; a client thinks for an
 * exponential time of mean 60 s, drawn when it begins to. All draws come from one mulberry32, in the
 * order of the events, so that programs that keep time alike end at the same instant.
 *
 * Units: virtual milliseconds, minor units.
 */

export const SEED = 12_345;
export const SOURCES = 6;
export const PURCHASES = 10;
export const LATENCY_MS = 20;
export const THINK_MS = 60_000;
/** Messages in one purchase; thoughts are none. */
export const MESSAGES = 10;

/** What a purchase from a source costs. */
export function priceMinor(source: number): number {
  return 100 + 10 * source;
}
/** Which source the `n`-th purchase of a client is from. */
export function sourceOf(client: number, n: number): number {
  return (client + n) % SOURCES;
}

/** What a program did. */
export interface TenResult {
  readonly completed: number;
  readonly messages: number;
  readonly errors: number;
  readonly billedMinor: number;
  readonly settledMinor: number;
  /** When the last event was. */
  readonly finalMs: number;
}
/** A program that is ready to run. */
export interface TenProgram {
  run(): TenResult;
}

/** The published final instants in milliseconds, by number of clients, to nine decimals. */
const FINAL_MS: ReadonlyMap<number, string> = new Map([
  [1_000, '1493436.349339902'],
  [10_000, '1639603.271562895'],
  [100_000, '1831181.885558906'],
]);

/**
 * Checks that a program did the work.
 *
 * @param keepsFractions whether it keeps time in fractions, as the published programs do
 * @throws {Error} when it did not
 */
export function checkTen(clients: number, result: TenResult, keepsFractions: boolean): void {
  const { completed, messages, errors, billedMinor, settledMinor, finalMs } = result;
  const orders = clients * PURCHASES;
  let totalMinor = 0;
  for (let client = 0; client < clients; client += 1) {
    for (let n = 0; n < PURCHASES; n += 1) totalMinor += priceMinor(sourceOf(client, n));
  }
  const wrong = [
    completed !== orders && `${completed} of ${orders} purchases`,
    messages !== orders * MESSAGES && `${messages} of ${orders * MESSAGES} messages`,
    errors !== 0 && `${errors} messages that nobody expected`,
    billedMinor !== totalMinor && `billed ${billedMinor}, not ${totalMinor}`,
    settledMinor !== totalMinor && `settled ${settledMinor}, not ${totalMinor}`,
    keepsFractions && !endsAt(clients, finalMs) && `the last event at ${finalMs} ms`,
  ].filter((fault) => fault !== false);
  if (wrong.length > 0) throw new Error(`ten messages, ${clients} clients: ${wrong.join('; ')}`);
}

/** Whether that is when it ends; sizes that were not published end whenever they do. */
function endsAt(clients: number, finalMs: number): boolean {
  const publishedMs = FINAL_MS.get(clients);
  return publishedMs === undefined || publishedMs === finalMs.toFixed(9);
}
