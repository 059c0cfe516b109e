import { Subject } from 'rxjs';
import { afterEach, expect, test, vi } from 'vitest';
import { DirectSubscriber } from '../../src/actors/direct-subscriber.ts';

afterEach(() => void vi.restoreAllMocks());

test('what a receiver throws reaches whoever sends, at once, and no real timer', () => {
  const timer = vi.spyOn(globalThis, 'setTimeout');
  const subject = new Subject<number>();
  subject.subscribe(
    new DirectSubscriber((value) => {
      throw new RangeError(`no ${value}`);
    }),
  );
  expect(() => subject.next(7)).toThrow('no 7');
  expect(timer).not.toHaveBeenCalled();
});

test('values come in order, and none after it is closed', () => {
  const taken: number[] = [];
  const subject = new Subject<number>();
  const subscription = subject.subscribe(new DirectSubscriber((value) => void taken.push(value)));
  subject.next(1);
  subject.next(2);
  subscription.unsubscribe();
  subject.next(3);
  expect(taken).toEqual([1, 2]);
});
