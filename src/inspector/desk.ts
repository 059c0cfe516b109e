/**
 * Desk: the scenario that is open, shared by every page that looks at it.
 *
 *     page A ─┐                       ┌─ Session (a scenario that can be run)
 *     page B ─┴─ desk ── opens ───────┴─ TraceSession (a recorded trace, to be looked at only)
 *
 * Opening another scenario, or the same one edited, replaces the session for everybody. Only files that
 * are listed can be opened by name, so that no page reads what it should not.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Engine } from '../actors/engine.ts';
import { loadScenario } from '../sim/scenario/load.ts';
import type { Scenario } from '../sim/scenario/model.ts';
import { type Problem, problemText, UnusableScenario } from '../sim/scenario/problem.ts';
import { RecordedRun } from './recorded-run.ts';
import { Session, type SessionRequest } from './session.ts';
import { Refused } from './stop.ts';
import type { Hello, Position, Replies, Request, ScenarioProblem } from './wire.ts';
import { WIRE_VERSION } from './wire.ts';

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
  private session: Session;
  /** Called when another scenario was opened. */
  onOpened: () => void = () => undefined;

  /** @throws {UnusableScenario} when the file cannot be used */
  constructor(file: string, options: DeskOptions) {
    this.options = options;
    this.session = file.endsWith('.ndjson')
      ? openTrace(file)
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
  async ask(request: Request): Promise<Replies[Request['do']]> {
    if (request.do === 'hello') return this.hello();
    if (request.do === 'open')
      return { problems: this.open(request.file, request.text, request.seed) };
    return this.session.ask(request as SessionRequest);
  }

  hello(): Hello {
    const { scenario, source, file, name, seed, epochUs, currency } = this.session.subject;
    const head: Omit<Hello, 'live' | 'title' | 'about' | 'media' | 'homes' | 'titles'> = {
      version: WIRE_VERSION,
      engine: this.options.engineName,
      scenario: file,
      seed,
      scenarioHash: createHash('sha256').update(source).digest('hex'),
      epochUs,
      currency,
      files: this.options.files,
      source,
    };
    if (scenario === null) {
      const about = 'A recorded trace: it can be looked at, not run.';
      return { ...head, live: false, title: name, about, media: {}, homes: {}, titles: {} };
    }
    const { subscribers, sources, transmissions, features } = scenario;
    return {
      ...head,
      live: true,
      title: scenario.title,
      about: scenario.about,
      media: Object.fromEntries([...sources.values()].map(({ id, medium }) => [id, medium])),
      homes: Object.fromEntries(
        [...subscribers.values()].map(({ id, receives }) => [`client/${id}`, receives[0] ?? '']),
      ),
      titles: Object.fromEntries(
        [...transmissions.values(), ...features.values()].map(({ id, title }) => [id, title]),
      ),
    };
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
    const { set = [], engine } = this.options;
    const seeded = seed === null ? {} : { seed };
    const scenario: Scenario = loadScenario(file, { ...seeded, set, readFile });
    const { name, seed: used, epochUs, currency } = scenario;
    return new Session({ scenario, name, seed: used, epochUs, currency, source, file }, engine);
  }
}

/** A recorded trace, without its scenario. */
function openTrace(file: string): Session {
  const run = new RecordedRun(file);
  const { scenario: name, seed, epochUs, currency } = run.header;
  const subject = { scenario: null, name, seed, epochUs, currency, source: '', file };
  return new Session(subject, undefined, run);
}

/** A problem as the page shows it, beside the line it is in. */
function placed(problem: Problem): ScenarioProblem {
  return { line: problem.line, column: problem.column, text: problemText(problem) };
}
