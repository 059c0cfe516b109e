/**
 * Properties at: which expectations and invariants hold as far as the cursor.
 *
 * Judged from the records, by the same judges that judge a run; conditions are asked after every
 * record, of the world as the records tell it.
 */
import { civilClock } from '../sim/clock-text.ts';
import { Judge } from '../sim/expect/judge.ts';
import type { Expectation } from '../sim/expect/model.ts';
import { monitorsFor } from '../sim/invariants/all.ts';
import type { Monitor } from '../sim/invariants/monitor.ts';
import { asSaved, type Keepable, loadInto, savedOf } from '../sim/keepable.ts';
import type { RunRecord } from '../sim/record.ts';
import type { Scenario } from '../sim/scenario/model.ts';
import type { Rewindable } from './replay.ts';
import { ViewAt } from './view-at.ts';
import type { PropertyAt } from './wire-reply.ts';

/** Judges the properties of a scenario on the records it is shown. */
export class PropertiesAt implements Rewindable {
  private readonly view = new ViewAt();
  private readonly judge: Judge;
  private readonly monitors: readonly Monitor[];
  private atUs = 0;

  constructor(scenario: Scenario) {
    const clock = civilClock(scenario.epochUs);
    this.judge = new Judge(scenario.expectations, this.view, clock, null, scenario.currency);
    this.monitors = monitorsFor(scenario);
  }

  read(record: RunRecord): void {
    this.atUs = record.atUs;
    this.view.read(record);
    this.judge.read(record);
    this.judge.afterEvent(record.atUs);
    for (const monitor of this.monitors) monitor.read(record);
  }

  save(): unknown {
    const saved: Saved = { atUs: this.atUs, parts: savedOf(this.parts) };
    return structuredClone(saved);
  }
  load(state: unknown): void {
    const { atUs, parts } = asSaved<Saved>(structuredClone(state));
    this.atUs = atUs;
    loadInto(this.parts, parts);
  }

  /** The status of every property as of the latest record, expectations first. */
  status(): readonly PropertyAt[] {
    const judged = this.judge.verdicts(this.atUs);
    return [
      ...judged.map(({ expectation, holds, explanation, seq }, index) => ({
        id: `expectation-${index + 1}`,
        kind: kindOf(expectation),
        title: expectation.title,
        shows: expectation.shows,
        holds,
        explanation,
        seq: seq ?? null,
      })),
      ...this.monitors.map((monitor) => {
        const { id, name, holds, breach } = monitor.verdict();
        return {
          id,
          kind: 'invariant' as const,
          title: name,
          shows: [],
          holds,
          explanation: breach?.text ?? '',
          seq: breach?.seq ?? null,
        };
      }),
    ];
  }

  private get parts(): readonly Keepable[] {
    return [this.view, this.judge, ...this.monitors];
  }
}

interface Saved {
  readonly atUs: number;
  readonly parts: readonly unknown[];
}

function kindOf({ check }: Expectation): PropertyAt['kind'] {
  switch (check.check) {
    case 'always':
    case 'sometimes':
    case 'eventually':
      return check.check;
    case 'never':
      return 'always';
    case 'message':
      return 'sometimes';
    default:
      return 'expectation';
  }
}
