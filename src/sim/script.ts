/**
 * Script: has the scenario's dated lines happen when they are due.
 *
 * What is done to the network comes before deliveries of the same instant, what people do after
 * them (PRIORITY), and lines of the same instant in the order they are written.
 */
import type { ChannelCondition } from '../actors/channel.ts';
import type { Network } from '../actors/network.ts';
import { PRIORITY, type Timeline, type TimerHandler } from '../actors/timeline.ts';
import { type Address, hostOf } from '../machines/address.ts';
import type { Outcome } from '../machines/effects.ts';
import { clientAddress, sourceAddress } from './cast.ts';
import type { Recorder } from './recorder.ts';
import type { Action, Scenario, ScriptStep } from './scenario/model.ts';
import type { Tamperer } from './tampering.ts';

/** What a script can do things to. */
export interface Scene {
  readonly timeline: Timeline;
  readonly network: Network;
  readonly recorder: Recorder;
  tell(address: Address, event: { readonly type: string }, text: string): void;
}

/** Puts a script on the timeline, and has each line happen. */
export class Script implements TimerHandler<ScriptStep> {
  readonly kind = 'script';
  readonly owner = 'script';
  private readonly scene: Scene;
  private readonly tamperer: Tamperer;
  /** Steps whose occasion is still to come. */
  private waiting: readonly ScriptStep[];

  /** @param waiting the steps whose occasion a saved script still waited for */
  constructor(scene: Scene, tamperer: Tamperer, waiting: readonly ScriptStep[] = []) {
    this.scene = scene;
    this.tamperer = tamperer;
    this.waiting = waiting;
  }

  /** Puts the conditions in force, and every line on the timeline. */
  begin({ conditions, script }: Scenario): void {
    for (const { channel, condition } of conditions) this.setCondition(channel, condition);
    for (const step of script) if (step.since === null) this.plan(step, 0);
    this.waiting = script.filter(({ since }) => since !== null);
  }

  /** The steps whose occasion is still to come; those that are due are on the timeline. */
  save(): readonly ScriptStep[] {
    return this.waiting;
  }

  /** Something ended: the steps that waited for it are due so much later. */
  happened(by: Address, { name, conversation }: Outcome): void {
    if (this.waiting.length === 0) return;
    const isMet = ({ since }: ScriptStep) =>
      since !== null &&
      since.name === name &&
      (since.by ?? hostOf(by)) === hostOf(by) &&
      (since.of ?? conversation) === conversation;
    const due = this.waiting.filter(isMet);
    if (due.length === 0) return;
    this.waiting = this.waiting.filter((step) => !isMet(step));
    for (const step of due) this.plan(step, this.scene.timeline.nowUs);
  }

  private plan(step: ScriptStep, fromUs: number): void {
    const priority = isDoneByAPerson(step.action) ? PRIORITY.user : PRIORITY.network;
    this.scene.timeline.at(fromUs + step.atUs, priority, this, step);
  }

  fire({ action, text }: ScriptStep): void {
    switch (action.do) {
      case 'select':
        this.person(action.who, { type: 'user.select', ...action.selection }, text);
        return;
      case 'browse': {
        const { transmission } = action;
        this.person(action.who, { type: 'user.browse', transmission }, text);
        return;
      }
      case 'interact': {
        const atUs = this.scene.timeline.nowUs;
        const event = { type: 'user.interact', transmission: action.transmission, atUs };
        this.person(action.who, event, text);
        return;
      }
      case 'cancel':
      case 'switch-off':
      case 'switch-on':
        this.person(action.who, { type: `user.${action.do}` }, text);
        return;
      case 'fail':
      case 'recover':
        this.scene.tell(sourceAddress(action.source), { type: `source.${action.do}` }, text);
        return;
      case 'tamper':
        this.tamperer.order(clientAddress(action.who), action.how);
        this.scene.recorder.stimulus(clientAddress(action.who), 'token.tampering', text);
        return;
      case 'cut':
      case 'mend':
        this.scene.network.channel(action.channel)?.[action.do]();
        this.scene.recorder.stimulus(action.channel, `channel.${action.do}`, text);
        return;
      case 'condition':
        this.setCondition(action.channel, action.condition);
        this.scene.recorder.stimulus(action.channel, 'channel.condition', text);
        return;
      default: {
        const { do: verb, who, ...what } = action;
        this.person(who, { type: `user.${verb}`, ...what }, text);
      }
    }
  }

  private person<Event extends { readonly type: string }>(
    who: string,
    event: Event,
    text: string,
  ): void {
    this.scene.tell(clientAddress(who), event, text);
  }

  private setCondition(name: string, condition: ChannelCondition): void {
    const channel = this.scene.network.channel(name);
    if (channel !== null) channel.condition = condition;
  }
}

function isDoneByAPerson(action: Action): boolean {
  return 'who' in action && action.do !== 'tamper';
}
