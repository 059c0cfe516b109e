/**
 * Host: what is the same for every way of running the six machines: routing, draws, totals.
 *
 *     queue ──due──▶ deliver ──▶ actor ──emits──▶ perform ──▶ queue, totals
 *
 * Orders are opened when the server says so and forgotten when they have ended.
 */
import type { AnyStateMachine } from 'xstate';
import { Mulberry32 } from '../mulberry.ts';
import {
  billingMachine,
  clientMachine,
  isMessage,
  modifyingSourceMachine,
  orderMachine,
  serverMachine,
  type TenEmitted,
  type TenMessage,
  tokenSourceMachine,
} from './machines.ts';
import {
  LATENCY_MS,
  PURCHASES,
  priceMinor,
  SEED,
  SOURCES,
  sourceOf,
  type TenProgram,
  type TenResult,
  THINK_MS,
} from './workload.ts';

/** The network of the ten messages, but for what runs a machine, an `Actor`, and what keeps time. */
export abstract class TenHost<Actor> implements TenProgram {
  private readonly random = new Mulberry32(SEED);
  private readonly clients: Actor[] = [];
  private readonly sources: Actor[] = [];
  private readonly orders = new Map<number, Actor>();
  private server: Actor | null = null;
  private billing: Actor | null = null;
  private completed = 0;
  private messages = 0;
  private errors = 0;
  private billedMinor = 0;
  private settledMinor = 0;

  /** Starts a machine for a client, or for nobody, -1; what it emits, then and later, goes to `perform`. */
  protected abstract start(machine: AnyStateMachine, input: unknown, client: number): Actor;
  /** Hands over a message; false when the machine had no use for it. */
  protected abstract send(actor: Actor, message: TenMessage): boolean;
  protected abstract hasEnded(actor: Actor): boolean;
  /** Has `deliver` called with the message, this much later. */
  protected abstract later(delayMs: number, message: TenMessage): void;
  /** Delivers all there is, in order; returns when the last was. */
  protected abstract drain(): number;

  run(): TenResult {
    const finalMs = this.drain();
    const { completed, messages, errors, billedMinor, settledMinor } = this;
    return { completed, messages, errors, billedMinor, settledMinor, finalMs };
  }

  /** Starts everybody; to be called once, at the end of the constructor. */
  protected begin(clients: number): void {
    this.server = this.start(serverMachine, undefined, -1);
    this.billing = this.start(billingMachine, undefined, -1);
    for (let source = 0; source < SOURCES; source += 1) {
      const machine = source % 2 === 1 ? modifyingSourceMachine : tokenSourceMachine;
      this.sources.push(this.start(machine, undefined, -1));
    }
    for (let client = 0; client < clients; client += 1) {
      this.clients.push(this.start(clientMachine, { client }, client));
    }
  }

  protected deliver(message: TenMessage): void {
    const actor = this.actorFor(message);
    if (actor === null || !this.send(actor, message)) this.errors += 1;
    else if (message.to === 'order' && this.hasEnded(actor)) this.orders.delete(orderOf(message));
  }

  /** @param client whose client system emitted it, if one did */
  protected perform(emitted: TenEmitted, client: number): void {
    if (isMessage(emitted)) {
      this.messages += 1;
      this.later(LATENCY_MS * this.random.exponential(), emitted);
      return;
    }
    switch (emitted.type) {
      case 'think': {
        const over: TenMessage = { type: 'think.over', to: 'client', client, n: 0 };
        this.later(THINK_MS * this.random.exponential(), over);
        return;
      }
      case 'open': {
        const { first } = emitted;
        const opened = this.start(orderMachine, first, -1);
        this.orders.set(orderOf(first), opened);
        this.send(opened, first);
        return;
      }
      case 'billed':
        this.billedMinor += priceMinor(emitted.source);
        this.completed += 1;
        return;
      case 'settled':
        this.settledMinor += priceMinor(emitted.source);
    }
  }

  private actorFor(message: TenMessage): Actor | null {
    switch (message.to) {
      case 'client':
        return this.clients[message.client] ?? null;
      case 'order':
        return this.orders.get(orderOf(message)) ?? null;
      case 'source':
        return this.sources[sourceOf(message.client, message.n)] ?? null;
      case 'server':
        return this.server;
      case 'billing':
        return this.billing;
    }
  }
}

function orderOf({ client, n }: TenMessage): number {
  return client * PURCHASES + n;
}
