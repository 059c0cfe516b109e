/**
 * `headend inspect [FILE]`: steps through a scenario in a browser, forwards and back.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { Desk } from '../inspector/desk.ts';
import { OFFLINE_PAGE, OFFLINE_START } from '../inspector/offline.ts';
import { type Listening, serve } from '../inspector/server.ts';
import { xstateFeed } from '../inspector/xstate-feed.ts';
import { ENGINES } from '../sim/engines.ts';
import { UnusableRequest } from './complaint.ts';
import { ENGINE_TITLES, type EngineFlag, engineOption } from './engine-flag.ts';
import { collected, wholeNumber } from './flag.ts';
import { requireReplaceable } from './output-file.ts';
import { scenarioFilesIn } from './scenario-directory.ts';

interface InspectFlags extends EngineFlag {
  readonly host: string;
  readonly port: number;
  readonly seed?: number;
  readonly set: readonly string[];
  readonly export?: string;
}
/** What can be picked in the page, where one is in a folder that has it. */
const SCENARIOS = 'scenarios';
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
    .addOption(engineOption())
    .option('--export <file>', 'write the whole run as one HTML file that opens offline')
    .addHelpText(
      'after',
      `
Example:
  headend inspect scenarios/flagship.yaml --port 4000
  headend inspect scenarios/flagship.yaml --export run.html`,
    )
    .action(inspect);
}

async function inspect(file: string, flags: InspectFlags): Promise<void> {
  if (flags.export !== undefined) {
    await exportRun(file, flags.export, flags);
    return;
  }
  const server = await inspector(file, flags);
  process.stdout.write(`The inspector of ${file} is at ${server.url}\nCtrl-C stops it.\n`);
}

/** Runs a scenario to its end, and writes the run as a page that needs no server. */
async function exportRun(file: string, output: string, flags: InspectFlags): Promise<void> {
  if (!existsSync(OFFLINE_PAGE)) {
    throw new UnusableRequest('the inspector page is not built; run "npm run build" once');
  }
  requireReplaceable(output, [file], OFFLINE_START);
  const desk = deskFor(file, flags);
  await desk.ask({ do: 'goto', seq: Number.MAX_SAFE_INTEGER });
  const { text } = await desk.ask<'export'>({ do: 'export', as: 'html', seqs: [] });
  try {
    writeFileSync(output, text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UnusableRequest(`--export ${output}: the file cannot be written: ${reason}.`);
  }
  process.stdout.write(`The run of ${file} is in ${output}; open it in a browser.\n`);
}

/** Serves the inspector of a scenario until the program ends. */
export async function inspector(file: string, flags: InspectFlags): Promise<Listening> {
  if (!existsSync(PAGE)) {
    throw new UnusableRequest('the inspector page is not built; run "npm run build" once');
  }
  const { host, port } = flags;
  const desk = deskFor(file, flags);
  return serve(desk, { host, port, page: PAGE, others: { '/xstate': xstateFeed(desk) } });
}

function deskFor(file: string, { seed, set, engine }: InspectFlags): Desk {
  const seeded = seed === undefined ? {} : { seed };
  const files = existsSync(SCENARIOS) ? scenarioFilesIn(SCENARIOS) : [];
  return new Desk(file, {
    ...seeded,
    set,
    files,
    engine: ENGINES[engine],
    engineName: ENGINE_TITLES[engine],
  });
}
