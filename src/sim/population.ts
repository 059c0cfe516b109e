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
import {
  type RandomSource,
  type RandomState,
  type RandomStream,
  randomStream,
} from '../actors/random-stream.ts';
import { PRIORITY, type Timeline, type TimerHandler } from '../actors/timeline.ts';
import type { Address } from '../machines/address.ts';
import type { Selection } from '../machines/protocol.ts';
import { clientAddress, memberName } from './cast.ts';
import type { Population, SubscriberPlan } from './scenario/model.ts';

/** What a population does to the world. */
export interface Stage {
  readonly timeline: Timeline;
  readonly random: RandomSource;
  addClient(plan: Pick<SubscriberPlan, 'id' | 'receives' | 'patienceUs'>): void;
  select(client: Address, selection: Selection): void;
  switchOff(client: Address): void;
}
/** A member that has arrived and is not done yet. */
interface Member {
  readonly random: RandomStream;
  /** Orders still to be made. */
  left: number;
  /** True from a selection to the end of its order. */
  isWaiting: boolean;
  leaves: boolean;
}
/** A member as plain data. */
interface MemberState extends Readonly<Omit<Member, 'random'>> {
  readonly random: RandomState;
}
/** A population as plain data: the members that are neither still to come nor done, by number. */
export type CrowdState = ReadonlyMap<number, MemberState>;

const SECOND_US = 1_000_000;

/** The members of one population, each acting in its own time; the timeline has their numbers, from 1. */
export class Crowd implements TimerHandler<number> {
  readonly kind = 'population';
  readonly owner: string;
  private readonly population: Population;
  private readonly stage: Stage;
  private readonly members = new Map<number, Member>();
  private readonly arrivesUs: (random: Random) => number;
  private readonly orders: (random: Random) => number;
  private readonly pauseUs: (random: Random) => number;
  private readonly patienceUs: (random: Random) => number;

  constructor(population: Population, stage: Stage) {
    this.owner = population.id;
    this.population = population;
    this.stage = stage;
    this.arrivesUs = sampler(population.arrivesUs);
    this.orders = sampler(population.orders);
    this.pauseUs = sampler(population.pauseUs);
    this.patienceUs = sampler(population.patienceUs);
  }

  /** Has every member arrive in its own time. */
  begin(): void {
    for (let n = 1; n <= this.population.count; n += 1) {
      const arrivesUs = this.arrivesUs(this.streamOf(n));
      this.stage.timeline.at(arrivesUs, PRIORITY.user, this, n);
    }
  }

  fire(n: number): void {
    const member = this.members.get(n) ?? this.arrive(n);
    if (member.leaves) this.leave(n);
    else this.select(n, member);
  }

  /** An order of `client` has ended, one way or the other. */
  orderEnded(client: Address): void {
    const n = this.numberOf(client);
    const member = this.members.get(n);
    if (member === undefined || !member.isWaiting) return;
    member.isWaiting = false;
    if (member.leaves) return;
    if (member.left === 0) this.members.delete(n);
    else this.later(n, member, this.pauseUs(member.random));
  }

  save(): CrowdState {
    return new Map(
      Array.from(this.members, ([n, member]) => [n, { ...member, random: member.random.state }]),
    );
  }
  load(members: CrowdState): void {
    for (const [n, member] of members) {
      this.members.set(n, { ...member, random: randomStream(member.random) });
    }
  }

  private arrive(n: number): Member {
    const random = this.streamOf(n);
    // The draw that said when it arrives.
    this.arrivesUs(random);
    const { receives } = this.population;
    const chosen =
      receives[
        choose(
          random,
          receives.map(({ weight }) => weight),
        )
      ];
    const left = Math.max(1, this.orders(random));
    this.stage.addClient({
      id: memberName(this.population, n),
      receives: chosen?.value ?? [],
      patienceUs: this.patienceUs(random),
    });
    const member = { random, left, isWaiting: false, leaves: false };
    this.members.set(n, member);
    return member;
  }

  private select(n: number, member: Member): void {
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
    member.isWaiting = true;
    this.stage.select(this.clientOf(n), choice.selection);
    if (!happens(member.random, switchesOffPpm)) return;
    member.leaves = true;
    this.later(n, member, uniformInt(member.random, 0, SECOND_US));
  }

  private leave(n: number): void {
    this.members.delete(n);
    this.stage.switchOff(this.clientOf(n));
  }

  private later(n: number, member: Member, inUs: number): void {
    this.members.set(n, member);
    const { timeline } = this.stage;
    timeline.at(timeline.nowUs + inUs, PRIORITY.user, this, n);
  }

  private streamOf(n: number): RandomStream {
    return this.stage.random.stream(memberName(this.population, n), 'behaviour');
  }
  private clientOf(n: number): Address {
    return clientAddress(memberName(this.population, n));
  }
  /** The member whose client system this is; NaN for anybody else's. */
  private numberOf(client: Address): number {
    const n = Number(client.slice(client.lastIndexOf('-') + 1));
    return client === this.clientOf(n) ? n : Number.NaN;
  }
}
