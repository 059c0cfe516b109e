/**
 * Attached hello: what the page says of an application that is none of our scenarios.
 */
import type { Hello } from '../../../src/inspector/wire.ts';

/** The greeting of an application at an address, looked at since an instant. */
export function helloOfApplication(url: string, sinceMs: number): Hello {
  const name = url.replace(/^wss?:\/\//, '');
  return {
    version: 1,
    live: false,
    sends: true,
    engine: 'XState',
    scenario: name,
    title: `Application at ${name}`,
    about: 'A running application, as it tells of itself since this page was opened.',
    seed: 0,
    scenarioHash: '',
    epochUs: sinceMs * 1_000,
    currency: '',
    media: {},
    homes: {},
    titles: {},
    files: [],
    source: '',
  };
}
