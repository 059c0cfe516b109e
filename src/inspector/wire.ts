/**
 * Wire: what the inspector's page and its server say to each other, over one WebSocket.
 *
 *     page ──{ id, do, ... }──▶ server      every request is answered once, by its id
 *     page ◀──{ re, ok, ... }── server
 *     page ◀──{ push, ... }──── server      position and state of the run; the latest says it all
 *
 * Records are pulled by the page, batch by batch, so a slow page costs the server nothing: what it has
 * not asked for is not queued anywhere. Versioned: a page refuses a server of another version.
 * Units: virtual microseconds, minor units. Types only: the page imports nothing else from here.
 */
import type { Chart, Detail, FutureEvent, MoneyAt, PropertyAt, RecordBatch } from './wire-reply.ts';

export const WIRE_VERSION = 1;

/** When to stop. */
export type StopCondition =
  | { readonly on: 'time'; readonly atUs: number }
  | { readonly on: 'pattern'; readonly text: string }
  | { readonly on: 'condition'; readonly text: string }
  | { readonly on: 'state'; readonly address: string; readonly state: string }
  | { readonly on: 'conversation'; readonly id: string };

export type RunMode = 'paused' | 'animated' | 'fast' | 'express';

/** One run of the session: the first, or a fork of one. */
export interface BranchInfo {
  readonly branch: number;
  readonly title: string;
  /** The branch and record it was forked at; null for the first. */
  readonly forkedFrom: { readonly branch: number; readonly seq: number } | null;
  readonly interventions: readonly { readonly atUs: number; readonly text: string }[];
  readonly records: number;
  readonly ended: boolean;
}

/** Where the session is. */
export interface Position {
  readonly branch: number;
  readonly head: number;
  readonly headUs: number;
  readonly cursor: number;
  readonly cursorUs: number;
  readonly mode: RunMode;
  /** Virtual seconds in a second, while animated. */
  readonly speed: number;
  readonly ended: boolean;
  /** Why it stopped last: `reached the breakpoint "order.voided"`. */
  readonly stopped: string | null;
  readonly breakpoints: readonly StopCondition[];
  readonly branches: readonly BranchInfo[];
  readonly failure: string | null;
}

export interface Hello {
  readonly version: typeof WIRE_VERSION;
  /** True where a world can be run; false for a recorded trace. */
  readonly live: boolean;
  /** True where no world is run, but messages can be sent: an application that was attached to. */
  readonly sends?: boolean;
  readonly engine: string;
  readonly scenario: string;
  readonly title: string;
  readonly about: string;
  readonly seed: number;
  /** SHA-256 of the scenario as it was read; links carry it. */
  readonly scenarioHash: string;
  readonly epochUs: number;
  readonly currency: string;
  /** Sources with their medium, and which source each client speaks over. */
  readonly media: Readonly<Record<string, string>>;
  readonly homes: Readonly<Record<string, string>>;
  readonly titles: Readonly<Record<string, string>>;
  /** The scenarios that can be opened instead. */
  readonly files: readonly ScenarioFile[];
  readonly source: string;
}
/** A scenario on offer; its title is '' where the file does not say it. */
export interface ScenarioFile {
  readonly file: string;
  readonly title: string;
}

/** What a page asks; each is answered with the reply of the same name in `Replies`. */
export type Request =
  | { readonly do: 'hello' }
  | {
      readonly do: 'records';
      readonly from: number;
      readonly strings: number;
      readonly max: number;
    }
  | { readonly do: 'detail'; readonly seq: number }
  | { readonly do: 'chart'; readonly machine: string }
  | { readonly do: 'money' }
  | { readonly do: 'properties' }
  | { readonly do: 'future' }
  | { readonly do: 'accepts'; readonly address: string }
  /** Lays out a machine of another application, from its definition as JSON. */
  | { readonly do: 'layout'; readonly definition: string }
  | { readonly do: 'goto'; readonly seq: number }
  | { readonly do: 'step'; readonly unit: 'record' | 'message' | 'stage'; readonly back: boolean }
  | { readonly do: 'run'; readonly mode: RunMode; readonly speed: number }
  | { readonly do: 'until'; readonly condition: StopCondition; readonly back: boolean }
  | { readonly do: 'breakpoints'; readonly breakpoints: readonly StopCondition[] }
  | { readonly do: 'act'; readonly sentence: string }
  | { readonly do: 'send'; readonly message: InjectedMessage }
  | { readonly do: 'fork' }
  | { readonly do: 'branch'; readonly branch: number }
  | { readonly do: 'compare'; readonly with: number }
  | {
      readonly do: 'export';
      /** `html` is the whole run, whatever is selected, as a page that needs no server. */
      readonly as: 'mermaid' | 'plantuml' | 'ndjson' | 'svg' | 'html';
      readonly seqs: readonly number[];
    }
  | { readonly do: 'save'; readonly as: 'scenario' | 'test' }
  | {
      readonly do: 'open';
      readonly file: string;
      readonly text: string | null;
      readonly seed: number | null;
    };
export interface InjectedMessage {
  readonly from: string;
  readonly to: string;
  readonly type: string;
  readonly conversation: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Where two runs part. */
export interface Divergence {
  /** The first record that differs; null where one is the beginning of the other. */
  readonly seq: number | null;
  readonly here: Readonly<Record<string, unknown>> | null;
  readonly there: Readonly<Record<string, unknown>> | null;
  /** The records of the other run from a little before, for drawing beside this one. */
  readonly batch: RecordBatch;
}

/** A mistake in a scenario, with its place. */
export interface ScenarioProblem {
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/** What each request is answered with. */
export interface Replies {
  readonly hello: Hello;
  readonly records: RecordBatch;
  readonly detail: Detail;
  readonly chart: Chart;
  readonly money: MoneyAt;
  readonly properties: readonly PropertyAt[];
  readonly future: readonly FutureEvent[];
  readonly accepts: { readonly events: readonly string[] };
  readonly layout: Chart;
  readonly goto: Position;
  readonly step: Position;
  readonly run: Position;
  readonly until: Position;
  readonly breakpoints: Position;
  readonly act: Position;
  readonly send: Position;
  readonly fork: Position;
  readonly branch: Position;
  readonly compare: Divergence;
  readonly export: { readonly name: string; readonly text: string };
  readonly save: { readonly name: string; readonly text: string };
  readonly open: { readonly problems: readonly ScenarioProblem[] };
}

/** What the server says without being asked. `hello` again means that another scenario was opened. */
export type Push =
  | { readonly push: 'position'; readonly position: Position }
  | { readonly push: 'hello'; readonly hello: Hello };
/** How a request is answered. */
export type Answer =
  | { readonly re: number; readonly ok: true; readonly reply: unknown }
  | { readonly re: number; readonly ok: false; readonly error: string };
