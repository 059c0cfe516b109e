/**
 * Engines: what can run machines, by name.
 *
 *     xstate      XState's own actors: the reference
 *     compiled    the same machines from tables: several times faster, and able to be put aside
 *
 * Both give the same records, so a fingerprint does not say which it was.
 */
import { compiledEngine } from '../actors/compiled/engine.ts';
import type { Engine, EngineName } from '../actors/engine.ts';
import { xstateEngine } from '../actors/xstate-engine.ts';

export const ENGINES: Readonly<Record<EngineName, Engine>> = {
  xstate: xstateEngine,
  compiled: compiledEngine,
};
