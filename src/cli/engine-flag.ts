/**
 * Engine flag: `--engine`, which engine runs the machines, for every command that runs scenarios.
 *
 * The one place that says what runs when nobody does.
 */
import { Option } from 'commander';
import type { EngineName } from '../actors/engine.ts';
import { ENGINES } from '../sim/engines.ts';

export const DEFAULT_ENGINE: EngineName = 'compiled';

/** How people call an engine. */
export const ENGINE_TITLES: Readonly<Record<EngineName, string>> = {
  xstate: 'XState',
  compiled: 'the compiled engine',
};

/** What a command has of it. */
export interface EngineFlag {
  readonly engine: EngineName;
}

/** The option; its value is an engine's name. */
export function engineOption(): Option {
  return new Option(
    '--engine <name>',
    'what runs the machines; the records are the same either way',
  )
    .choices(Object.keys(ENGINES))
    .default(DEFAULT_ENGINE);
}
