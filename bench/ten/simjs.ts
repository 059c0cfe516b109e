/**
 * The ten messages on simjs: an entity a party, `send` with a delay, a timer for each thought.
 */
import { Mulberry32 } from '../mulberry.ts';
import { Entity, Sim, type SimEntity, type Simulation } from './simjs-library.ts';
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

interface Letter {
  readonly type: string;
  readonly client: number;
  readonly n: number;
}

/** The ten messages as entities of simjs. */
export class TenSimJs implements TenProgram {
  readonly random = new Mulberry32(SEED);
  readonly clients: Client[] = [];
  readonly sources: Source[] = [];
  readonly server: Server;
  readonly billing: Billing;
  completed = 0;
  messages = 0;
  errors = 0;
  billedMinor = 0;
  settledMinor = 0;
  private readonly simulation: Simulation = new Sim();

  constructor(clients: number) {
    const { simulation } = this;
    this.server = simulation.addEntity(Server, 'server', this);
    this.billing = simulation.addEntity(Billing, 'billing', this);
    for (let source = 0; source < SOURCES; source += 1) {
      this.sources.push(simulation.addEntity(Source, 'source', this, source));
    }
    for (let client = 0; client < clients; client += 1) {
      this.clients.push(simulation.addEntity(Client, 'client', this, client));
    }
  }

  run(): TenResult {
    this.simulation.simulate(Number.MAX_VALUE);
    const { completed, messages, errors, billedMinor, settledMinor, simulation } = this;
    return { completed, messages, errors, billedMinor, settledMinor, finalMs: simulation.simTime };
  }

  tell(from: SimEntity, to: SimEntity, type: string, client: number, n: number): void {
    this.messages += 1;
    from.send({ type, client, n }, LATENCY_MS * this.random.exponential(), to);
  }
}

class Client extends Entity {
  private of: TenSimJs | null = null;
  private index = 0;
  private n = 0;
  private state: 'idle' | 'requesting' | 'waiting' | 'viewing' | 'done' = 'idle';

  start(of: TenSimJs, index: number): void {
    this.of = of;
    this.index = index;
    this.think(of);
  }

  onMessage(_from: SimEntity, { type }: Letter): void {
    const { of } = this;
    if (of === null) return;
    if (type === 'bill') this.takeBill(of);
    else this.receive(of, type);
  }

  private think(of: TenSimJs): void {
    this.setTimer(THINK_MS * of.random.exponential()).done(() => {
      this.state = 'requesting';
      of.tell(this, of.server, 'select', this.index, this.n);
    });
  }

  private receive(of: TenSimJs, type: string): void {
    const isModified = sourceOf(this.index, this.n) % 2 === 1;
    if (this.state === 'requesting' && isModified) {
      this.state = 'waiting';
      return;
    }
    const isWaited = isModified
      ? this.state === 'waiting'
      : this.state === 'requesting' && type === 'token';
    if (!isWaited) of.errors += 1;
    this.state = 'viewing';
    of.tell(this, of.server, 'received', this.index, this.n);
  }

  private takeBill(of: TenSimJs): void {
    if (this.state !== 'viewing') of.errors += 1;
    of.billedMinor += priceMinor(sourceOf(this.index, this.n));
    of.completed += 1;
    this.n += 1;
    this.state = this.n < PURCHASES ? 'idle' : 'done';
    if (this.state === 'idle') this.think(of);
  }
}

class Server extends Entity {
  private of: TenSimJs | null = null;
  private readonly orders = new Map<number, 'pending' | 'provisioning' | 'delivered'>();

  start(of: TenSimJs): void {
    this.of = of;
  }

  onMessage(_from: SimEntity, { type, client, n }: Letter): void {
    const { of, orders } = this;
    if (of === null) return;
    const order = client * PURCHASES + n;
    const source = sourceOf(client, n);
    switch (type) {
      case 'select':
        if (orders.has(order)) of.errors += 1;
        orders.set(order, 'pending');
        of.tell(this, of.billing, 'authorize', client, n);
        return;
      case 'authorized':
        if (orders.get(order) !== 'pending') of.errors += 1;
        orders.set(order, source % 2 === 1 ? 'delivered' : 'provisioning');
        of.tell(this, of.sources[source] as Source, 'provision', client, n);
        if (source % 2 === 1) of.tell(this, of.clients[client] as Client, 'token', client, n);
        return;
      case 'source token':
        if (orders.get(order) !== 'provisioning') of.errors += 1;
        orders.set(order, 'delivered');
        of.tell(this, of.clients[client] as Client, 'token', client, n);
        return;
      case 'received':
        if (orders.get(order) !== 'delivered') of.errors += 1;
        orders.delete(order);
        of.tell(this, of.billing, 'capture', client, n);
    }
  }
}

class Billing extends Entity {
  private of: TenSimJs | null = null;

  start(of: TenSimJs): void {
    this.of = of;
  }

  onMessage(_from: SimEntity, { type, client, n }: Letter): void {
    const { of } = this;
    if (of === null) return;
    if (type === 'authorize') {
      of.tell(this, of.server, 'authorized', client, n);
      return;
    }
    of.tell(this, of.sources[sourceOf(client, n)] as Source, 'notice', client, n);
    of.tell(this, of.clients[client] as Client, 'bill', client, n);
  }
}

class Source extends Entity {
  private of: TenSimJs | null = null;
  private index = 0;

  start(of: TenSimJs, index: number): void {
    this.of = of;
    this.index = index;
  }

  onMessage(_from: SimEntity, { type, client, n }: Letter): void {
    const { of } = this;
    if (of === null) return;
    if (type === 'notice') {
      of.settledMinor += priceMinor(this.index);
      return;
    }
    const buyer = of.clients[client] as Client;
    if (this.index % 2 === 1) of.tell(this, buyer, 'transmission', client, n);
    else of.tell(this, of.server, 'source token', client, n);
  }
}
