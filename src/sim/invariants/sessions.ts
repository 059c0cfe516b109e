/**
 * Session invariants: what must be true of every viewing session when it is billed (I15 to I17, I27).
 *
 * Each monitor looks at a session once, when its lines go to the billing processor, and rates or counts
 * it by another way than the run did.
 */
import { rate } from '../../billing/rating/rating.ts';
import { estimate } from '../../billing/rating/schedule.ts';
import { ticksToUs } from '../../billing/rating/timeline.ts';
import type { RatedLine, SessionUsage } from '../../billing/rating/usage.ts';
import type { Delivery } from '../../machines/viewing-catalogue.ts';
import type { ViewingBodies } from '../../machines/viewing-protocol.ts';
import { asSaved } from '../keepable.ts';
import type { RunRecord } from '../record.ts';
import type { Scenario } from '../scenario/model.ts';
import { type LoggedSession, SessionLog } from '../session-log.ts';
import { Monitor } from './monitor.ts';

type Due = ViewingBodies['viewing.due'];

/** Looks at each session when it is billed. */
abstract class SessionMonitor extends Monitor {
  private readonly log = new SessionLog();
  private readonly transmissions: Scenario['transmissions'];

  constructor({ transmissions }: Scenario) {
    super();
    this.transmissions = transmissions;
  }

  read(record: RunRecord): void {
    const billed = this.log.read(record);
    if (billed === null) return;
    const { session, due } = billed;
    const { deliveries = [] } = this.transmissions.get(session.transmission)?.viewing ?? {};
    const delivery = deliveries.find(({ id }) => id === session.delivery);
    if (delivery === undefined) return;
    const fault = this.faultIn(session, due, delivery);
    if (fault !== null) this.broken(record.seq, `${session.session}: ${fault}`);
  }

  override save(): unknown {
    const saved: SavedSessionMonitor = { monitor: super.save(), log: this.log.save() };
    return saved;
  }

  override load(state: unknown): void {
    const { monitor, log } = asSaved<SavedSessionMonitor>(state);
    super.load(monitor);
    this.log.load(log);
  }

  protected abstract faultIn(session: LoggedSession, due: Due, delivery: Delivery): string | null;
}

interface SavedSessionMonitor {
  readonly monitor: unknown;
  readonly log: unknown;
}

export class RatedAtOnceMonitor extends SessionMonitor {
  readonly id = 'I15';
  readonly name = 'a session rated piece by piece is billed as if it were rated at once';

  protected faultIn({ usage, facts }: LoggedSession, due: Due, delivery: Delivery): string | null {
    if (facts === null) return 'it is billed, and no usage was passed on';
    // Backwards, because the order in which usage comes must not matter either.
    const records = [...usage.records].reverse();
    const { lines } = rate(delivery.tariff, delivery.timeline, { ...usage, records }, facts);
    return sameLines(lines, due.lines) ? null : `rated at once it has other lines than billed`;
  }
}

export class PlayedTimeMonitor extends SessionMonitor {
  readonly id = 'I16';
  readonly name = 'what is played and paused fills the time, and all that is accepted is rated';

  protected faultIn(session: LoggedSession, _: Due, { timeline }: Delivery): string | null {
    const { reported, accepted, usage } = session;
    const reports = [...reported.values()].sort((a, b) => a.report - b.report);
    const hole = holeIn(
      reports.flatMap(({ segments, pauses }) => [
        ...segments.map(({ atUs, fromTick, toTick }) => ({
          atUs,
          lengthUs: ticksToUs(timeline, toTick - fromTick),
        })),
        ...pauses,
      ]),
      timeline.tick === 'us' ? 0 : ticksToUs(timeline, 1),
    );
    if (hole !== null) return hole;
    const taken = reports.filter(({ report }) => accepted.has(report));
    const acceptedTicks = sum(
      taken.flatMap(({ segments }) => segments.map(({ fromTick, toTick }) => toTick - fromTick)),
    );
    const ratedTicks = sum(usage.records.map(({ ticks }) => ticks));
    if (acceptedTicks !== ratedTicks) return `${acceptedTicks} ticks accepted, ${ratedTicks} rated`;
    for (const { id, startTick, endTick } of timeline.elements) {
      const firstTicks = firstTicksOf(usage, id);
      if (firstTicks > endTick - startTick) return `${id} was played first for ${firstTicks} ticks`;
    }
    return null;
  }
}

export class CreditedOnceMonitor extends SessionMonitor {
  readonly id = 'I17';
  readonly name = 'a commercial is credited at most once, and only when it was answered if it asks';

  protected faultIn({ usage }: LoggedSession, due: Due, { timeline }: Delivery): string | null {
    const answered = new Set(usage.answered);
    const credited = due.lines.filter(({ mode }) => mode === 'subsidy');
    for (const line of credited) {
      const elements = timeline.elements.filter((element) => element.line === line.element);
      if (line.unit === 's' || line.unit === 'frame') {
        if (elements.length === 0) return `${line.element} is credited and is no commercial`;
        const unpaid = elements.every(
          ({ id, responseRequired, part }) =>
            firstTicksOf(usage, id) === 0 || (responseRequired && !answered.has(part)),
        );
        if (unpaid) return `${line.element} is credited without having been watched and answered`;
      }
    }
    const names = credited.map(({ element, label }) => `${element} ${label}`);
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    return twice === undefined ? null : `${twice} is credited twice`;
  }
}

export class PreviewMonitor extends SessionMonitor {
  readonly id = 'I27';
  readonly name = 'who plays everything once pays what the fee schedule says';

  protected faultIn({ usage, facts }: LoggedSession, due: Due, delivery: Delivery): string | null {
    if (facts === null || !isFullPlay(usage, delivery)) return null;
    const { lines } = estimate(delivery.tariff, delivery.timeline, facts);
    return sameLines(lines, due.lines) ? null : 'the fee schedule had other lines';
  }
}

/** Every element once, no pause, no survey, every commercial answered. */
function isFullPlay(usage: SessionUsage, { timeline }: Delivery): boolean {
  const isAnswered = timeline.elements.every(
    ({ responseRequired, part }) => !responseRequired || usage.answered.includes(part),
  );
  return (
    isAnswered &&
    usage.pauses.length + usage.participated.length === 0 &&
    usage.records.every(({ mode }) => mode === 'first') &&
    timeline.elements.every(
      ({ id, startTick, endTick }) => firstTicksOf(usage, id) === endTick - startTick,
    )
  );
}

function firstTicksOf({ records }: SessionUsage, id: string): number {
  return sum(
    records.flatMap(({ element, mode, ticks }) =>
      element === id && mode === 'first' ? [ticks] : [],
    ),
  );
}

/** Where the stretches of a session leave a hole or overlap; null where each follows the one before. */
function holeIn(
  stretches: readonly { readonly atUs: number; readonly lengthUs: number }[],
  slackUs: number,
): string | null {
  let untilUs = 0;
  for (const { atUs, lengthUs } of [...stretches].sort((a, b) => a.atUs - b.atUs)) {
    if (Math.abs(atUs - untilUs) > slackUs) {
      return `something is played or paused until ${untilUs} us, and then from ${atUs} us`;
    }
    untilUs = atUs + lengthUs;
  }
  return null;
}

function sameLines(ours: readonly RatedLine[], theirs: readonly RatedLine[]): boolean {
  return JSON.stringify(ours) === JSON.stringify(theirs);
}
function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
