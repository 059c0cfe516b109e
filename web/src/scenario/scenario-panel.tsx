/**
 * Scenario panel: picks a scenario, shows and edits its text, says what is wrong with it, and runs it.
 */
import { useEffect, useRef, useState } from 'react';
import type { Hello, ScenarioFile, ScenarioProblem } from '../../../src/inspector/wire.ts';
import { inspector, useInspector } from '../store/inspector.ts';
import { changeDraft, type Draft, load, openFile, revert, useDraft } from './scenario-draft.ts';
import type { Schema } from './schema-words.ts';
import { YamlEditor } from './yaml-editor.tsx';
import './scenario.css';
import './scenario-proposals.css';

const LINE_PX = 18;

export function ScenarioPanel() {
  const hello = useInspector((state) => state.hello);
  if (hello === null) return null;
  return <Panel hello={hello} />;
}

function Panel({ hello }: { readonly hello: Hello }) {
  const draft = useDraft(hello);
  const areaRef = useRef<HTMLTextAreaElement>(null);
  const schema = useSchema();
  const { file, text, problems } = draft;
  const own = problems.filter((problem) => isOf(file, problem));
  const run = async (goesOn: boolean) => {
    if (!(await load(draft))) return;
    inspector().say(`${file} was loaded`);
    if (goesOn) await inspector().move({ do: 'run', mode: 'express', speed: 60 });
  };
  return (
    <section className="scenario" aria-label="Scenario">
      <Picker hello={hello} />
      {hello.live ? (
        <>
          <Bar hello={hello} draft={draft} onRun={(goesOn) => void run(goesOn)} />
          <Problems
            file={file}
            problems={problems}
            onJump={(problem) => jump(areaRef.current, text, problem)}
          />
          <YamlEditor
            key={file}
            text={text}
            onChange={(next) => changeDraft(file, { text: next })}
            problems={own}
            schema={schema}
            areaRef={areaRef}
            onRun={() => void run(false)}
          />
        </>
      ) : (
        <p className="scenario-quiet scenario-pad">
          This is a recorded trace; it has no scenario to edit. Open one above to run it.
        </p>
      )}
    </section>
  );
}

function Picker({ hello }: { readonly hello: Hello }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const { scenario, files, title, about } = hello;
  const isOffered = files.some((one) => one.file === scenario);
  const offered = isOffered ? files : [{ file: scenario, title }, ...files];
  const file = chosen ?? scenario;
  return (
    <header className="scenario-head">
      <div className="scenario-row">
        <label className="scenario-file">
          <span className="unseen">Scenario</span>
          <select value={file} onChange={(event) => setChosen(event.target.value)}>
            {offered.map((one) => (
              <option key={one.file} value={one.file}>
                {optionText(one)}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          disabled={file === scenario}
          onClick={() => void openFile(file).then(() => setChosen(null))}
          title="For every page that looks at this session; the branches of this run are gone then"
        >
          Open
        </button>
      </div>
      <h2>{title}</h2>
      <details className="scenario-story">
        <summary>What it is about</summary>
        <p>{about}</p>
      </details>
    </header>
  );
}

interface BarProps {
  readonly hello: Hello;
  readonly draft: Draft;
  readonly onRun: (goesOn: boolean) => void;
}

function Bar({ hello, draft, onRun }: BarProps) {
  const { file, text, onFile, seed } = draft;
  const isChanged = text !== onFile;
  const isRun = text === hello.source && file === hello.scenario;
  const isSeed = /^\s*\d{0,15}\s*$/.test(seed);
  return (
    <div className="scenario-row scenario-bar">
      <label className="scenario-seed">
        seed
        <input
          inputMode="numeric"
          value={seed}
          placeholder={String(hello.seed)}
          aria-invalid={!isSeed}
          onChange={(event) => changeDraft(file, { seed: event.target.value })}
        />
      </label>
      <button
        type="button"
        className="scenario-do"
        disabled={!isSeed}
        onClick={() => onRun(false)}
        title="Ctrl+Enter"
      >
        Load
      </button>
      <button type="button" disabled={!isSeed} onClick={() => onRun(true)}>
        Load and run
      </button>
      <span className="scenario-state" role="status">
        {isChanged ? <span className="scenario-mark">● changed</span> : null}
        {isRun ? null : <span className="scenario-quiet">not loaded yet</span>}
      </span>
      {isChanged ? (
        <button type="button" onClick={() => void revert(draft)} title="Back to what the file says">
          Revert
        </button>
      ) : null}
    </div>
  );
}

interface ProblemsProps {
  readonly file: string;
  readonly problems: readonly ScenarioProblem[];
  readonly onJump: (problem: ScenarioProblem) => void;
}

function Problems({ file, problems, onJump }: ProblemsProps) {
  if (problems.length === 0) return null;
  return (
    <div className="scenario-problems" role="alert">
      <p>
        {problems.length === 1
          ? 'One problem; nothing was loaded:'
          : `${problems.length} problems; nothing was loaded:`}
      </p>
      <ol>
        {problems.map((problem) => (
          <li key={`${problem.line}:${problem.column} ${problem.text}`}>
            {isOf(file, problem) && problem.line > 0 ? (
              <button type="button" onClick={() => onJump(problem)}>
                <span className="scenario-place">
                  {problem.line}:{problem.column}
                </span>
                {withoutPlace(problem.text)}
              </button>
            ) : (
              <span>{problem.text}</span>
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}

/** The schema of scenarios; not part of the page until an editor is opened. */
function useSchema(): Schema | null {
  const [schema, setSchema] = useState<Schema | null>(null);
  useEffect(() => {
    void import('../../../scenarios/scenario.schema.json').then((file) =>
      setSchema(file.default as unknown as Schema),
    );
  }, []);
  return schema;
}

/** True where a problem is in this file, not in one that it extends. */
function isOf(file: string, { line, text }: ScenarioProblem): boolean {
  return line > 0 && text.startsWith(`${file}:`);
}
/** A problem without its place, which is said beside it. */
function withoutPlace(text: string): string {
  return text.replace(/^\S+:\d+:\d+\s+/, '');
}

function jump(
  area: HTMLTextAreaElement | null,
  text: string,
  { line, column }: ScenarioProblem,
): void {
  if (area === null) return;
  const lines = text.split('\n');
  const start =
    lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) +
    Math.max(0, column - 1);
  const length = /^[^\s,}\]]*/.exec(text.slice(start))?.[0].length ?? 0;
  area.focus({ preventScroll: true });
  area.setSelectionRange(start, start + length);
  const box = area.closest('.scenario-editor');
  if (box !== null) box.scrollTop = Math.max(0, (line - 4) * LINE_PX);
}

/** `flagship: Saturday night`. */
function optionText({ file, title }: ScenarioFile): string {
  const name = file.replace(/^scenarios\//, '').replace(/\.yaml$/, '');
  return title === '' ? name : `${name}: ${title}`;
}
