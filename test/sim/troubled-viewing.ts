/**
 * Troubled viewing: scenarios for exploration in which people play films, and what no run may show.
 *
 *     plan ──viewingScenario──▶ Scenario ──viewingComplaints──▶ what is unsound; nothing, we hope
 *
 * Three viewers of one source, a film in seconds and a reel in frames, both some minutes long, and a
 * cycle of a day. Nothing in the tariffs depends on when a session begins or on earlier ones, so that
 * the same viewer's bill is the same on any network. Seconds (`...S`), chances in percent.
 */
import type { Bill } from '../../src/billing/bill.ts';
import type { RatedLine } from '../../src/billing/rating/usage.ts';
import type { RecordReader, RunRecord } from '../../src/sim/record.ts';
import { runScenario } from '../../src/sim/run.ts';
import type { RunResult } from '../../src/sim/run-result.ts';
import { defineScenario } from '../../src/sim/scenario/load.ts';
import type { Scenario } from '../../src/sim/scenario/model.ts';
import { type Outage, type Per, type Trouble, unsoundness } from './troubled-network.ts';

/** What somebody does, so long after the start, or after an outcome of a session. */
export interface WatchingDeed {
  readonly since: string | null;
  readonly atS: number;
  readonly do: string;
}
export interface ViewingTrouble {
  readonly seed: number;
  readonly medium: string;
  readonly billing: Per;
  readonly negativeNet: string;
  readonly credit: number;
  readonly core: unknown;
  readonly troubles: readonly Trouble[];
  readonly outages: readonly Outage[];
  readonly deeds: readonly WatchingDeed[];
}

export const VIEWERS = ['alice', 'bob', 'carol'] as const;
/** The channels that viewing uses. */
export const VIEWING_CHANNELS = [
  'near downlink',
  'near uplink',
  'interface-server to subscriber-database',
  'subscriber-database to interface-server',
  'interface-server to accounting-system',
  'accounting-system to interface-server',
  'accounting-system to subscriber-database',
  'subscriber-database to accounting-system',
  'accounting-system to billing-processor',
  'billing-processor to accounting-system',
  'billing-processor to credit-issuer',
  'credit-issuer to billing-processor',
  'billing-processor to near',
  'near to billing-processor',
] as const;

/** Nothing goes wrong, nothing happens. */
export const CALM_VIEWING: ViewingTrouble = {
  seed: 1,
  medium: 'cable',
  billing: 'transaction',
  negativeNet: 'carry-forward',
  credit: 50,
  core: '2ms',
  troubles: [],
  outages: [],
  deeds: [],
};

const TIMELINES = {
  film: {
    elements: [
      { id: 'interval-1', length: '130s', people: ['Actor A'] },
      { id: 'c-scene-1', kind: 'subsidy', length: '20s', part: 'c-1', response: 'required' },
      { id: 'c-scene-2', kind: 'subsidy', length: '15s', part: 'c-1', response: 'required' },
      { id: 'interval-2', length: '200s', people: ['Actor A', 'Actor B'] },
      { id: 'c-2', kind: 'subsidy', length: '25s', sponsor: 'soda' },
      { id: 'interval-3', length: '95s' },
    ],
    rights: [
      { holder: 'Actor A', rate: '3 cents per minute' },
      { holder: 'Actor B', rate: '2 cents per minute' },
    ],
  },
  reel: {
    tick: 'frames',
    'frames-per-second': '30000/1001',
    elements: [
      { id: 'part-1', length: 1_501 },
      { id: 'spot', kind: 'subsidy', length: 333 },
      { id: 'part-2', length: 4_007 },
    ],
  },
};
const TARIFFS = {
  ordinary: {
    initial: 0.4,
    programming: '12 cents per minute',
    subsidy: '40 cents per minute',
    'first-credit': '5 cents',
    review: '3 cents per minute',
    pause: '1 cent per minute',
    surveys: { poll: 0.5 },
    'fast-forward': 'outside-commercials',
  },
  generous: { programming: '1 cent per minute', subsidy: '90 cents per minute' },
  'by-frame': { programming: '1/200 cents per frame', subsidy: '1/80 cents per frame' },
};

export function viewingScenario(plan: ViewingTrouble): Scenario {
  return defineScenario('troubled-viewing', {
    scenario: 'Viewing over a troubled network',
    seed: plan.seed,
    starts: '2026-06-06T00:00',
    timelines: TIMELINES,
    tariffs: TARIFFS,
    transmissions: {
      night: {
        kind: 'movie',
        viewing: {
          source: 'near',
          share: '33%',
          deliveries: {
            film: { title: 'film', timeline: 'film', tariff: 'ordinary' },
            gift: { title: 'gift', timeline: 'film', tariff: 'generous' },
            reel: { title: 'reel', timeline: 'reel', tariff: 'by-frame' },
          },
        },
      },
    },
    features: { surround: { kind: 'audio-upgrade', rate: '448kbit/s' } },
    core: { latency: plan.core },
    sources: {
      near: {
        medium: plan.medium,
        provision: ['modification', 'token'],
        settlement: { by: 'later-bill', per: plan.billing },
        offers: [{ feature: 'surround', on: 'night', price: 0.99, share: '65%' }],
      },
    },
    billing: { per: plan.billing, every: '1d', 'negative-net': plan.negativeNet },
    subscribers: Object.fromEntries(
      VIEWERS.map((who) => [who, { receives: ['near'], credit: plan.credit }]),
    ),
    conditions: plan.troubles.map(({ on, loss, duplicates, reorders, delayS }) => ({
      on,
      loss: `${loss}%`,
      duplicates: `${duplicates}%`,
      reorders: `${reorders}%`,
      delay: `${delayS}s`,
    })),
    script: [
      ...plan.deeds.map(({ since, atS, do: deed }) => ({
        ...(since === null ? {} : { since }),
        after: `${atS}s`,
        do: deed,
      })),
      ...plan.outages.flatMap(({ what, fromS, lastsS }) => {
        const isViewer = VIEWERS.some((who) => who === what);
        const words = isViewer
          ? [`${what} switches off`, `${what} switches on`]
          : [`cut ${what}`, `mend ${what}`];
        return [
          { after: `${fromS}s`, do: words[0] },
          { after: `${fromS + lastsS}s`, do: words[1] },
        ];
      }),
    ],
  });
}

