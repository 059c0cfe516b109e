/**
 * Doc blocks: what a document of the project shows that can be executed.
 *
 *     ```sh                     each line that begins with `npx headend` or `npm start`;
 *     npx headend run x.yaml    `# exit 1` at its end says the exit code, else it is 0
 *     ```
 *     <!-- run -->              the yaml or ts block after the mark; between them only blank lines
 *     ```yaml
 */

/** A piece of a document that must work; `line` counts from 1. */
export type DocBlock =
  | {
      readonly kind: 'command';
      readonly line: number;
      readonly text: string;
      readonly exit: number;
    }
  | { readonly kind: 'yaml' | 'ts'; readonly line: number; readonly text: string };

const COMMAND = /^(?:npx headend|npm start)(?=\s|$)/;
const EXIT = /\s+# exit (\d+)\b.*$/;
const MARK = '<!-- run -->';

/**
 * The blocks of a document, in order.
 *
 * @throws {Error} for a mark that no yaml or ts block follows, and for a fence that is not closed:
 *   both would leave something out in silence
 */
export function blocksIn(name: string, document: string): readonly DocBlock[] {
  const blocks: DocBlock[] = [];
  const lines = document.split('\n');
  let markedAt: number | null = null;
  for (let index = 0; index < lines.length; index += 1) {
    const text = lines[index]?.trim() ?? '';
    const fence = /^(`{3,})(\w*)/.exec(text);
    if (text === MARK) markedAt = index + 1;
    if (fence === null) {
      if (text !== '' && text !== MARK) requireNoMark(name, markedAt);
      continue;
    }
    const [, ticks = '', language = ''] = fence;
    const end = lines.findIndex((line, at) => at > index && line.trim() === ticks);
    if (end < 0) throw new Error(`${name}:${index + 1}: the block is not closed`);
    const body = lines.slice(index + 1, end);
    if (language === 'sh') blocks.push(...commandsIn(body, index + 2));
    if (markedAt !== null && (language === 'yaml' || language === 'ts')) {
      blocks.push({ kind: language, line: index + 2, text: `${body.join('\n')}\n` });
      markedAt = null;
    }
    requireNoMark(name, markedAt);
    index = end;
  }
  requireNoMark(name, markedAt);
  return blocks;
}

function commandsIn(body: readonly string[], firstLine: number): readonly DocBlock[] {
  return body.flatMap((line, index): readonly DocBlock[] => {
    const text = line.trim().replace(/^\$ /, '');
    if (!COMMAND.test(text)) return [];
    const exit = Number(EXIT.exec(text)?.[1] ?? 0);
    return [{ kind: 'command', line: firstLine + index, text: text.replace(EXIT, ''), exit }];
  });
}

function requireNoMark(name: string, markedAt: number | null): void {
  if (markedAt !== null)
    throw new Error(`${name}:${markedAt}: no yaml or ts block follows the mark`);
}
