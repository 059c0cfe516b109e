/**
 * Plant: what one source's medium gives its clients.
 *
 *     metro-cable.downlink   programme, and everything else where there is no control segment
 *     metro-cable.uplink     client to head end
 *     metro-cable.control    head end to client, on one-way media (a telephone call)
 */
import type { Channel } from './channel.ts';
import type { LineBoard } from './line-board.ts';
import type { CallLaw, Medium, MediumName, SegmentLaw } from './media.ts';

/** One source's plant. */
export interface Plant {
  readonly medium: Medium;
  readonly downlink: Channel;
  readonly uplink: Channel;
  readonly control: Channel;
  readonly lines: LineBoard | null;
  /** What modified transmissions made the medium carry, beyond messages. */
  programmeBytes: number;
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

/**
 * The plant of a medium.
 *
 * @param make makes the channel of a segment
 * @param linesUnder makes the telephone lines, for media that need a call
 */
export function buildPlant(
  medium: Medium,
  make: (segment: 'downlink' | 'uplink' | 'control', law: SegmentLaw) => Channel,
  linesUnder: (law: CallLaw) => LineBoard,
): Plant {
  const downlink = make('downlink', medium.downlink);
  return {
    medium,
    downlink,
    uplink: make('uplink', medium.uplink),
    control: medium.control === null ? downlink : make('control', medium.control),
    lines: medium.call === null ? null : linesUnder(medium.call),
    programmeBytes: 0,
  };
}

/** What a plant has carried so far; what its downlink carries instead of a control segment counts there. */
export function trafficOf(source: string, plant: Plant): PlantTraffic {
  const { medium, downlink, uplink, control, programmeBytes } = plant;
  return {
    source,
    medium: medium.name,
    downlinkBytes: downlink.bytesCarried,
    uplinkBytes: uplink.bytesCarried,
    controlBytes: control === downlink ? 0 : control.bytesCarried,
    programmeBytes,
  };
}
