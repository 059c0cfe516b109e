/**
 * Retrospect: what can be told of a run as of any of its records: the world, the money, the properties.
 *
 *     run ── records ──▶ views, papers, properties, each put at the record that is asked about (replay.ts)
 */
import type { Scenario } from '../sim/scenario/model.ts';
import { PapersAt } from './money-at.ts';
import type { Playable } from './playable.ts';
import { PropertiesAt } from './properties-at.ts';
import { Replay } from './replay.ts';
import { ViewAt } from './view-at.ts';
import type { MoneyAt, PropertyAt } from './wire-reply.ts';

/** Looks back over one run. */
export class Retrospect {
  /** The world. */
  readonly views: Replay<ViewAt>;
  private readonly run: Playable;
  private readonly scenario: Scenario | null;
  private readonly currency: string;
  private readonly papers: Replay<PapersAt>;
  private readonly properties: Replay<PropertiesAt> | null;

  /** @param scenario null where only a trace is known */
  constructor(run: Playable, scenario: Scenario | null, currency: string) {
    const { history } = run;
    this.run = run;
    this.scenario = scenario;
    this.currency = currency;
    this.views = new Replay(history, () => new ViewAt());
    this.papers = new Replay(history, () => new PapersAt());
    this.properties =
      scenario === null ? null : new Replay(history, () => new PropertiesAt(scenario));
  }

  /** The ledger, documents and accrual pictures once the records up to `seq` were made. */
  moneyAt(seq: number): MoneyAt {
    const { run, scenario, currency } = this;
    return this.papers.at(seq).money(run.history, this.views.at(seq), scenario, currency);
  }

  /** The status of every property then; none where only a trace is known. */
  propertiesAt(seq: number): readonly PropertyAt[] {
    return this.properties?.at(seq).status() ?? [];
  }
}
