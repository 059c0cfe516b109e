/**
 * Direct subscriber: lets an error thrown on receipt stop the run.
 *
 * RxJS 7 catches what a `subscribe` callback throws and reports it through a real `setTimeout`, long
 * after the run went on. A `Subscriber` is passed through as it is, so what it throws reaches
 * whoever called `next`: the scheduler, in virtual time and at once.
 *
 * Law: test/actors/direct-subscriber.test.ts.
 */
import { Subscriber } from 'rxjs';

/** Hands every value to `take`, errors and all. */
export class DirectSubscriber<Value> extends Subscriber<Value> {
  private readonly take: (value: Value) => void;

  constructor(take: (value: Value) => void) {
    super();
    this.take = take;
  }

  override next(value?: Value): void {
    if (!this.closed) this.take(value as Value);
  }
}
