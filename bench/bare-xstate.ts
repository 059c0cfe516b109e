/**
 * W2 on bare XState: the same machines, wired straight to the heap.
 *
 * What is left out is what Headend adds around the machines: channels, requests that are repeated and
 * recognised, records, the network's routing. Messages, processes, ledger postings and timers are
 * the same, so the difference is the price of the network.
 */

import { type AnyActorRef, type AnyStateMachine, createActor } from 'xstate';
import type { Random } from '../src/actors/distribution.ts';
import { sampler } from '../src/actors/distribution.ts';
import { PRIORITY, type TimerHandler } from '../src/actors/timeline.ts';
import { clockOn } from '../src/actors/xstate-clock.ts';
import { Ledger } from '../src/billing/ledger.ts';
import { type Address, roleOf } from '../src/machines/address.ts';
import { billingProcessorMachine } from '../src/machines/billing-processor.ts';
import { clientMachine } from '../src/machines/client/machine.ts';
import { creditIssuerMachine } from '../src/machines/credit-issuer.ts';
import { type Emitted, isMessage } from '../src/machines/effects.ts';
import { processingServerMachine } from '../src/machines/processing-server.ts';
import { sourceMachine } from '../src/machines/source/machine.ts';
import * as cast from '../src/sim/cast.ts';
import { PROCESS_MACHINES } from '../src/sim/machinery.ts';
import { RandomStreams } from '../src/sim/random.ts';
import { Scheduler } from '../src/sim/scheduler.ts';
import { LATENCY_US, purchases, purchasesEach, THINK_US } from './purchases.ts';

/** A message or a thought on the heap. */
interface Due {
  readonly to: Address;
  readonly event: { readonly type: string };
}

export class BareNetwork implements TimerHandler<Due> {
  readonly owner = 'bare';
  readonly timeline = new Scheduler();
  readonly ledger = new Ledger();
  messages = 0;
  displayed = 0;
  private readonly actors = new Map<Address, AnyActorRef>();
  private readonly left = new Map<Address, number>();
  private readonly random: Random;
  private readonly latency = sampler({ exponential: LATENCY_US });
  private readonly think = sampler({ exponential: THINK_US });

  constructor(clients: number) {
    const scenario = purchases(clients);
    this.random = new RandomStreams(scenario.seed).stream('bare', 'everything');
    this.start('processing-server', processingServerMachine, cast.processingServerInput(scenario));
    this.start('billing-processor', billingProcessorMachine, cast.billingProcessorInput(scenario));
    this.start('credit-issuer', creditIssuerMachine, cast.creditIssuerInput(scenario));
    for (const plan of scenario.sources.values()) {
      this.start(cast.sourceAddress(plan.id), sourceMachine, cast.sourceInput(scenario, plan));
    }
    for (const population of scenario.populations) {
      const receives = population.receives[0]?.value ?? [];
      for (let n = 1; n <= population.count; n += 1) {
        const id = cast.memberName(population, n);
        const input = cast.clientInput(scenario, { id, receives, patienceUs: 3_600_000_000 });
        this.start(input.client, clientMachine, input);
        this.left.set(input.client, purchasesEach(clients));
        this.pickLater(input.client);
      }
    }
  }

  run(): void {
    this.timeline.runUntil(Number.POSITIVE_INFINITY);
  }

  fire({ to, event }: Due): void {
    const address = this.actors.has(to) ? to : roleOf(to);
    const actor = this.actors.get(address);
    if (actor === undefined) return;
    actor.send(event);
    if (actor.getSnapshot().status === 'done') this.actors.delete(address);
  }

  private start(address: Address, machine: AnyStateMachine, input: unknown): AnyActorRef {
    const actor = createActor(machine, {
      id: address,
      input,
      clock: clockOn(this.timeline, address),
    });
    actor.on('*', (emitted) => this.perform(address, emitted as Emitted));
    this.actors.set(address, actor);
    actor.start();
    return actor;
  }

  private perform(by: Address, effect: Emitted): void {
    if (isMessage(effect)) {
      this.messages += 1;
      const atUs = this.timeline.nowUs + this.latency(this.random);
      const event = { ...effect, from: by, atUs };
      this.timeline.at(atUs, PRIORITY.delivery, this, { to: effect.to, event });
    } else if (effect.type === 'process.open') {
      const machine = PROCESS_MACHINES[effect.process];
      this.start(`${by}/${effect.id}`, machine, effect.input).send(effect.first);
    } else if (effect.type === 'batch') for (const one of effect.emitted) this.perform(by, one);
    else if (effect.type === 'ledger.post') this.ledger.post(effect.entry);
    else if (effect.type === 'outcome' && effect.name === 'feature.displayed') {
      this.displayed += 1;
      this.pickLater(by);
    }
  }

  private pickLater(client: Address): void {
    const left = this.left.get(client) ?? 0;
    if (left === 0) return;
    this.left.set(client, left - 1);
    const event = { type: 'user.select', transmission: 'film', feature: 'sound' };
    const atUs = this.timeline.nowUs + this.think(this.random);
    this.timeline.at(atUs, PRIORITY.user, this, { to: client, event });
  }
}
