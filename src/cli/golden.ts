/**
 * Golden: writes the golden text of every shipped scenario beside it (`npm run golden`).
 *
 *     scenarios/NAME.yaml ──run──▶ scenarios/NAME.golden.txt
 *
 * To be run when a change of behaviour is meant; the difference is what there is to review.
 */
import { writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { ENGINES } from '../sim/engines.ts';
import { goldenText } from '../sim/golden.ts';
import { loadScenario } from '../sim/scenario/load.ts';
import { complain } from './complaint.ts';
import { type EngineFlag, engineOption } from './engine-flag.ts';
import { scenarioFilesIn } from './scenario-directory.ts';

new Command('golden')
  .argument('[dir]', 'the directory with the scenarios', 'scenarios')
  .addOption(engineOption())
  .action((directory: string, { engine }: EngineFlag) => {
    try {
      for (const file of scenarioFilesIn(directory)) {
        const path = file.replace(/\.yaml$/, '.golden.txt');
        writeFileSync(path, goldenText(loadScenario(file), ENGINES[engine]));
        process.stdout.write(`${path}\n`);
      }
    } catch (error) {
      process.exitCode = complain(error);
    }
  })
  .parse();
