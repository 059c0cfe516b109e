/**
 * Population: many subscribers whose behaviour is drawn from distributions.
 *
 *     arrival ──▶ selects a feature ──▶ … the order ends … ──pause──▶ selects again, until it has had enough
 *                       └─sometimes──▶ switches off while it waits
 *
 * Each member has a random stream of its own, so one more member changes nothing for the others, and
 * its client system exists only from its arrival on. Units: virtual microseconds.
 */
import { choose, happens, type Random, sampler, uniformInt } from '../actors/distribution.ts';
import { PRIORITY, type Timeline, type TimerHandler } from '../actors/timeline.ts';
import type { Address } from '../machines/address.ts';
import type { Selection } from '../machines/protocol.ts';
import { clientAddress, memberName } from './cast.ts';
import type { Population, SubscriberPlan } from './scenario/model.ts';

/** What a population does to the world. */
export interface Stage {
  readonly timeline: Timeline;
  stream(participant: string, purpose: string): Random;
  addClient(plan: Pick<SubscriberPlan, 'id' | 'receives' | 'patienceUs'>): void;
  select(client: Address, selection: Selection): void;
  switchOff(client: Address): void;
}
interface Member {
  readonly name: string;
  readonly client: Address;
  readonly random: Random;
  /** Orders still to be made; 0 before arrival. */
  left: number;
  does: 'arrive' | 'select' | 'switch-off';
}
const SECOND_US = 1_000_000;

/** The members of one population, each acting in its own time. */
export class Crowd implements TimerHandler<Member> {
  readonly owner: string;
  private readonly population: Population;
  private readonly stage: Stage;
  private readonly waiting = new Map<Address, Member>();
  private readonly orders: (random: Random) => number;
  private readonly pauseUs: (random: Random) => number;
  private readonly patienceUs: (random: Random) => number;

  constructor(population: Population, stage: Stage) {
    this.owner = population.id;
    this.population = population;
    this.stage = stage;
    this.orders = sampler(population.orders);
    this.pauseUs = sampler(population.pauseUs);
    this.patienceUs = sampler(population.patienceUs);
  }

  /** Has every member arrive in its own time. */
  begin(): void {
    const arrivesUs = sampler(this.population.arrivesUs);
    for (let n = 1; n <= this.population.count; n += 1) {
      const name = memberName(this.population, n);
      const random = this.stage.stream(name, 'behaviour');
      const member: Member = { name, client: clientAddress(name), random, left: 0, does: 'arrive' };
      this.stage.timeline.at(arrivesUs(random), PRIORITY.user, this, member);
    }
  }

  fire(member: Member): void {
    if (member.does === 'arrive') this.arrive(member);
    if (member.does === 'switch-off') this.leave(member);
    else this.select(member);
  }

  /** An order of `client` has ended, one way or the other. */
  orderEnded(client: Address): void {
    const member = this.waiting.get(client);
    if (member === undefined) return;
    this.waiting.delete(client);
    if (member.left === 0 || member.does === 'switch-off') return;
    const { timeline } = this.stage;
    timeline.at(timeline.nowUs + this.pauseUs(member.random), PRIORITY.user, this, member);
  }

  private arrive(member: Member): void {
    const { receives } = this.population;
    const chosen =
      receives[
        choose(
          member.random,
          receives.map(({ weight }) => weight),
        )
      ];
    member.left = Math.max(1, this.orders(member.random));
    member.does = 'select';
    this.stage.addClient({
      id: member.name,
      receives: chosen?.value ?? [],
      patienceUs: this.patienceUs(member.random),
    });
  }

  private select(member: Member): void {
    const { chooses, switchesOffPpm } = this.population;
    const choice =
      chooses[
        choose(
          member.random,
          chooses.map(({ weight }) => weight),
        )
      ];
    if (choice === undefined) return;
    member.left -= 1;
    this.waiting.set(member.client, member);
    this.stage.select(member.client, choice.selection);
    if (!happens(member.random, switchesOffPpm)) return;
    member.does = 'switch-off';
    const { timeline } = this.stage;
    const inUs = uniformInt(member.random, 0, SECOND_US);
    timeline.at(timeline.nowUs + inUs, PRIORITY.user, this, member);
  }

  private leave(member: Member): void {
    this.waiting.delete(member.client);
    this.stage.switchOff(member.client);
  }
}
