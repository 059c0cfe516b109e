/**
 * Network: which channel leads from whom to whom, and what each has carried.
 *
 *     client ─────uplink────▶ everyone at the head end
 *     source ─────downlink──▶ its clients          (programme)
 *     head end ───control───▶ a client             (two-way media: the downlink carries this too)
 *     server ─────A>B───────▶ server or source     (the packet network between them)
 *     hub ────────local─────▶ its own processes    (no network: the same instant)
 *
 * A plant is what one source's medium gives its clients: `metro-cable.downlink`,
 * `metro-cable.uplink` and, on one-way media, `metro-cable.control` (a telephone call). A client
 * speaks over the plant of the first source it receives.
 */
import { type Address, hostOf } from '../machines/address.ts';
import { MESSAGE_LAWS } from '../machines/message-table.ts';
import type { Message } from '../machines/protocol.ts';
import { Channel } from './channel.ts';
import { type CoreChannelState, CoreNetwork } from './core-network.ts';
import { DirectSubscriber } from './direct-subscriber.ts';
import type { Engine } from './engine.ts';
import type { Envelope, Journal } from './journal.ts';
import { LineBoard } from './line-board.ts';
import type { Medium, SegmentLaw } from './media.ts';
import { Plant, type PlantState, type PlantTraffic } from './plant.ts';
import type { RandomSource } from './random-stream.ts';
import { PRIORITY, type Timeline, type TimerHandler } from './timeline.ts';
import type { Passage } from './transit.ts';

export interface NetworkSetting {
  readonly timeline: Timeline;
  readonly engine: Engine;
  readonly journal: Journal;
  /** The plants by source id. */
  readonly media: ReadonlyMap<string, Medium>;
  /** How the packet network between the servers carries messages. */
  readonly core: SegmentLaw;
  /** The source id whose plant a client, or a process of it, speaks over. */
  readonly homeOf: (client: Address) => string;
  readonly random: RandomSource;
  readonly deliver: (envelope: Envelope, tampered: boolean) => void;
}

/** Where a network is, as plain data that it no longer changes. */
export interface NetworkState {
  readonly plants: ReadonlyMap<string, PlantState>;
  readonly core: readonly CoreChannelState[];
  readonly localUnderWay: number;
}

/** The name of the way inside a hub, which is no channel. */
export const LOCAL = 'local';

/** Carries every message of a run, over channels that are made when they are first needed. */
export class Network implements TimerHandler<Envelope> {
  readonly kind = 'local';
  readonly owner = LOCAL;
  private readonly setting: NetworkSetting;
  private readonly plants = new Map<string, Plant>();
  private readonly core: CoreNetwork;
  /** The channels that run over telephone lines, of whichever plant, with their lines. */
  private readonly lined = new Map<Channel, LineBoard>();
  private localUnderWay = 0;

  constructor(setting: NetworkSetting) {
    this.setting = setting;
    this.core = new CoreNetwork((name) => this.make(name, setting.core));
    for (const [source, medium] of setting.media)
      this.plants.set(source, this.plant(source, medium));
  }

  /** Sends a message; returns the record of its sending. */
  carry(from: Address, to: Address, message: Message, attempt: number, cause: number): number {
    const { journal, timeline } = this.setting;
    const sender = hostOf(from);
    const host = hostOf(to);
    const client = clientOf(sender, host);
    const channel =
      client === null ? this.between(sender, host) : this.onLink(client, sender, message);
    const { bytes } = MESSAGE_LAWS[message.type];
    const name = channel === null ? LOCAL : channel.name;
    const envelope: Envelope = {
      from,
      to,
      host,
      client,
      message,
      attempt,
      bytes,
      channel: name,
      sent: 0,
    };
    envelope.sent = journal.sent(envelope, cause);
    if (channel === null) {
      this.localUnderWay += 1;
      timeline.at(timeline.nowUs, PRIORITY.delivery, this, envelope);
    } else this.put(envelope, channel);
    return envelope.sent;
  }

  fire(envelope: Envelope): void {
    this.localUnderWay -= 1;
    this.setting.deliver(envelope, false);
  }

  /** The channel of a name a scenario may use, `metro-cable.uplink` or `A>B`; null when there is none. */
  channel(name: string): Channel | null {
    const [from, to] = name.split('>');
    if (from !== undefined && to !== undefined) return this.core.channel(from, to);
    const dot = name.lastIndexOf('.');
    const plant = this.plants.get(name.slice(0, dot));
    const segment = name.slice(dot + 1);
    if (plant === undefined) return null;
    return segment === 'downlink' || segment === 'uplink' || segment === 'control'
      ? plant[segment]
      : null;
  }

