/**
 * Unpack: what a page carries, from base64 and gzip to what it says.
 */
import type { Packed } from '../../../src/inspector/offline-run.ts';

/** What was packed; the caller knows of which type it is. */
export async function unpacked({ coding, text }: Packed): Promise<unknown> {
  if (coding === 'json') return JSON.parse(text);
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let index = 0; index < letters.length; index += 1) bytes[index] = letters.charCodeAt(index);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return JSON.parse(await new Response(stream).text());
}
