/**
 * YAML line: one line of a scenario in colours: keys, texts, numbers, comments; mistakes underlined.
 */
import { memo } from 'react';

/** Comment, key, quoted text, number or span, mark, anything else. */
const PART =
  /((?:^|\s)#.*$)|((?:"[^"]*"|'[^']*'|[A-Za-z][\w.:/-]*(?: [\w-]+)*?)(?=:(?:\s|$)))|("[^"]*"|'[^']*')|(\b\d[\d.:]*(?:%|us|ms|[smhd])?\b)|([-{}[\],|>&*](?=\s|$)|[{}[\],])/g;
const LOOKS = ['', 'comment', 'key', 'text', 'number', 'mark'];

export interface YamlLineProps {
  readonly line: string;
  /** The column of a mistake, from 1; 0 for none. */
  readonly mistakeAt: number;
}

export const YamlLine = memo(function YamlLine({ line, mistakeAt }: YamlLineProps) {
  const parts = partsOf(line);
  const at = mistakeAt - 1;
  const end = at + Math.max(1, /^[^\s,}\]]*/.exec(line.slice(Math.max(0, at)))?.[0].length ?? 1);
  return (
    <div className={mistakeAt > 0 ? 'scenario-line scenario-line-bad' : 'scenario-line'}>
      {parts.map(({ text, look, from }) => (
        <span key={from} className={look === '' ? undefined : `scenario-${look}`}>
          {text}
        </span>
      ))}
      {mistakeAt > 0 ? (
        <span className="scenario-wave" style={{ left: `${at}ch`, width: `${end - at}ch` }} />
      ) : null}
      {'\n'}
    </div>
  );
});

interface Part {
  readonly text: string;
  readonly look: string;
  readonly from: number;
}

function partsOf(line: string): readonly Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const match of line.matchAll(PART)) {
    if (match.index > from) parts.push({ text: line.slice(from, match.index), look: '', from });
    const group = match.slice(1).findIndex((text) => text !== undefined);
    parts.push({ text: match[0], look: LOOKS[group + 1] ?? '', from: match.index });
    from = match.index + match[0].length;
  }
  if (from < line.length) parts.push({ text: line.slice(from), look: '', from });
  return parts;
}