  /** Every channel that exists, plants first. */
  *channels(): Iterable<Channel> {
    for (const plant of this.plants.values()) yield* plant.channels();
    yield* this.core.channels();
  }

  /** The line boards of the plants that need calls, by source id. */
  *lineBoards(): Iterable<LineBoard> {
    for (const { lines } of this.plants.values()) if (lines !== null) yield lines;
  }

  /** Sets what one client's own link carries towards it, in bits per second; null restores it. */
  setAccessRate(client: Address, bitsPerSecond: number | null): void {
    const { downlink, control, medium } = this.home(client);
    downlink.setRate(client, bitsPerSecond);
    // A telephone return path is not what the client bought a faster line on.
    if (!medium.oneWay) control.setRate(client, bitsPerSecond);
  }
  /** What a client's own link carries towards it, in bits per second. */
  accessRateOf(client: Address): number | null {
    return this.home(client).downlink.rateOf(client);
  }

  /** Accounts for programme carried for one client of `source` because it was modified. */
  carryProgramme(source: string, bytes: number): void {
    const plant = this.plants.get(source);
    if (plant !== undefined) plant.programmeBytes += bytes;
  }

  /** How many messages were sent and have neither arrived nor been lost. */
  underWayCount(): number {
    let count = this.localUnderWay;
    for (const channel of this.channels()) count += channel.underWay;
    return count;
  }

  /** What each plant has carried so far. */
  traffic(): readonly PlantTraffic[] {
    return [...this.plants].map(([source, plant]) => plant.traffic(source));
  }

  /**
   * Where it is.
   *
   * @throws {UnsavableRun} when there are telephone lines, on an engine that cannot put machines aside
   */
  save(): NetworkState {
    const plants = new Map(Array.from(this.plants, ([source, plant]) => [source, plant.save()]));
    return { plants, core: this.core.save(), localUnderWay: this.localUnderWay };
  }
  load({ plants, core, localUnderWay }: NetworkState): void {
    for (const [source, saved] of plants) this.plants.get(source)?.load(saved);
    this.core.load(core);
    this.localUnderWay = localUnderWay;
  }

  /** Has `tamper` look at every message a client is sent, but for broadcast programme. */
  tamperWith(tamper: Channel['tamper']): void {
    for (const { control } of this.plants.values()) control.tamper = tamper;
  }

  private between(sender: Address, host: Address): Channel | null {
    return sender === host ? null : this.core.channel(sender, host);
  }

  private onLink(client: Address, sender: Address, message: Message): Channel {
    if (sender === client) return this.home(client).uplink;
    const isProgramme = MESSAGE_LAWS[message.type].programme;
    const plant = isProgramme ? this.plants.get(sender.slice('source/'.length)) : undefined;
    return plant?.downlink ?? this.home(client).control;
  }

  private put(envelope: Envelope, channel: Channel): void {
    const lines = this.lined.get(channel);
    if (lines === undefined || envelope.client === null) channel.send(envelope);
    else lines.use(envelope.client, envelope);
  }

  private home(client: Address): Plant {
    const plant = this.plants.get(this.setting.homeOf(client));
    if (plant === undefined) throw new RangeError(`${client} has no plant to speak over`);
    return plant;
  }

  private plant(source: string, medium: Medium): Plant {
    const { timeline, engine, journal, random } = this.setting;
    const purpose = `${source}.line`;
    const pass = (envelope: Envelope) => {
      const { uplink, control } = plant;
      (envelope.channel === uplink.name ? uplink : control).send(envelope);
    };
    const plant = new Plant(
      medium,
      (segment, law) => this.make(`${source}.${segment}`, law),
      (law) => new LineBoard({ law, timeline, engine, journal, random, purpose, pass }),
    );
    const { lines, uplink, control } = plant;
    if (lines !== null) this.lined.set(uplink, lines).set(control, lines);
    return plant;
  }

  private make(name: string, law: SegmentLaw): Channel {
    const { timeline, random, deliver, journal } = this.setting;
    const draws = random.drawsFor(name);
    const channel = new Channel({ name, law, timeline, draws });
    channel.arrivals$.subscribe(
      new DirectSubscriber((passage) => deliver(arrived(passage), passage.tampered !== null)),
    );
    channel.losses$.subscribe(
      new DirectSubscriber(({ envelope, reason }) => void journal.lost(envelope, reason)),
    );
    return channel;
  }
}

function arrived({ envelope, tampered }: Passage): Envelope {
  return tampered === null ? envelope : { ...envelope, message: tampered };
}
function isClient(address: Address): boolean {
  return address.startsWith('client/');
}
/** The one of two participants that is a client; the sender of two, and null where neither is. */
function clientOf(sender: Address, host: Address): Address | null {
  if (isClient(sender)) return sender;
  return isClient(host) ? host : null;
}
