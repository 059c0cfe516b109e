/**
 * Wire: what actor tests need around the part they look at: messages, envelopes, a journal that notes.
 */
import type { Engine, MachineRun, Step } from '../../src/actors/engine.ts';
import type { Envelope, Journal } from '../../src/actors/journal.ts';
import type { Emitted } from '../../src/machines/effects.ts';
import type { Message, MessageType, Outgoing } from '../../src/machines/protocol.ts';
import { RandomStreams } from '../../src/sim/random.ts';

/** A message with an id; its body does not matter to what carries it. */
export function message(requestId: string, type: MessageType = 'order.cancel'): Message {
  return { type, requestId, conversation: 'alice-1' } as Message;
}
export function outgoing(
  to: string,
  requestId: string,
  type: MessageType = 'order.cancel',
): Outgoing {
  return { ...message(requestId, type), to } as Outgoing;
}
export function envelope(requestId: string, changes: Partial<Envelope> = {}): Envelope {
  return {
    from: 'client/alice',
    to: 'processing-server',
    host: 'processing-server',
    client: null,
    message: message(requestId),
    attempt: 1,
    bytes: 100,
    channel: 'test',
    sent: 0,
    ...changes,
  };
}

/** A function of these names only, as in a run. */
export function draws(seed = 1, purpose = 'test') {
  const streams = new RandomStreams(seed);
  return (key: string, ordinal: number) => streams.once(purpose, key, ordinal);
}

/** Notes what it is told, a line each: `delivered alice-1 as new`. */
export class NotingJournal implements Journal {
  current = 0;
  readonly lines: string[] = [];

  sent({ message, to, attempt, channel }: Envelope): number {
    return this.note(
      `sent ${message.type} ${message.requestId} to ${to} (${attempt}) on ${channel}`,
    );
  }
  delivered({ message }: Envelope, handled: string): number {
    return this.note(`delivered ${message.requestId} as ${handled}`);
  }
  lost({ message }: Envelope, reason: string): number {
    return this.note(`lost ${message.requestId}: ${reason}`);
  }
  transition(actor: string, { event, state }: Step): number {
    return this.note(`${actor} ${event} -> ${state}`);
  }
  started(actor: string): number {
    return this.note(`started ${actor}`);
  }
  stopped(actor: string, _machine: string, state: string): number {
    return this.note(`stopped ${actor} ${state}`);
  }
  posting(): number {
    return this.note('posting');
  }
  issued(): number {
    return this.note('issued');
  }
  outcome(): number {
    return this.note('outcome');
  }
  private note(line: string): number {
    this.lines.push(line);
    this.current += 1;
    return this.current;
  }
}

/** What a fake machine says to an event. */
export type Behaviour = (event: { readonly type: string }) => readonly Emitted[];

/** An engine whose machines are functions, by address: what is left of a participant without XState. */
export function fakeEngine(behaviours: Readonly<Record<string, Behaviour>>): Engine & {
  readonly heard: string[];
  readonly ended: Set<string>;
  readonly deaf: Set<string>;
} {
  const heard: string[] = [];
  const ended = new Set<string>();
  const deaf = new Set<string>();
  const start = (_machine: unknown, address: string) => {
    const step = (event: string, emitted: readonly Emitted[]): Step => ({
      event,
      was: 'on',
      state: 'on',
      ignored: false,
      emitted,
    });
    const run: MachineRun = {
      address,
      machineId: 'fake',
      get state() {
        return ended.has(address) ? 'ended' : 'on';
      },
      get isDone() {
        return ended.has(address);
      },
      get isDeaf() {
        return deaf.has(address);
      },
      context: {},
      timers: null,
      save: () => ({ state: 'on', context: {}, rest: null }),
      send: (event) => {
        heard.push(`${address} ${event.type}`);
        return step(event.type, behaviours[address]?.(event) ?? []);
      },
    };
    return { run, first: step('start', []) };
  };
  const resume = (): never => {
    throw new Error('a fake is never taken up');
  };
  return { name: 'xstate', start, resume, heard, ended, deaf };
}
