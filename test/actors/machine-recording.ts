/**
 * Machine recording: what the shipped machines were really started with and told, in whole runs.
 *
 *     scenario ──▶ World on an engine that notes ──▶ Recording per machine that ran
 *
 * Units: microseconds.
 */
import { fileURLToPath } from 'node:url';
import type { AnyStateMachine } from 'xstate';
import type { Engine, MachineRun, Step } from '../../src/actors/engine.ts';
import { xstateEngine } from '../../src/actors/xstate-engine.ts';
import type { Emitted } from '../../src/machines/effects.ts';
import { MESSAGE_LAWS } from '../../src/machines/message-table.ts';
import type { RequestFailed } from '../../src/machines/protocol.ts';
import { loadScenario } from '../../src/sim/scenario/load.ts';
import type { Scenario } from '../../src/sim/scenario/model.ts';
import { World } from '../../src/sim/world.ts';

/** An event as a machine got it, and how long after the one before, or after the start. */
export interface Heard {
  readonly gapUs: number;
  readonly event: { readonly type: string };
}
/** The life of one machine in one run. */
export interface Recording {
  readonly machine: AnyStateMachine;
  readonly input: unknown;
  readonly startUs: number;
  readonly heard: readonly Heard[];
  /** What it would have heard, had nobody answered its requests. */
  readonly failures: readonly RequestFailed[];
}

const SCENARIOS = fileURLToPath(new URL('../../scenarios/', import.meta.url));

/** The lives of all machines in the runs of shipped scenarios, by name, and of others. */
export function recordingsOf(
  names: readonly string[],
  others: readonly Scenario[],
): readonly Recording[] {
  const shipped = names.map((name) => loadScenario(`${SCENARIOS}${name}.yaml`));
  return [...shipped, ...others].flatMap((scenario) => {
    const engine = new NotingEngine();
    new World(scenario, { engine }).run();
    return engine.recordings;
  });
}

/**
 * The most different lives of one machine: none hears what another one hears, type by type.
 *
 * @param max how many; first come those that hear what none before them does, then those that hear
 *   more types
 */
export function differentLives(recordings: readonly Recording[], max: number) {
  const unlike = new Map(recordings.map((one) => [typesOf(one).join(' '), one]));
  const richestFirst = [...unlike.values()].sort((a, b) => richness(b) - richness(a));
  const known = new Set<string>();
  const teaching = richestFirst.filter((one) => {
    const before = known.size;
    for (const type of typesOf(one)) known.add(type);
    return known.size > before;
  });
  return [...new Set([...teaching, ...richestFirst])].slice(0, max);
}

function typesOf({ heard }: Recording): readonly string[] {
  return heard.map(({ event }) => event.type);
}
function richness(recording: Recording): number {
  return new Set(typesOf(recording)).size;
}

/** Notes what every machine is started with and told. */
class NotingEngine implements Engine {
  readonly name = 'xstate';
  readonly recordings: Recording[] = [];

  start(...[machine, address, input, host]: Parameters<Engine['start']>) {
    const { timeline } = host;
    const heard: Heard[] = [];
    const failures: RequestFailed[] = [];
    const note = ({ emitted }: Step): void => {
      failures.push(...failuresOf(emitted));
    };
    const { run, first } = xstateEngine.start(machine, address, input, {
      timeline,
      currentRecord: () => host.currentRecord(),
      onTimer: (timed, step, armedBy) => {
        note(step);
        host.onTimer(timed, step, armedBy);
      },
    });
    let latestUs = timeline.nowUs;
    this.recordings.push({ machine, input, startUs: latestUs, heard, failures });
    note(first);
    const send = run.send.bind(run);
    run.send = (event) => {
      heard.push({ gapUs: timeline.nowUs - latestUs, event });
      latestUs = timeline.nowUs;
      const step = send(event);
      note(step);
      return step;
    };
    return { run, first };
  }

  resume(): MachineRun {
    throw new Error('these runs are played from their start');
  }
}

/** What a machine hears when nobody answers the requests among what it emitted. */
export function failuresOf(emitted: readonly Emitted[]): readonly RequestFailed[] {
  return emitted.flatMap((one): readonly RequestFailed[] => {
    if (one.type === 'batch') return failuresOf(one.emitted);
    if (!('to' in one) || MESSAGE_LAWS[one.type].role !== 'request') return [];
    const { type: request, requestId, conversation, to } = one;
    return [{ type: 'request.failed', request, requestId, to, conversation, atUs: 0 }];
  });
}
