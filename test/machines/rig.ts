/**
 * Rig: one machine on virtual time, without a network: what it is told, what it says, when.
 *
 *     const order = rig(orderMachine, input);
 *     order.take(letter('payment.authorized', {})) ──▶ ['provision.request -> source/near']
 *     order.wait(180_000) ──▶ what its timers made it say meanwhile
 */
import type { AnyStateMachine } from 'xstate';
import type { MachineRun, Step } from '../../src/actors/engine.ts';
import { xstateEngine } from '../../src/actors/xstate-engine.ts';
import type { Emitted } from '../../src/machines/effects.ts';
import type { Message, MessageType, Received, RequestFailed } from '../../src/machines/protocol.ts';
import { Scheduler } from '../../src/sim/scheduler.ts';

/** Goes after everything of its instant: it only makes time pass where nothing is due. */
const LAST = 31;

export type Said = Exclude<Emitted, { type: 'batch' }>;

export interface Rig {
  readonly run: MachineRun;
  readonly state: string;
  readonly nowUs: number;
  /** Everything said so far. */
  readonly said: readonly Said[];
  /** Hands the machine an event, dated now; returns what it says, as text. */
  take(event: { readonly type: string }): readonly string[];
  /** Lets virtual time pass, in milliseconds; returns what timers make the machine say. */
  wait(ms: number): readonly string[];
}

export function rig(machine: AnyStateMachine, input: unknown): Rig {
  const timeline = new Scheduler();
  const said: Said[] = [];
  const note = ({ emitted }: Step): void => void said.push(...flat(emitted));
  const host = {
    timeline,
    currentRecord: () => 0,
    onTimer: (_: MachineRun, step: Step) => note(step),
  };
  const { run, first } = xstateEngine.start(machine, machine.id, input, host);
  note(first);
  const during = (act: () => void): readonly string[] => {
    const before = said.length;
    act();
    return said.slice(before).map(inWords);
  };
  return {
    run,
    said,
    get state() {
      return run.state;
    },
    get nowUs() {
      return timeline.nowUs;
    },
    take: (event) => {
      const timed = { atUs: timeline.nowUs, ...event };
      return during(() => note(run.send(timed)));
    },
    wait: (ms) => {
      const untilUs = timeline.nowUs + Math.round(ms * 1_000);
      timeline.at(untilUs, LAST, { owner: 'rig', fire: () => undefined }, null);
      return during(() => void timeline.runUntil(untilUs));
    },
  };
}

/** What a test says of a message's body. */
export type BodyOf<T extends MessageType> = Partial<Extract<Message, { type: T }>> & {
  readonly from?: string;
  readonly atUs?: number;
  readonly ended?: string;
};

/** A message as a machine receives it, of order alice-1 unless the body says otherwise. */
export function letter<T extends MessageType>(type: T, body: BodyOf<T> = {} as BodyOf<T>) {
  const conversation = body.conversation ?? 'alice-1';
  const common = { type, conversation, requestId: `${conversation}:${type}`, from: 'someone' };
  return { ...common, ...body } as unknown as Received<T>;
}

/** A reply to the request `of` of an order, which repeats that request's id. */
export function reply<T extends MessageType>(
  type: T,
  of: MessageType,
  order = 'alice-1',
  body: BodyOf<T> = {} as BodyOf<T>,
) {
  return letter(type, { ...body, conversation: order, requestId: `${order}:${of}` } as BodyOf<T>);
}

/** What a machine hears when nobody answered `request`. */
export function failed(request: MessageType, requestId = `alice-1:${request}`): RequestFailed {
  const conversation = requestId.split(/[:#]/)[0] ?? '';
  return { type: 'request.failed', request, requestId, to: 'someone', conversation, atUs: 0 };
}

/** The things of one type among what was said. */
export function ofType<T extends Said['type']>(said: readonly Said[], type: T) {
  return said.filter((one): one is Extract<Said, { type: T }> => one.type === type);
}

function flat(emitted: readonly Emitted[]): readonly Said[] {
  return emitted.flatMap((one) => (one.type === 'batch' ? flat(one.emitted) : [one]));
}

/** `provision.request -> source/near`, `outcome order.voided`, `ledger.post alice-1:hold`. */
function inWords(one: Said): string {
  if ('to' in one) return `${one.type} -> ${one.to}`;
  if (one.type === 'outcome') return `outcome ${one.name}`;
  if (one.type === 'ledger.post') return `ledger.post ${one.entry.id}`;
  if (one.type === 'process.open') return `process.open ${one.id}`;
  if (one.type === 'document.issue') return `document.issue ${one.document.number}`;
  return one.type;
}
