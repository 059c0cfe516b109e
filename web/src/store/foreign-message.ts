/**
 * Foreign message: what a running XState application says of itself, in whichever of its protocols.
 *
 *     @xstate/inspect 0.8 (XState 4)      service.register   service.event   service.state   service.stop
 *     @statelyai/inspect 0.7 (XState 5)   @xstate.actor      @xstate.event   @xstate.snapshot
 *
 * Read into one form. What is none of them is left out. Sessions are known by `sessionId`.
 */

/** What an application said. */
export type ForeignMessage =
  | {
      readonly is: 'began';
      readonly session: string;
      readonly name: string;
      readonly parent: string | null;
      /** The machine's definition as JSON; null for an actor that is no machine. */
      readonly definition: string | null;
      readonly state: ForeignState;
      /** Whether its protocol has a way to send it events. */
      readonly hears: boolean;
    }
  | {
      readonly is: 'event';
      readonly session: string;
      readonly event: Fields & { readonly type: string };
      readonly source: string | null;
    }
  | { readonly is: 'state'; readonly session: string; readonly state: ForeignState }
  | { readonly is: 'ended'; readonly session: string };

export interface ForeignState {
  /** As our own records write it: `on.watching`, `a.x & b.y`; of what has no states, how it is. */
  readonly text: string;
  readonly context: unknown;
  /** The event that led here; '' where that is not said. */
  readonly event: string;
  readonly isIgnored: boolean;
  readonly isOver: boolean;
}
export type Fields = Readonly<Record<string, unknown>>;

/** The message in a text; null where it is none that is known. */
export function foreignMessage(text: string): ForeignMessage | null {
  const said = objectIn(text);
  const session = said === null ? null : textIn(said.sessionId);
  if (said === null || session === null) return null;
  switch (said.type) {
    case 'service.register': {
      const machine = objectIn(said.machine);
      return {
        is: 'began',
        session,
        name: textIn(said.id) ?? textIn(machine?.id) ?? session,
        parent: textIn(said.parent),
        definition: textIn(said.machine),
        state: stateFour(said.state),
        hears: true,
      };
    }
    case 'service.event': {
      const wrapped = objectIn(said.event) ?? {};
      const event = eventIn(wrapped.data, wrapped.name);
      return { is: 'event', session, event, source: textIn(wrapped.origin) };
    }
    case 'service.state':
      // Its server says so once before there is a state.
      if (said.state === undefined) return null;
      return { is: 'state', session, state: stateFour(said.state) };
    case 'service.stop':
      return { is: 'ended', session };
    case '@xstate.actor':
      return {
        is: 'began',
        session,
        name: textIn(said.name) ?? session,
        parent: textIn(said.parentId),
        definition: machineIn(textIn(said.definition)),
        state: stateFive(said.snapshot, said.event),
        hears: false,
      };
    case '@xstate.event':
      return { is: 'event', session, event: eventIn(said.event), source: textIn(said.sourceId) };
    case '@xstate.snapshot':
      return { is: 'state', session, state: stateFive(said.snapshot, said.event) };
  }
  return null;
}

/** A state's value as text: `on.watching`, or `billing.quiet & handover.quiet`. */
function stateText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value)
    .map(([key, inner]) => (stateText(inner) === '' ? key : `${key}.${stateText(inner)}`))
    .join(' & ');
}

function stateFour(written: unknown): ForeignState {
  const state = objectIn(written) ?? {};
  const wrapped = objectIn(state._event);
  return {
    text: stateText(state.value),
    context: state.context ?? null,
    event: eventIn(state.event, wrapped?.name).type,
    isIgnored: state.changed === false,
    isOver: state.done === true,
  };
}

function stateFive(written: unknown, event: unknown): ForeignState {
  const snapshot = objectIn(written) ?? {};
  const status = textIn(snapshot.status) ?? 'active';
  return {
    text: snapshot.value === undefined ? status : stateText(snapshot.value),
    context: snapshot.context ?? snapshot.output ?? null,
    event: eventIn(event).type,
    isIgnored: false,
    isOver: status !== 'active',
  };
}

/** A definition with states; other logic has only a name. */
function machineIn(definition: string | null): string | null {
  return objectIn(definition)?.states === undefined ? null : definition;
}

function eventIn(event: unknown, name?: unknown): Fields & { readonly type: string } {
  const fields = objectIn(event) ?? {};
  return { ...fields, type: wordOf(textIn(fields.type) ?? textIn(name) ?? textIn(event) ?? '') };
}

/** `xstate.after(300)#m.a` and `xstate.after.300.m.a` as our own records say it: `after 300`. */
function wordOf(type: string): string {
  const after = /^xstate\.after(?:\((.+?)\)|\.([^.]+))/.exec(type);
  return after === null ? type : `after ${after[1] ?? after[2]}`;
}

/** An object, or one written as JSON. */
function objectIn(value: unknown): Fields | null {
  if (typeof value === 'string') {
    try {
      return objectIn(JSON.parse(value));
    } catch {
      return null;
    }
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : null;
}
function textIn(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
