/**
 * Phases: where the time of a run goes, by the sampling profiler, sorted by the file that was running.
 *
 * What is built in (maps, strings) counts for the file that called it. A function that the compiler put
 * into its caller counts for the caller, so neighbours blur; the sums do not.
 */
import { type Profiler, Session } from 'node:inspector';

const SAMPLED_EVERY_US = 500;

/** The first that fits a file says what it is for. */
const PHASES: readonly (readonly [phase: string, file: RegExp])[] = [
  ['tokens', /@noble\/hashes|\/src\/machines\/token\./],
  ['machines', /\/src\/machines\//],
  ['engine', /\/src\/actors\/(?:compiled\/|engine\.|xstate-)|\/xstate\//],
  [
    'participants',
    /\/src\/actors\/(?:participant|process-table|saved-run)|\/src\/sim\/(?:world|company)/,
  ],
  [
    'requests',
    /\/src\/actors\/(?:requests|outbox|inbox|memory)|\/bench\/plain\/(?:post-office|remembered)\./,
  ],
  [
    'draws',
    /\/src\/actors\/(?:distribution|elementary|normal|random)|\/src\/sim\/random\.|\/pure-rand\//,
  ],
  ['channels', /\/src\/actors\/|\/rxjs\//],
  ['queue', /\/src\/sim\/(?:scheduler|timer-)/],
  ['records', /\/src\/sim\/(?:record|line-|json-|code-unit|fingerprint|file-digest)/],
  ['people', /\/src\/sim\/(?:population|crowd)|\/bench\/plain\/client-desk\./],
  ['ledger and bills', /\/src\/billing\//],
  ['plain desks', /\/bench\//],
];
const GARBAGE = 'garbage collection';
const REST = 'the rest';
/** All there are, in the order of a table. */
export const PHASE_NAMES = [...PHASES.map(([phase]) => phase), GARBAGE, REST];

/** Runs `act` under the profiler; CPU seconds by phase. */
export function phasesOf(act: () => void): Readonly<Record<string, number>> {
  const session = new Session();
  session.connect();
  const post = (method: string, params: object = {}): object => {
    let answered: object = {};
    session.post(method, params, (error, result) => {
      if (error !== null) throw error;
      answered = result ?? {};
    });
    return answered;
  };
  post('Profiler.enable');
  post('Profiler.setSamplingInterval', { interval: SAMPLED_EVERY_US });
  post('Profiler.start');
  act();
  const { profile } = post('Profiler.stop') as { readonly profile: Profiler.Profile };
  session.disconnect();
  return sumsOf(profile);
}

/** The time of a profile by phase, in seconds. */
export function sumsOf({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile) {
  const phaseOf = new Map<number, string>();
  const note = (id: number, inherited: string): void => {
    const node = byId.get(id);
    if (node === undefined) return;
    const phase = phaseAt(node.callFrame, inherited);
    phaseOf.set(id, phase);
    for (const child of node.children ?? []) note(child, phase === GARBAGE ? REST : phase);
  };
  const byId = new Map(nodes.map((node) => [node.id, node]));
  note(nodes[0]?.id ?? 0, REST);
  const seconds: Record<string, number> = Object.fromEntries(PHASE_NAMES.map((name) => [name, 0]));
  for (const [at, id] of samples.entries()) {
    const phase = phaseOf.get(id) ?? REST;
    seconds[phase] = (seconds[phase] ?? 0) + (timeDeltas[at] ?? 0) / 1_000_000;
  }
  return seconds;
}

function phaseAt(
  { url, functionName }: Profiler.ProfileNode['callFrame'],
  inherited: string,
): string {
  if (functionName === '(garbage collector)') return GARBAGE;
  if (url === '' || url.startsWith('node:')) return inherited;
  return PHASES.find(([, file]) => file.test(url))?.[0] ?? REST;
}
