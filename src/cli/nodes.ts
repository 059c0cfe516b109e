/**
 * Compares Node versions (run by `npm run test:nodes`): scenarios must give the same fingerprint on each.
 *
 *     npm run test:nodes                      every scenario, some ten minutes
 *     npm run test:nodes -- flagship gone     these; --engine xstate on the other engine
 *
 *     this Node, and the majors below from the npm package `node`, each run every scenario
 *
 * The other versions are installed into a folder of their own under the system's temporary folder;
 * without a registry to take them from, that is said and the exit code is 2.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { type EngineFlag, engineOption } from './engine-flag.ts';

const OTHERS = ['20.19.5', '22.23.3', '24.9.0'];
const main = fileURLToPath(new URL('./main.js', import.meta.url));
const scenarios = fileURLToPath(new URL('../../scenarios/', import.meta.url));

/** The scenarios to compare; all where none is named. */
const command = new Command('nodes').argument('[scenarios...]').addOption(engineOption()).parse();
const asked = command.args;
const { engine } = command.opts<EngineFlag>();
const files = readdirSync(scenarios)
  .filter((name) => name.endsWith('.yaml'))
  .filter((name) => asked.length === 0 || asked.includes(name.replace('.yaml', '')))
  .sort();
const others = OTHERS.map((version) => ({ version, node: installed(version) }));
let differing = 0;
for (const file of files) {
  const expected = fingerprint(process.execPath, file);
  const found = others.map(({ version, node }) => ({ version, hex: fingerprint(node, file) }));
  const wrong = found.filter(({ hex }) => hex !== expected);
  differing += wrong.length;
  const verdict =
    wrong.length === 0 ? 'same' : `DIFFERS on ${wrong.map((w) => w.version).join(', ')}`;
  process.stdout.write(`${file.padEnd(40)} ${expected.slice(0, 16)}  ${verdict}\n`);
}
process.stdout.write(
  `${files.length} scenarios on Node ${process.version}, ${OTHERS.map((v) => `v${v}`).join(', ')}: ${differing === 0 ? 'all the same' : `${differing} differ`}\n`,
);
process.exitCode = differing === 0 ? 0 : 1;

/** The path of a Node of that version, installed once. */
function installed(version: string): string {
  const folder = join(tmpdir(), `headend-node-${version}`);
  const node = join(folder, 'node_modules', 'node', 'bin', 'node');
  if (existsSync(node)) return node;
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync('npm', ['install', '--no-save', '--prefix', folder, `node@${version}`], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  } catch (error) {
    process.stderr.write(`Node ${version} cannot be installed from the npm registry: ${error}\n`);
    process.exit(2);
  }
  return node;
}

function fingerprint(node: string, file: string): string {
  const arguments_ = [main, 'run', join(scenarios, file), '--json', '--engine', engine];
  const json = execFileSync(node, arguments_, { encoding: 'utf8', maxBuffer: 1 << 30 });
  return (JSON.parse(json) as { readonly fingerprint: string }).fingerprint;
}
