/**
 * Desk: the scenario that is open, shared by every page that looks at it.
 *
 *     page A ─┐                       ┌─ Session (a scenario that can be run)
 *     page B ─┴─ desk ── opens ───────┴─ TraceSession (a recorded trace, to be looked at only)
 *
 * Opening another scenario, or the same one edited, replaces the session for everybody. Only files that
 * are listed can be opened by name, so that no page reads what it should not.
 */
import { readFileSync } from 'node:fs';
import type { Engine } from '../actors/engine.ts';
import { loadScenario } from '../sim/scenario/load.ts';
import type { Scenario } from '../sim/scenario/model.ts';
import { type Problem, problemText, UnusableScenario } from '../sim/scenario/problem.ts';
import { layOut } from './chart.ts';
import { shapeOfDefinition } from './definition-shape.ts';
import { helloOf } from './hello.ts';
import type { SessionRequest } from './move.ts';
import type { Playable } from './playable.ts';
import { RecordedRun } from './recorded-run.ts';
import { Session } from './session.ts';
import { Refused } from './stop.ts';
import type { Hello, Position, Replies, Request, ScenarioFile, ScenarioProblem } from './wire.ts';

export interface DeskOptions {
  readonly engine?: Engine;
  readonly engineName: string;
  readonly seed?: number;
  readonly set?: readonly string[];
  /** The scenario files that can be picked, by path. */
  readonly files: readonly string[];
}

/** Holds the open session and answers for it. */
export class Desk {
  private readonly options: DeskOptions;
  private readonly offered: readonly ScenarioFile[];
  private session: Session;
  /** Called when another scenario was opened. */
  onOpened: () => void = () => undefined;

  /** @throws {UnusableScenario} when the file cannot be used */
  constructor(file: string, options: DeskOptions) {
    this.options = options;
    this.offered = options.files.map((offer) => ({ file: offer, title: titleIn(offer) }));
    this.session = file.endsWith('.ndjson')
      ? openTrace(file, options.engineName)
      : this.load(file, readFileSync(file, 'utf8'), options.seed ?? null);
  }

  get isRunning(): boolean {
    return this.session.isRunning;
  }
  tick(elapsedMs: number): boolean {
    return this.session.tick(elapsedMs);
  }
  position(): Position {
    return this.session.position();
  }

  /**
   * Answers a request of a page.
   *
   * @throws {Refused} when it cannot be carried out; the message says what to do
   */
  async ask<Name extends Request['do']>(
    request: Extract<Request, { readonly do: Name }>,
  ): Promise<Replies[Name]>;
  async ask(request: Request): Promise<Replies[Request['do']]> {
    if (request.do === 'hello') return this.hello();
    if (request.do === 'layout') return layOut(shapeOfDefinition(request.definition));
    if (request.do === 'open')
      return { problems: this.open(request.file, request.text, request.seed) };
    return this.session.ask(request as SessionRequest);
  }

  hello(): Hello {
    return helloOf(this.session.subject, this.offered);
  }
  /** The run that is open, on the branch where the cursor is. */
  get run(): Playable {
    return this.session.branch;
  }

  /** Null for a recorded trace. */
  get scenario(): Scenario | null {
    return this.session.subject.scenario;
  }

  private open(file: string, text: string | null, seed: number | null): readonly ScenarioProblem[] {
    const isKnown = this.options.files.includes(file) || file === this.session.subject.file;
    if (!isKnown) throw new Refused(`${file} is not one of the scenarios on offer`);
    try {
      this.session = this.load(file, text ?? readFileSync(file, 'utf8'), seed);
      this.onOpened();
      return [];
    } catch (error) {
      if (error instanceof UnusableScenario) return error.problems.map(placed);
      throw error;
    }
  }

  private load(file: string, source: string, seed: number | null): Session {
    const readFile = (path: string) => (path === file ? Buffer.from(source) : readFileSync(path));
    const { set = [], engine, engineName } = this.options;
    const seeded = seed === null ? {} : { seed };
    const scenario: Scenario = loadScenario(file, { ...seeded, set, readFile });
    const { name, seed: used, epochUs, currency } = scenario;
    const subject = { scenario, name, seed: used, epochUs, currency, source, file, engineName };
    return new Session(subject, engine);
  }
}

/** A recorded trace, without its scenario. */
function openTrace(file: string, engineName: string): Session {
  const run = new RecordedRun(file);
  const { scenario: name, seed, epochUs, currency } = run.header;
  const subject = { scenario: null, name, seed, epochUs, currency, source: '', file, engineName };
  return new Session(subject, undefined, run);
}

/** What a scenario file is called by itself: the first line that says so, unread otherwise. */
function titleIn(file: string): string {
  try {
    const said = /^scenario:\s*(.+?)\s*$/m.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
    return said.replace(/^(["'])(.*)\1$/, '$2');
  } catch {
    // A file that went away is said to be gone when it is opened.
    return '';
  }
}

/** A problem as the page shows it, beside the line it is in. */
function placed(problem: Problem): ScenarioProblem {
  return { line: problem.line, column: problem.column, text: problemText(problem) };
}
