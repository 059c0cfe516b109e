/**
 * The ten messages on bare XState: the six machines as XState's own actors, over the plain heap.
 */
import { type AnyActor, type AnyStateMachine, createActor } from 'xstate';
import { PlainHeap } from '../plain-heap.ts';
import { TenHost } from './host.ts';
import type { TenEmitted, TenMessage } from './machines.ts';

export class TenXState extends TenHost<AnyActor> {
  private readonly heap: PlainHeap;
  /** What is under way, by slot. */
  private readonly underWay: (TenMessage | null)[] = [];
  private readonly free: number[] = [];
  private nowMs = 0;

  constructor(clients: number) {
    super();
    this.heap = new PlainHeap(clients * 4 + 16);
    this.begin(clients);
  }

  protected start(machine: AnyStateMachine, input: unknown, client: number): AnyActor {
    const actor = createActor(machine, { input });
    actor.on('*', (emitted) => this.perform(emitted as TenEmitted, client));
    actor.start();
    return actor;
  }

  /** Whether it had a use for the message is not to be known without asking a second time. */
  protected send(actor: AnyActor, message: TenMessage): boolean {
    actor.send(message);
    return true;
  }

  protected hasEnded(actor: AnyActor): boolean {
    return actor.getSnapshot().status === 'done';
  }

  protected later(delayMs: number, message: TenMessage): void {
    const slot = this.free.pop() ?? this.underWay.length;
    this.underWay[slot] = message;
    this.heap.push(this.nowMs + delayMs, slot, 0, 0);
  }

  protected drain(): number {
    const { heap, underWay, free } = this;
    while (heap.pop()) {
      this.nowMs = heap.t;
      const slot = heap.a;
      const message = underWay[slot];
      underWay[slot] = null;
      free.push(slot);
      if (message !== null && message !== undefined) this.deliver(message);
    }
    return this.nowMs;
  }
}
