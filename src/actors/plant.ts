/**
 * Plant: what one source's medium gives its clients.
 *
 *     metro-cable.downlink   programme, and everything else where there is no control segment
 *     metro-cable.uplink     client to head end
 *     metro-cable.control    head end to client, on one-way media (a telephone call)
 */
import type { Channel, ChannelState } from './channel.ts';
import type { BoardState, LineBoard } from './line-board.ts';
import type { CallLaw, Medium, MediumName, SegmentLaw } from './media.ts';

/** Where a plant is, as plain data that it no longer changes. */
export interface PlantState {
  readonly downlink: ChannelState;
  readonly uplink: ChannelState;
  /** Null where the downlink carries it. */
  readonly control: ChannelState | null;
  /** Null where there are no lines. */
  readonly lines: BoardState | null;
  readonly programmeBytes: number;
}
/** What one plant has carried, in bytes. */
export interface PlantTraffic {
  readonly source: string;
  readonly medium: MediumName;
  readonly downlinkBytes: number;
  readonly uplinkBytes: number;
  readonly controlBytes: number;
  readonly programmeBytes: number;
}

/** One source's plant. */
export class Plant {
  readonly medium: Medium;
  readonly downlink: Channel;
  readonly uplink: Channel;
  readonly control: Channel;
  readonly lines: LineBoard | null;
  /** What modified transmissions made the medium carry, beyond messages. */
  programmeBytes = 0;

  /**
   * @param make makes the channel of a segment
   * @param linesUnder makes the telephone lines, for media that need a call
   */
  constructor(
    medium: Medium,
    make: (segment: 'downlink' | 'uplink' | 'control', law: SegmentLaw) => Channel,
    linesUnder: (law: CallLaw) => LineBoard,
  ) {
    this.medium = medium;
    this.downlink = make('downlink', medium.downlink);
    this.uplink = make('uplink', medium.uplink);
    this.control = medium.control === null ? this.downlink : make('control', medium.control);
    this.lines = medium.call === null ? null : linesUnder(medium.call);
  }

  /** Its channels; where there is no control segment, the downlink is not told twice. */
  *channels(): Iterable<Channel> {
    yield this.downlink;
    yield this.uplink;
    if (this.control !== this.downlink) yield this.control;
  }

  /** What it has carried so far; what its downlink carries instead of a control segment counts there. */
  traffic(source: string): PlantTraffic {
    const { medium, downlink, uplink, control, programmeBytes } = this;
    return {
      source,
      medium: medium.name,
      downlinkBytes: downlink.bytesCarried,
      uplinkBytes: uplink.bytesCarried,
      controlBytes: control === downlink ? 0 : control.bytesCarried,
      programmeBytes,
    };
  }

  /** @throws {UnsavableRun} when it has lines, on an engine that cannot put machines aside */
  save(): PlantState {
    return {
      downlink: this.downlink.save(),
      uplink: this.uplink.save(),
      control: this.control === this.downlink ? null : this.control.save(),
      lines: this.lines?.save() ?? null,
      programmeBytes: this.programmeBytes,
    };
  }
  load({ downlink, uplink, control, lines, programmeBytes }: PlantState): void {
    this.downlink.load(downlink);
    this.uplink.load(uplink);
    if (control !== null) this.control.load(control);
    if (lines !== null) this.lines?.load(lines);
    this.programmeBytes = programmeBytes;
  }
}
