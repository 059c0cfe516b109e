/** Line machine: a call must stand, lasts while it is used, and drops when it is fated to. */
import { describe, expect, test } from 'vitest';
import { type Call, lineMachine } from '../../src/machines/line.ts';
import { type Rig, rig } from './rig.ts';

const IDLE_MS = 60_000;
const CALL: Call = { setUpMs: 12_000, lastsMs: null, fails: false };
const line = () => rig(lineMachine, { idleMs: IDLE_MS });
const lift = (changes: Partial<Call> = {}) => ({
  type: 'line.lift',
  call: { ...CALL, ...changes },
});
const connected = (changes: Partial<Call> = {}): Rig => {
  const made = line();
  made.take(lift(changes));
  made.wait(CALL.setUpMs);
  return made;
};

describe('a call', () => {
  test('stands when its set-up is over, and says so once', () => {
    const made = line();
    expect(made.take(lift())).toEqual([]);
    expect(made.wait(11_999)).toEqual([]);
    expect(made.wait(1)).toEqual(['line.connected']);
    expect(made.state).toBe('connected.talking');
  });

  test('that fails says so when the set-up is over, and leaves the line free', () => {
    const made = line();
    made.take(lift({ fails: true }));
    expect(made.wait(12_000)).toEqual(['line.failed']);
    expect(made.state).toBe('onHook');
    made.take(lift());
    expect(made.wait(12_000)).toEqual(['line.connected']);
  });

  test('is hung up when it was idle for the whole time, counted from its last use', () => {
    const made = connected();
    made.wait(IDLE_MS - 1);
    made.take({ type: 'line.used' });
    expect(made.wait(IDLE_MS - 1)).toEqual([]);
    expect(made.wait(1)).toEqual(['line.hung-up']);
    expect(made.state).toBe('onHook');
  });

  test('drops when it has lasted, however busy it is: use does not restart its fate', () => {
    const made = connected({ lastsMs: 90_000 });
    made.wait(50_000);
    made.take({ type: 'line.used' });
    expect(made.wait(39_999)).toEqual([]);
    expect(made.wait(1)).toEqual(['line.dropped']);
  });

  test('that dropped leaves no timer that would end the next one', () => {
    const made = connected({ lastsMs: 10_000 });
    made.wait(10_000);
    made.take(lift());
    expect(made.wait(12_000)).toEqual(['line.connected']);
    expect(made.wait(IDLE_MS - 1)).toEqual([]);
    expect(made.wait(1)).toEqual(['line.hung-up']);
  });
});

test.each([
  ['on hook', line, { type: 'line.used' }],
  [
    'while dialling',
    () => {
      const made = line();
      made.take(lift());
      return made;
    },
    { type: 'line.used' },
  ],
  ['while a call stands', connected, lift()],
] as const)('what makes no sense %s is ignored', (_, begin, event) => {
  const made = begin();
  const before = made.state;
  made.take(event);
  expect(made.state).toBe(before);
});
