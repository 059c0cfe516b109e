/**
 * Definition shape: a machine of another application, read from its definition as JSON.
 *
 *     XState 4: machine.definition      on: { E: [{ target: ['#m.a.b'], cond, actions }] }
 *     XState 5: machine.config          on: { E: { target: 'b' | '.b' | '#id', guard, actions } }
 *
 * Both ways of writing are read, in whichever mixture. What cannot be found is left out: a chart without
 * one arrow is better than none. Limits: STATES_MAX states, DEPTH_MAX levels.
 */
import { Refused } from './stop.ts';
import type { MachineShape, NodeShape, TransitionShape } from './why.ts';

type Fields = Readonly<Record<string, unknown>>;
type Node = {
  -readonly [Key in keyof NodeShape]: Key extends 'transitions'
    ? Map<string, TransitionShape[]>
    : NodeShape[Key];
};
/** A state being read, with its definition and the state around it. */
interface Reading {
  readonly node: Node;
  readonly definition: Fields;
  readonly parent: Reading | null;
}

const STATES_MAX = 600;
const DEPTH_MAX = 32;

/**
 * The machine that a definition is of.
 *
 * @throws {Refused} when the text is no definition, or one too large to be laid out
 */
export function shapeOfDefinition(text: string): MachineShape {
  const definition = fieldsIn(parsed(text));
  if (definition === null) throw new Refused('a definition of a machine is a JSON object');
  const name = textIn(definition.id) ?? textIn(definition.key) ?? 'machine';
  const readings: Reading[] = [];
  const root = read(name, definition, null, readings);
  const byId = new Map<string, Node>();
  for (const { node, definition: own } of readings) {
    byId.set([name, ...node.path].join('.'), node);
    const id = textIn(own.id);
    if (id !== null) byId.set(id, node);
  }
  for (const reading of readings) connect(reading, byId);
  return { id: name, root, implementations: { guards: {} } };
}

function read(
  key: string,
  definition: Fields,
  parent: Reading | null,
  readings: Reading[],
): NodeShape {
  const path = parent === null ? [] : [...parent.node.path, key];
  if (readings.length >= STATES_MAX || path.length > DEPTH_MAX) {
    throw new Refused(`a machine of more than ${STATES_MAX} states is not laid out`);
  }
  const states = Object.entries(fieldsIn(definition.states) ?? {});
  const node: Node = {
    id: path.join('.'),
    key,
    path,
    type: textIn(definition.type) ?? (states.length === 0 ? 'atomic' : 'compound'),
    states: {},
    transitions: new Map(),
    tags: listOf(definition.tags).map(String),
  };
  const reading: Reading = { node, definition, parent };
  readings.push(reading);
  node.states = Object.fromEntries(
    states.map(([name, inner]) => [name, read(name, fieldsIn(inner) ?? {}, reading, readings)]),
  );
  return node;
}

/** Gives a state its transitions and its beginning, now that all states are known. */
function connect(reading: Reading, byId: ReadonlyMap<string, Node>): void {
  const { node, definition } = reading;
  const add = (type: string, written: unknown) => {
    const transitions = listOf(written).flatMap(
      (one) => transitionIn(reading, type, one, byId) ?? [],
    );
    const known = node.transitions.get(type) ?? [];
    node.transitions.set(type, [...known, ...transitions]);
  };
  for (const [type, written] of Object.entries(fieldsIn(definition.on) ?? {})) {
    add(wordOf(type), written);
  }
  for (const [delay, written] of delaysIn(definition.after)) add(`after ${delay}`, written);
  for (const what of ['onDone', 'onError'] as const) {
    if (definition[what] !== undefined) add(`done ${node.key}`, definition[what]);
  }
  for (const invoked of listOf(definition.invoke)) {
    const { id, src, onDone, onError } = fieldsIn(invoked) ?? {};
    const name = textIn(id) ?? textIn(src) ?? 'invoked';
    if (onDone !== undefined) add(`done ${name}`, onDone);
    if (onError !== undefined) add(`error ${name}`, onError);
  }
  const always = listOf(definition.always);
  if (always.length > 0) {
    node.always = always.flatMap((one) => transitionIn(reading, '', one, byId) ?? []);
  }
  const first = targetOf(reading, startIn(definition), byId);
  if (first !== null) node.initial = { target: [first] };
}

/** XState 4 has a delay's transitions among those for events too: they are told once. */
function delaysIn(after: unknown): readonly (readonly [string, unknown])[] {
  return Array.isArray(after) ? [] : Object.entries(fieldsIn(after) ?? {});
}

/** `initial: 'a'`, or `{ target: ['#m.a'] }` as a definition has it. */
function startIn(definition: Fields): string | null {
  const { initial } = definition;
  const named = textIn(initial) ?? textIn(listOf(fieldsIn(initial)?.target)[0]);
  return named === null || named.startsWith('#') || named.startsWith('.') ? named : `.${named}`;
}

/** A transition; null where it leads to what is not there. */
function transitionIn(
  source: Reading,
  eventType: string,
  written: unknown,
  byId: ReadonlyMap<string, Node>,
): TransitionShape | null {
  const fields = fieldsIn(written) ?? { target: written };
  const wanted = listOf(fields.target);
  const target = wanted.flatMap((one) => targetOf(source, textIn(one), byId) ?? []);
  if (wanted.length > 0 && target.length === 0) return null;
  const guard = fields.guard ?? fields.cond;
  return {
    eventType,
    source: source.node,
    target: target.length === 0 ? undefined : target,
    ...(guard === undefined ? {} : { guard: nameIn(guard) }),
    actions: listOf(fields.actions).map(nameIn),
  };
}

/** The state that a target means: `#id`, `#id.a.b`, `.child` or `sibling.child`. */
function targetOf(
  { node, parent }: Reading,
  target: string | null,
  byId: ReadonlyMap<string, Node>,
): NodeShape | null {
  if (target === null) return null;
  if (!target.startsWith('#')) {
    const isOwn = target.startsWith('.');
    const from = isOwn ? node : parent?.node;
    return within(from ?? node, (isOwn ? target.slice(1) : target).split('.'));
  }
  const keys = target.slice(1).split('.');
  for (let length = keys.length; length > 0; length -= 1) {
    const known = byId.get(keys.slice(0, length).join('.'));
    if (known !== undefined) return within(known, keys.slice(length));
  }
  return null;
}

function within(node: NodeShape, keys: readonly string[]): NodeShape | null {
  let at: NodeShape | undefined = node;
  for (const key of keys) {
    at = Object.hasOwn(at.states, key) ? at.states[key] : undefined;
    if (at === undefined) return null;
  }
  return at;
}

/** `xstate.after(1000)#m.a`, `done.invoke.x`, as XState 4 writes them; any other type stays as it is. */
function wordOf(type: string): string {
  const after = /^xstate\.after\((.+?)\)/.exec(type);
  if (after !== null) return `after ${after[1]}`;
  const done = /^(?:xstate\.)?(done|error)\.(?:invoke|state|actor|platform)\.(.+)$/.exec(type);
  if (done !== null) return `${done[1]} ${done[2]}`;
  return type === '' ? 'always' : type;
}

/** The name of a guard or an action, however it is written. */
function nameIn(part: unknown): unknown {
  const fields = fieldsIn(part);
  // XState 4 has the name of a guard beside a type that says only that it is one.
  return textIn(part) ?? textIn(fields?.name) ?? textIn(fields?.type) ?? 'inline';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
function fieldsIn(value: unknown): Fields | null {
  const isFields = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isFields ? (value as Fields) : null;
}
function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}
function textIn(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
