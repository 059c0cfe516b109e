/** Participant: messages to machines and effects to the world, with functions for machines. */
import { describe, expect, test } from 'vitest';
import { Participant } from '../../src/actors/participant.ts';
import type { Surroundings, WorldEffect } from '../../src/actors/surroundings.ts';
import type { Emitted } from '../../src/machines/effects.ts';
import { lineMachine } from '../../src/machines/line.ts';
import type { MessageType, Outgoing, Received } from '../../src/machines/protocol.ts';
import { Scheduler } from '../../src/sim/scheduler.ts';
import { type Behaviour, envelope, fakeEngine, message, NotingJournal, outgoing } from './wire.ts';

const HUB = 'processing-server';
const ORDER = `${HUB}/order-alice-1`;
const CLIENT = 'client/alice';
/** Anything the fake engine is given: it does not look at it. */
const MACHINE = lineMachine;

function participant(behaviours: Readonly<Record<string, Behaviour>> = {}) {
  const timeline = new Scheduler();
  const journal = new NotingJournal();
  const engine = fakeEngine(behaviours);
  const sent: string[] = [];
  const performed: WorldEffect[] = [];
  const around: Surroundings = {
    timeline,
    engine,
    journal,
    host: {
      timeline,
      currentRecord: () => journal.current,
      onTimer: (run, step, armedBy) => made.timerFired(run, step, armedBy),
    },
    processes: {
      order: MACHINE,
      charge: MACHINE,
      account: MACHINE,
      settlement: MACHINE,
      'credit-account': MACHINE,
      viewing: MACHINE,
      metering: MACHINE,
      auction: MACHINE,
      rating: MACHINE,
      royalties: MACHINE,
    },
    carry: (from, { type, to }, attempt) => {
      sent.push(`${from}: ${type} -> ${to} (${attempt})`);
      return journal.current;
    },
    perform: (_, effect) => void performed.push(effect),
  };
  const { run, first } = engine.start(MACHINE, HUB, {}, around.host);
  const made = new Participant(run, '', around);
  made.begin(first);
  const deliver = (id: string, type: MessageType, to = HUB) =>
    made.deliver(envelope(id, { message: message(id, type), to }), false);
  return { made, timeline, journal, engine, sent, performed, deliver };
}
const opening = (): readonly Emitted[] => [
  {
    type: 'process.open',
    process: 'order',
    id: 'order-alice-1',
    input: {},
    first: { ...message('p', 'order.place'), from: CLIENT, atUs: 0 } as Received,
  },
];
const asking = (id = 'q'): readonly Outgoing[] => [outgoing(CLIENT, id, 'token.deliver')];

describe('a request', () => {
  test('reaches the machine once, and its copies get the same answer without it', () => {
    const reply = outgoing(CLIENT, 'r', 'order.cancelled');
    const { deliver, engine, sent } = participant({ [HUB]: () => [reply] });
    deliver('r', 'order.cancel');
    deliver('r', 'order.cancel');
    deliver('r', 'order.cancel');
    expect(engine.heard).toEqual([`${HUB} order.cancel`]);
    expect(sent).toEqual([1, 2, 3].map((n) => `${HUB}: order.cancelled -> ${CLIENT} (${n})`));
  });

  test('that is not answered yet is left alone when it comes again', () => {
    const { deliver, journal, sent } = participant();
    deliver('r', 'order.cancel');
    deliver('r', 'order.cancel');
    expect(journal.lines.at(-1)).toBe('delivered r as in-progress');
    expect(sent).toEqual([]);
  });

  test('with the id of another is refused and reaches nobody', () => {
    const { deliver, engine, journal } = participant();
    deliver('r', 'order.cancel');
    deliver('r', 'feature.received');
    expect(engine.heard).toEqual([`${HUB} order.cancel`]);
    expect(journal.lines.at(-1)).toBe('delivered r as conflict');
  });

  test('to a process that is gone is answered again as that process answered it', () => {
    const { deliver, engine, sent } = participant({
      [HUB]: opening,
      [ORDER]: ({ type }) =>
        type === 'order.cancel' ? [outgoing(CLIENT, 'r', 'order.cancelled')] : [],
    });
    deliver('p', 'order.place');
    engine.ended.add(ORDER);
    deliver('r', 'order.cancel', ORDER);
    deliver('r', 'order.cancel', ORDER);
    expect(sent.at(-1)).toBe(`${ORDER}: order.cancelled -> ${CLIENT} (2)`);
    expect(engine.heard.filter((line) => line.includes('order.cancel'))).toHaveLength(1);
  });
});

