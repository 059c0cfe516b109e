/**
 * Diagram: a trace as a sequence diagram, in the languages of Mermaid and PlantUML.
 *
 *     ──▶ request or notice    - -▶ reply    ──x lost    open head: not arrived within the trace
 *
 * Names and texts come from files and may hold anything, so every character that could mean
 * something to either language is written as its code point; control characters become blanks.
 */
import type { Clock } from '../clock-text.ts';
import type { RecordKind, RunRecord } from '../record.ts';
import { type Arrow, sequenceOf } from './sequence.ts';

export { DiagramTooLarge } from './sequence.ts';

const NOTE_KINDS: ReadonlySet<RecordKind> = new Set(['stimulus', 'document', 'outcome', 'failure']);
const TEXT_LENGTH_MAX = 160;

const MERMAID_HEADS = { delivered: '>>', lost: 'x', 'in-flight': ')' } as const;
const PLANTUML_HEADS = { delivered: '>', lost: '>x', 'in-flight': '>>' } as const;

/**
 * A Mermaid sequence diagram.
 *
 * @param clock when given, each arrow begins with its time
 * @throws {DiagramTooLarge} beyond 400 messages or notes
 */
export function mermaidDiagram(records: Iterable<RunRecord>, clock: Clock | null = null): string {
  const { participants, steps } = sequenceOf(records, NOTE_KINDS);
  const aliases = aliasesOf(participants);
  const lines = participants.map(
    (address) => `participant ${aliases(address)} as ${mermaid(address)}`,
  );
  for (const step of steps) {
    const text = mermaid(timed(step.record, step.text, clock));
    if (step.draw === 'note') {
      lines.push(`Note over ${aliases(step.at)}: ${text}`);
      continue;
    }
    const line = `${step.isReply ? '--' : '-'}${MERMAID_HEADS[step.fate]}`;
    lines.push(`${aliases(step.from)}${line}${aliases(step.to)}: ${text}`);
  }
  return ['sequenceDiagram', ...lines.map((line) => `    ${line}`), ''].join('\n');
}

/**
 * A PlantUML sequence diagram.
 *
 * @param clock when given, each arrow begins with its time
 * @throws {DiagramTooLarge} beyond 400 messages or notes
 */
export function plantUmlDiagram(records: Iterable<RunRecord>, clock: Clock | null = null): string {
  const { participants, steps } = sequenceOf(records, NOTE_KINDS);
  const aliases = aliasesOf(participants);
  const lines = participants.map(
    (address) => `participant "${plantUml(address)}" as ${aliases(address)}`,
  );
  for (const step of steps) {
    const text = plantUml(timed(step.record, step.text, clock));
    if (step.draw === 'note') lines.push(`note over ${aliases(step.at)} : ${text}`);
    else lines.push(`${aliases(step.from)} ${plantUmlLine(step)} ${aliases(step.to)} : ${text}`);
  }
  return ['@startuml', ...lines, '@enduml', ''].join('\n');
}

function plantUmlLine({ isReply, fate }: Arrow): string {
  return `${isReply ? '--' : '-'}${PLANTUML_HEADS[fate]}`;
}

function aliasesOf(participants: readonly string[]): (address: string) => string {
  const numbers = new Map(participants.map((address, index) => [address, index + 1]));
  return (address) => `p${numbers.get(address) ?? 0}`;
}

function timed(record: RunRecord, text: string, clock: Clock | null): string {
  return clock === null ? text : `${clock(record.atUs)} ${text}`;
}

/** Mermaid's entity codes; `end` as a word would end a block, `wrap:` in front would be an order. */
function mermaid(text: string): string {
  const plain = oneLine(text)
    .replace(/[^\p{L}\p{N} ._/,():-]/gu, (c) => `#${c.codePointAt(0)};`)
    .replace(/^((?:no)?wrap)?:/i, (_, order = '') => `${order}#58;`);
  return plain.replace(
    /(?<![\p{L}\p{N}])end(?![\p{L}\p{N}])/giu,
    (word) => `#${word.codePointAt(0)};nd`,
  );
}

/** PlantUML's code points; doubled punctuation is markup there (`//`, `--`, `__`, `..`, `::`). */
function plantUml(text: string): string {
  return oneLine(text)
    .replace(/[^\p{L}\p{N} ._/,():-]/gu, codePoint)
    .replace(/([._/,():-])\1+/g, (run) => [...run].map(codePoint).join(''));
}

function codePoint(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `<U+${hex}>`;
}

function oneLine(text: string): string {
  const line = text.replace(/[\p{C}\p{Z}]+/gu, ' ').trim();
  const characters = [...line];
  if (characters.length === 0) return '(nothing)';
  if (characters.length <= TEXT_LENGTH_MAX) return line;
  return `${characters.slice(0, TEXT_LENGTH_MAX - 1).join('')}…`;
}
