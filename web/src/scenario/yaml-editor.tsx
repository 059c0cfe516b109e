/**
 * YAML editor: a plain text area over a coloured copy of itself, with line numbers, mistakes in place and
 * proposals at the caret.
 *
 * Tab inserts two spaces; Escape, then Tab, leaves the editor. Ctrl+Space proposes, also without a letter.
 * The area is as large as its text and the box around it scrolls, so nothing has to be kept in step.
 */
import {
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { ScenarioProblem } from '../../../src/inspector/wire.ts';
import { type Advice, adviceAt, type Schema } from './schema-words.ts';
import { YamlLine } from './yaml-line.tsx';
import { placeAt } from './yaml-place.ts';

const LINE_PX = 18;
const PROPOSED_MAX = 12;

export interface YamlEditorProps {
  readonly text: string;
  readonly onChange: (text: string) => void;
  /** Those of this file. */
  readonly problems: readonly ScenarioProblem[];
  readonly schema: Schema | null;
  readonly areaRef: RefObject<HTMLTextAreaElement | null>;
  readonly onRun: () => void;
}

export function YamlEditor({ text, onChange, problems, schema, areaRef, onRun }: YamlEditorProps) {
  const id = useId();
  const [caret, setCaret] = useState(0);
  const [isProposing, setProposing] = useState(false);
  const [picked, setPicked] = useState(0);
  const isLeaving = useRef(false);
  const lines = useMemo(() => numbered(text), [text]);
  const columns = useMemo(() => Math.max(40, ...lines.map(({ line }) => line.length + 2)), [lines]);
  const place = useMemo(() => placeAt(text, caret), [text, caret]);
  const advice: Advice = schema === null ? { proposals: [], about: '' } : adviceAt(schema, place);
  const proposals = isProposing ? advice.proposals.slice(0, PROPOSED_MAX) : [];
  const before = text.slice(0, caret).split('\n');
  const mistakes = new Map(problems.map(({ line, column }) => [line, Math.max(1, column)]));

  const take = (index: number) => {
    const proposal = proposals[index];
    const area = areaRef.current;
    if (proposal === undefined || area === null) return;
    area.focus();
    area.setSelectionRange(caret - place.prefix.length, caret);
    insert(area, proposal.insert);
    setProposing(false);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const { key } = event;
    const wasLeaving = isLeaving.current;
    isLeaving.current = key === 'Escape' && proposals.length === 0;
    if ((event.ctrlKey || event.metaKey) && key === 'Enter') {
      event.preventDefault();
      onRun();
    } else if (event.ctrlKey && key === ' ') {
      event.preventDefault();
      setProposing(true);
      setPicked(0);
    } else if (proposals.length > 0 && (key === 'ArrowDown' || key === 'ArrowUp')) {
      event.preventDefault();
      setPicked((picked + (key === 'ArrowDown' ? 1 : proposals.length - 1)) % proposals.length);
    } else if (proposals.length > 0 && (key === 'Enter' || key === 'Tab')) {
      event.preventDefault();
      take(picked);
    } else if (key === 'Escape' && proposals.length > 0) {
      event.preventDefault();
      setProposing(false);
    } else if (key === 'Tab' && !wasLeaving && !event.shiftKey) {
      event.preventDefault();
      insert(event.currentTarget, '  ');
    } else if (key === 'Enter') {
      event.preventDefault();
      insert(event.currentTarget, `\n${/^\s*/.exec(before.at(-1) ?? '')?.[0] ?? ''}`);
    }
  };
  return (
    <div className="scenario-editor">
      <div className="scenario-sheet" style={{ minHeight: lines.length * LINE_PX + 60 }}>
        <ol className="scenario-numbers" aria-hidden="true">
          {lines.map(({ number }) => (
            <li key={number} className={mistakes.has(number) ? 'scenario-number-bad' : ''}>
              {number}
            </li>
          ))}
        </ol>
        <div className="scenario-page" style={{ width: `${columns}ch` }}>
          <pre className="scenario-colours" aria-hidden="true">
            {lines.map(({ line, number }) => (
              <YamlLine key={number} line={line} mistakeAt={mistakes.get(number) ?? 0} />
            ))}
          </pre>
          <textarea
            ref={areaRef}
            className="scenario-text-area"
            aria-label="The scenario, as YAML"
            aria-describedby={`${id}-about`}
            aria-autocomplete="list"
            aria-controls={proposals.length > 0 ? `${id}-list` : undefined}
            aria-activedescendant={proposals.length > 0 ? `${id}-${picked}` : undefined}
            value={text}
            wrap="off"
            spellCheck={false}
            autoCapitalize="off"
            onChange={({ currentTarget, nativeEvent }) => {
              onChange(currentTarget.value);
              setCaret(currentTarget.selectionStart);
              setPicked(0);
              const { data } = nativeEvent as InputEvent;
              setProposing(data !== null && /^[\w-]$/.test(data ?? ''));
            }}
            onSelect={({ currentTarget }) => setCaret(currentTarget.selectionStart)}
            onBlur={() => setProposing(false)}
            onKeyDown={onKeyDown}
          />
          {proposals.length === 0 ? null : (
            <div
              className="scenario-proposals"
              id={`${id}-list`}
              role="listbox"
              aria-label="What fits here"
              style={{
                top: before.length * LINE_PX + 2,
                left: `${(before.at(-1)?.length ?? 0) - place.prefix.length}ch`,
              }}
            >
              {proposals.map(({ word, about }, index) => (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the text area has the keys
                // biome-ignore lint/a11y/useFocusableInteractive: the text area keeps the focus
                <div
                  key={word}
                  id={`${id}-${index}`}
                  role="option"
                  aria-selected={index === picked}
                  onMouseDown={(event) => event.preventDefault()}
                  onClick={() => take(index)}
                >
                  <Scrolled isPicked={index === picked} />
                  <b>{word}</b>
                  <span>{about}</span>
                </div>
              ))}
            </div>
          )}
        </div>
      </div>
      <p className="scenario-about" id={`${id}-about`}>
        {place.path.length === 0 ? '' : <code>{place.path.join(' › ').replaceAll('-', '•')}</code>}{' '}
        {advice.about}
      </p>
    </div>
  );
}

/** The lines of a text with their numbers, from 1. */
function numbered(text: string): readonly { readonly line: string; readonly number: number }[] {
  return text.split('\n').map((line, index) => ({ line, number: index + 1 }));
}

/** Keeps the picked proposal in sight. */
function Scrolled({ isPicked }: { readonly isPicked: boolean }) {
  const ref = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const option = ref.current?.parentElement;
    const list = option?.parentElement;
    if (!isPicked || !option || !list) return;
    // Not scrollIntoView: that would move the text under the caret as well.
    const below = option.offsetTop + option.offsetHeight - list.clientHeight;
    list.scrollTop = Math.max(below, Math.min(list.scrollTop, option.offsetTop));
  }, [isPicked]);
  return <span ref={ref} hidden />;
}

/** Puts text where the caret is, so that the browser can undo it. */
function insert(area: HTMLTextAreaElement, text: string): void {
  if (document.execCommand('insertText', false, text)) return;
  area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end');
  area.dispatchEvent(new Event('input', { bubbles: true }));
}
