/**
 * Program: which Headend this is.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { byCodeUnit } from '../billing/code-unit-order.ts';

const MANIFEST = new URL('../../package.json', import.meta.url);
const PARTS = fileURLToPath(new URL('..', import.meta.url));
/** The parts that decide what a run does. */
const DECIDING = ['actors', 'billing', 'machines', 'sim'];

/** As in its manifest: `0.1.0`. */
export const VERSION: string = manifest().version;

/**
 * SHA-256 over the code that decides what a run does, and the versions of what it is built on.
 *
 * Two programs of one version differ in it when somebody changed a machine in between.
 */
export function programDigest(): string {
  const hash = createHash('sha256').update(JSON.stringify(manifest().dependencies));
  for (const part of DECIDING) {
    const names = readdirSync(join(PARTS, part), { recursive: true, encoding: 'utf8' });
    const modules = names.filter((name) => /(?<!\.d)\.[jt]s$/.test(name));
    for (const name of modules.sort(byCodeUnit)) {
      hash.update(`${part}/${name}\n`).update(readFileSync(join(PARTS, part, name)));
    }
  }
  return hash.digest('hex');
}

function manifest() {
  return JSON.parse(readFileSync(MANIFEST, 'utf8')) as {
    readonly version: string;
    readonly dependencies: Readonly<Record<string, string>>;
  };
}
