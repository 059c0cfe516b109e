/**
 * `headend trace export FILE`: a part of a recorded run as a sequence diagram for other tools.
 */
import { writeFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { civilClock } from '../sim/clock-text.ts';
import { readRecordFile } from '../sim/record-file.ts';
import { DiagramTooLarge, mermaidDiagram, plantUmlDiagram } from '../sim/trace/diagram.ts';
import { UnusableRequest } from './complaint.ts';
import { printLines } from './output.ts';
import { requireReplaceable } from './output-file.ts';
import { endingNote } from './trace-note.ts';
import { addSelectionOptions, type SelectionFlags, selectionOf } from './trace-selection.ts';

interface ExportFlags extends SelectionFlags {
  readonly format: 'mermaid' | 'plantuml';
  readonly output?: string;
}

const DRAW = { mermaid: mermaidDiagram, plantuml: plantUmlDiagram } as const;
/** How the diagrams of each language begin, by which an older one is known. */
const BEGINNING = { mermaid: 'sequenceDiagram\n', plantuml: '@startuml\n' } as const;

/** `headend trace export`, ready to be added to a program. */
export function traceExportCommand(): Command {
  const format = new Option('--format <name>', 'the language of the diagram')
    .choices(Object.keys(DRAW))
    .default('mermaid');
  const command = new Command('export')
    .description('a part of a recorded run as a sequence diagram')
    .argument('<file>', 'a file that `headend run --trace` wrote')
    .addOption(format);
  return addSelectionOptions(command)
    .option('--output <file>', 'write the diagram to this file')
    .addHelpText(
      'after',
      `
Example:
  headend trace export night.ndjson --of alice-1 --output alice.mmd`,
    )
    .action(exportDiagram);
}

async function exportDiagram(path: string, flags: ExportFlags): Promise<void> {
  const { format, output } = flags;
  if (output !== undefined) requireReplaceable(output, [path], BEGINNING[format]);
  const file = readRecordFile(path);
  const { records } = selectionOf(file, flags);
  const diagram = drawn(path, () => DRAW[format](records, civilClock(file.header.epochUs)));
  if (output === undefined) await printLines([diagram.trimEnd()]);
  else write(output, diagram);
  const note = endingNote(path, file);
  if (note !== null) process.stderr.write(`${note}\n`);
}

function drawn(path: string, draw: () => string): string {
  try {
    return draw();
  } catch (error) {
    if (!(error instanceof DiagramTooLarge)) throw error;
    throw new UnusableRequest(
      `${path}: ${error.message}. The options are --with, --of, --type, --from and --until.`,
    );
  }
}

function write(path: string, diagram: string): void {
  try {
    writeFileSync(path, diagram);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UnusableRequest(
      `--output ${path}: the diagram cannot be written: ${reason}. Name a file in a folder that exists and may be written to.`,
    );
  }
}
