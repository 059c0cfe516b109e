/**
 * The ten messages in plain JavaScript: one switch, typed arrays, a typed heap. The yardstick.
 */
import { Mulberry32 } from '../mulberry.ts';
import { PlainHeap } from '../plain-heap.ts';
import {
  LATENCY_MS,
  PURCHASES,
  priceMinor,
  SEED,
  SOURCES,
  type TenProgram,
  type TenResult,
  THINK_MS,
} from './workload.ts';

const KIND = {
  think: 0,
  select: 1,
  authorize: 2,
  authorized: 3,
  provision: 4,
  sourceToken: 5,
  token: 6,
  transmission: 7,
  received: 8,
  capture: 9,
  notice: 10,
  bill: 11,
} as const;
const CLIENT = { idle: 0, requesting: 1, waiting: 2, viewing: 3, done: 4 } as const;
const ORDER = { none: 0, pending: 1, provisioning: 2, delivered: 3 } as const;

export class TenPlain implements TenProgram {
  private readonly random = new Mulberry32(SEED);
  private readonly heap: PlainHeap;
  /** By client. */
  private readonly state: Uint8Array;
  private readonly bought: Uint8Array;
  /** By order, which is ten times the client and the number of the purchase. */
  private readonly order: Uint8Array;
  private readonly settled = new Float64Array(SOURCES);
  private completed = 0;
  private messages = 0;
  private errors = 0;
  private billedMinor = 0;

  constructor(clients: number) {
    // A client has at most three things under way: a bill, a notice, or two halves of a delivery.
    this.heap = new PlainHeap(clients * 4 + 16);
    this.state = new Uint8Array(clients);
    this.bought = new Uint8Array(clients);
    this.order = new Uint8Array(clients * PURCHASES);
    for (let client = 0; client < clients; client += 1) this.think(0, client);
  }

  run(): TenResult {
    const { heap } = this;
    while (heap.pop()) this.take(heap.t, heap.a, heap.b, heap.c);
    const { completed, messages, errors, billedMinor, settled } = this;
    const settledMinor = settled.reduce((sum, minor) => sum + minor, 0);
    return { completed, messages, errors, billedMinor, settledMinor, finalMs: heap.t };
  }

  private take(atMs: number, kind: number, client: number, n: number): void {
    const source = (client + n) % SOURCES;
    const order = client * PURCHASES + n;
    switch (kind) {
      case KIND.think:
        this.state[client] = CLIENT.requesting;
        this.send(atMs, KIND.select, client, n);
        return;
      case KIND.select:
        this.move(order, ORDER.none, ORDER.pending);
        this.send(atMs, KIND.authorize, client, n);
        return;
      case KIND.authorize:
        this.send(atMs, KIND.authorized, client, n);
        return;
      case KIND.authorized:
        this.move(order, ORDER.pending, source % 2 === 1 ? ORDER.delivered : ORDER.provisioning);
        this.send(atMs, KIND.provision, client, n);
        if (source % 2 === 1) this.send(atMs, KIND.token, client, n);
        return;
      case KIND.provision:
        this.send(atMs, source % 2 === 1 ? KIND.transmission : KIND.sourceToken, client, n);
        return;
      case KIND.sourceToken:
        this.move(order, ORDER.provisioning, ORDER.delivered);
        this.send(atMs, KIND.token, client, n);
        return;
      case KIND.token:
      case KIND.transmission:
        this.deliver(atMs, client, n, source);
        return;
      case KIND.received:
        this.move(order, ORDER.delivered, ORDER.none);
        this.send(atMs, KIND.capture, client, n);
        return;
      case KIND.capture:
        this.send(atMs, KIND.notice, client, n);
        this.send(atMs, KIND.bill, client, n);
        return;
      case KIND.notice:
        this.settled[source] = (this.settled[source] as number) + priceMinor(source);
        return;
      case KIND.bill:
        this.takeBill(atMs, client, source);
    }
  }

  private deliver(atMs: number, client: number, n: number, source: number): void {
    if (source % 2 === 1 && this.state[client] === CLIENT.requesting) {
      this.state[client] = CLIENT.waiting;
      return;
    }
    const isWaited = this.state[client] === (source % 2 === 1 ? CLIENT.waiting : CLIENT.requesting);
    if (!isWaited) this.errors += 1;
    this.state[client] = CLIENT.viewing;
    this.send(atMs, KIND.received, client, n);
  }

  private takeBill(atMs: number, client: number, source: number): void {
    if (this.state[client] !== CLIENT.viewing) this.errors += 1;
    this.billedMinor += priceMinor(source);
    this.completed += 1;
    const bought = (this.bought[client] as number) + 1;
    this.bought[client] = bought;
    this.state[client] = bought < PURCHASES ? CLIENT.idle : CLIENT.done;
    if (bought < PURCHASES) this.think(atMs, client);
  }

  private move(order: number, from: number, to: number): void {
    if (this.order[order] !== from) this.errors += 1;
    this.order[order] = to;
  }

  private think(atMs: number, client: number): void {
    const dueMs = atMs + THINK_MS * this.random.exponential();
    this.heap.push(dueMs, KIND.think, client, this.bought[client] as number);
  }

  private send(atMs: number, kind: number, client: number, n: number): void {
    this.messages += 1;
    this.heap.push(atMs + LATENCY_MS * this.random.exponential(), kind, client, n);
  }
}
