/**
 * `headend inspect [FILE]`: steps through a scenario in a browser, forwards and back.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { Desk } from '../inspector/desk.ts';
import { type Listening, serve } from '../inspector/server.ts';
import { UnusableRequest } from './complaint.ts';
import { collected, wholeNumber } from './flag.ts';
import { scenarioFilesIn } from './scenario-directory.ts';

interface InspectFlags {
  readonly host: string;
  readonly port: number;
  readonly seed?: number;
  readonly set: readonly string[];
}
const FLAGSHIP = 'scenarios/flagship.yaml';
/** The page as it was built, beside the compiled program. */
const PAGE = fileURLToPath(new URL('../../web/dist', import.meta.url));

/** `headend inspect`, ready to be added to a program. */
export function inspectCommand(): Command {
  return new Command('inspect')
    .description('step through a scenario in a browser, forwards and back')
    .argument('[file]', 'a scenario file', FLAGSHIP)
    .option('--port <n>', 'listen on this port instead of any free one', wholeNumber, 0)
    .option('--host <address>', 'listen on this address instead of loopback', '127.0.0.1')
    .option('--seed <n>', 'run with this seed instead of the one in the file', wholeNumber)
    .option('--set <path=value>', 'change one value of the file', collected, [])
    .addHelpText(
      'after',
      `
Example:
  headend inspect scenarios/flagship.yaml --port 4000`,
    )
    .action(inspect);
}

async function inspect(file: string, flags: InspectFlags): Promise<void> {
  const server = await inspector(file, flags);
  process.stdout.write(`The inspector of ${file} is at ${server.url}\nCtrl-C stops it.\n`);
}

/** Serves the inspector of a scenario until the program ends. */
export async function inspector(
  file: string,
  { host, port, seed, set }: InspectFlags,
): Promise<Listening> {
  if (!existsSync(PAGE)) {
    throw new UnusableRequest('the inspector page is not built; run "npm run build" once');
  }
  const seeded = seed === undefined ? {} : { seed };
  const files = scenarioFilesIn('scenarios');
  const desk = new Desk(file, { ...seeded, set, files, engineName: 'XState' });
  return serve(desk, { host, port, page: PAGE });
}
