/**
 * `headend trace`: looks into the records that a run left in a file.
 */
import { Command } from 'commander';
import { traceDiffCommand } from './trace-diff.ts';
import { traceExportCommand } from './trace-export.ts';
import { traceShowCommand } from './trace-show.ts';

/** `headend trace`, with its own commands, ready to be added to a program. */
export function traceCommand(): Command {
  return new Command('trace')
    .description('look into a recorded run: show, compare and draw it')
    .addCommand(traceShowCommand())
    .addCommand(traceDiffCommand())
    .addCommand(traceExportCommand())
    .addHelpText(
      'after',
      `
Examples:
  headend run scenarios/flagship.yaml --trace night.ndjson     records a run
  headend trace show night.ndjson --with alice --type 'payment.*'
  headend trace diff night.ndjson other.ndjson
  headend trace export night.ndjson --of alice-1 --format mermaid`,
    );
}