describe('a process', () => {
  test('is opened under its hub, hears what opened it, and gets what is sent to it', () => {
    const { deliver, engine, made } = participant({ [HUB]: opening });
    deliver('p', 'order.place');
    deliver('r', 'order.cancel', ORDER);
    expect(engine.heard).toEqual([
      `${HUB} order.place`,
      `${ORDER} order.place`,
      `${ORDER} order.cancel`,
    ]);
    expect(made.processCount).toBe(1);
  });

  test('that has ended is answered for by the hub, which hears how it ended', () => {
    const heard: unknown[] = [];
    const { deliver, engine, made } = participant({
      [HUB]: (event) => {
        heard.push((event as { ended?: string }).ended);
        return event.type === 'order.place' ? opening() : [];
      },
    });
    deliver('p', 'order.place');
    engine.ended.add(ORDER);
    deliver('r', 'order.cancel', ORDER);
    expect(made.stateOf(ORDER)).toBe('ended');
    deliver('s', 'feature.received', ORDER);
    expect(heard).toEqual([undefined, 'ended']);
  });

  // Root cause: a message that opens a process and one that overtook it, and opened it, gave two
  // machines one address: the first was never heard of again, its timers still running.
  test('that is running is not opened a second time: it hears what would have opened it', () => {
    const { deliver, engine, made, journal } = participant({ [HUB]: opening });
    deliver('p', 'order.place');
    deliver('v', 'order.cancel');
    expect(made.processCount).toBe(1);
    expect(journal.lines.filter((line) => line === `started ${ORDER}`)).toHaveLength(1);
    expect(engine.heard.filter((line) => line === `${ORDER} order.place`)).toHaveLength(2);
  });
});

describe('a reply', () => {
  test('reaches whoever asked, once; a copy of it is stale, and so is one that nobody asked for', () => {
    const { made, deliver, engine, journal } = participant({
      [HUB]: ({ type }) => (type === 'ask' ? asking() : []),
    });
    deliver('q', 'token.accepted');
    made.tell({ type: 'ask' }, 0);
    deliver('q', 'token.accepted');
    deliver('q', 'token.accepted');
    expect(engine.heard).toEqual([`${HUB} ask`, `${HUB} token.accepted`]);
    expect(journal.lines.filter((line) => line.startsWith('delivered'))).toEqual([
      'delivered q as stale',
      'delivered q as new',
      'delivered q as stale',
    ]);
  });

  test('to a process that is gone is stale, and its request is not repeated for it', () => {
    const { deliver, engine, timeline, sent } = participant({
      [HUB]: opening,
      [ORDER]: ({ type }) => (type === 'order.place' ? asking() : []),
    });
    deliver('p', 'order.place');
    engine.ended.add(ORDER);
    deliver('r', 'order.cancel', ORDER);
    deliver('q', 'token.accepted', ORDER);
    timeline.runUntil(1_000_000_000);
    expect(sent.filter((line) => line.includes('token.deliver'))).toHaveLength(1);
  });

  test('that never comes is reported to whoever asked, if it is still there', () => {
    const { deliver, engine, timeline } = participant({
      [HUB]: opening,
      [ORDER]: ({ type }) => (type === 'order.place' ? asking() : []),
    });
    deliver('p', 'order.place');
    timeline.runUntil(1_000_000_000);
    expect(engine.heard.at(-1)).toBe(`${ORDER} request.failed`);
  });
});

describe('switched off', () => {
  const PERSISTENT = outgoing('credit-issuer', 'c', 'credit.capture');
  const FLEETING = outgoing(CLIENT, 't', 'token.deliver');
  const off = () => {
    const made = participant({
      [HUB]: ({ type }) => (type === 'ask' ? [PERSISTENT, FLEETING] : []),
    });
    made.made.tell({ type: 'ask' }, 0);
    made.engine.deaf.add(HUB);
    made.made.tell({ type: 'switch-off' }, 0);
    return made;
  };

  test('it hears nothing', () => {
    const { deliver, engine, journal } = off();
    deliver('r', 'order.cancel');
    expect(engine.heard).toEqual([`${HUB} ask`, `${HUB} switch-off`]);
    expect(journal.lines.at(-1)).toBe('lost r: switched off');
  });

  // Root cause: switching off withdrew every request, so a source that failed never collected what
  // it had billed and never got its wholesale bill paid.
  test('it says nothing, and goes on with its persistent requests when it is back', () => {
    const { sent, timeline, engine } = off();
    timeline.runUntil(100_000_000);
    expect(sent).toHaveLength(2);
    engine.deaf.delete(HUB);
    timeline.runUntil(200_000_000);
    expect(sent.slice(2).map((line) => line.split(' ')[1])).toEqual(['credit.capture']);
  });
});

test('effects are carried out in the order in which they were said, batches opened up', () => {
  const { made, sent, performed, journal } = participant({
    [HUB]: () => [
      { type: 'programme.carry', conversation: 'one', bytes: 1 },
      { type: 'batch', emitted: [outgoing(CLIENT, 'x', 'payment.close'), ...opening()] },
      { type: 'programme.carry', conversation: 'two', bytes: 2 },
      { type: 'request.withdraw', requestId: 'nothing' },
    ],
  });
  made.tell({ type: 'go' }, 0);
  expect(performed.map((one) => 'conversation' in one && one.conversation)).toEqual(['one', 'two']);
  expect(sent).toEqual([`${HUB}: payment.close -> ${CLIENT} (1)`]);
  expect(journal.lines).toEqual([
    `started ${HUB}`,
    `${HUB} go -> on`,
    `started ${ORDER}`,
    `${ORDER} order.place -> on`,
  ]);
});
