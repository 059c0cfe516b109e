#!/usr/bin/env node
/**
 * The command line: `headend COMMAND`, one small file a command.
 *
 * Exit codes: 0 everything expected holds, 1 something does not, 2 the input cannot be used; 70 when
 * Headend itself failed, with the stack to report.
 */
import { Command, CommanderError } from 'commander';
import { benchCommand } from './bench.ts';
import { complain } from './complaint.ts';
import { conformanceCommand } from './conformance.ts';
import { inspectCommand } from './inspect.ts';
import { VERSION } from './program.ts';
import { rateCommand } from './rate.ts';
import { recordsCommand } from './records.ts';
import { runCommand } from './run.ts';
import { traceCommand } from './trace.ts';

const program = new Command('headend')
  .description('A deterministic simulation of a whole media provider network.')
  .version(VERSION)
  .addCommand(runCommand())
  .addCommand(inspectCommand())
  .addCommand(conformanceCommand())
  .addCommand(recordsCommand())
  .addCommand(rateCommand())
  .addCommand(traceCommand())
  .addCommand(benchCommand())
  .showHelpAfterError('(headend --help shows what there is)')
  .addHelpText(
    'after',
    `
Examples:
  headend run scenarios/flagship.yaml          a Saturday night on six media
  headend run FILE --seed 7 --trace run.ndjson with another seed, keeping every record
  headend trace show run.ndjson --of alice-1   one order, message by message
  headend records --data DIR                   what subscribers played in the runs kept there
  headend rate FILE                            what sessions cost, line by line, without a network
  headend conformance                          every claim, and the scenario that shows it
  headend bench --quick                        how fast it is on this machine

Exit codes: 0 everything expected holds, 1 something does not, 2 the input cannot be used.`,
  );

// A command's own help and errors end the way the program's do, with the exit code for bad input.
for (const command of [
  program,
  ...program.commands,
  ...program.commands.flatMap((c) => c.commands),
]) {
  command.exitOverride();
}
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
  throw error;
});

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode =
    error instanceof CommanderError ? (error.exitCode === 0 ? 0 : 2) : complain(error);
}
