/**
 * Golden: writes the golden text of every shipped scenario beside it (`npm run golden`).
 *
 *     scenarios/NAME.yaml ──run──▶ scenarios/NAME.golden.txt
 *
 * To be run when a change of behaviour is meant; the difference is what there is to review.
 */
import { writeFileSync } from 'node:fs';
import { goldenText } from '../sim/golden.ts';
import { loadScenario } from '../sim/scenario/load.ts';
import { complain } from './complaint.ts';
import { scenarioFilesIn } from './scenario-directory.ts';

try {
  for (const file of scenarioFilesIn(process.argv[2] ?? 'scenarios')) {
    const path = file.replace(/\.yaml$/, '.golden.txt');
    writeFileSync(path, goldenText(loadScenario(file)));
    process.stdout.write(`${path}\n`);
  }
} catch (error) {
  process.exitCode = complain(error);
}