/** How a run went for each session. */
export interface Sessions {
  readonly result: RunResult;
  readonly started: ReadonlySet<string>;
  readonly refused: ReadonlySet<string>;
  readonly rated: ReadonlyMap<string, number>;
  readonly unbilled: ReadonlySet<string>;
  readonly silent: ReadonlySet<string>;
  readonly unpaid: ReadonlySet<string>;
}

export function watchSessions(plan: ViewingTrouble): Sessions {
  const watch = new SessionWatch();
  const result = runScenario(viewingScenario(plan), { readers: [watch] });
  return { result, ...watch.seen };
}

/** The lines of a session, on whichever bills they are. */
export function linesBilled(bills: readonly Bill[], session: string): readonly RatedLine[] {
  return bills.flatMap(({ lines }) =>
    lines.flatMap(({ order, origin, amountMinor }) =>
      order === session && origin !== undefined ? [{ ...origin, amountMinor }] : [],
    ),
  );
}

/** What a run shows that no run may show; empty when it is sound. */
export function viewingComplaints({ result, ...seen }: Sessions): readonly string[] {
  const complaints = [...unsoundness(result)];
  for (const session of seen.started) {
    if (!seen.rated.has(session) && !seen.unbilled.has(session)) {
      complaints.push(`${session} was started, and neither billed nor told unbilled`);
    }
  }
  const billsOf = new Map<string, Set<string>>();
  for (const { number, lines } of result.bills) {
    for (const { order, origin } of lines) {
      if (origin === undefined) continue;
      billsOf.set(order, (billsOf.get(order) ?? new Set()).add(number));
    }
  }
  for (const [session, numbers] of billsOf) {
    if (numbers.size > 1) complaints.push(`${session} is on ${[...numbers].join(' and ')}`);
    if (seen.refused.has(session)) complaints.push(`${session} was refused, and is billed`);
  }
  for (const [session, netMinor] of seen.rated) {
    const billedMinor = linesBilled(result.bills, session).reduce(
      (sum, line) => sum + line.amountMinor,
      0,
    );
    if (netMinor !== billedMinor) {
      complaints.push(`${session} was rated ${netMinor} and is billed ${billedMinor}`);
    }
  }
  const closed = new Set(
    result.transactions.filter((each) => each.closed).map((one) => one.session),
  );
  for (const session of seen.rated.keys()) {
    if (!closed.has(session)) complaints.push(`${session} has no closed transaction record`);
  }
  return [...complaints, ...accountComplaints(result, seen.unpaid)];
}

/** A subscriber's account ends at its account credit, and below it by what was not paid. */
function accountComplaints(
  { bills, ledger }: RunResult,
  unpaid: ReadonlySet<string>,
): readonly string[] {
  return VIEWERS.flatMap((who) => {
    const own = bills.filter(({ subscriber }) => subscriber === `client/${who}`);
    const creditMinor = own.at(-1)?.accountCreditAfterMinor ?? 0;
    const unpaidMinor = own.reduce((sum, { number, dueMinor, lines }) => {
      if (!unpaid.has(number)) return sum;
      return sum + dueMinor - sumOf(lines.filter(({ origin }) => origin === undefined));
    }, 0);
    const account = `client/${who}:account`;
    const balanceMinor =
      ledger.accounts.find((balance) => balance.account === account)?.balanceMinor ?? 0;
    if (balanceMinor === creditMinor - unpaidMinor) return [];
    return [`${account} has ${balanceMinor}, its bills say ${creditMinor} - ${unpaidMinor}`];
  });
}

function sumOf(lines: readonly { readonly amountMinor: number }[]): number {
  return lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}

class SessionWatch implements RecordReader {
  readonly seen = {
    started: new Set<string>(),
    refused: new Set<string>(),
    rated: new Map<string, number>(),
    unbilled: new Set<string>(),
    silent: new Set<string>(),
    unpaid: new Set<string>(),
  };

  read(record: RunRecord): void {
    if (record.kind !== 'outcome' || record.conversation === null) return;
    const { type, conversation, detail } = record;
    if (type === 'viewing.started') this.seen.started.add(conversation);
    if (type === 'viewing.refused') this.seen.refused.add(conversation);
    if (type === 'viewing.unbilled') this.seen.unbilled.add(conversation);
    if (type === 'usage.silent') this.seen.silent.add(conversation);
    if (type === 'bill.unpaid') this.seen.unpaid.add(conversation);
    if (type === 'session.rated') this.seen.rated.set(conversation, Number(detail.netMinor));
  }
}
