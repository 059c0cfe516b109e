/**
 * Properties at: which expectations and invariants hold as far as the cursor.
 *
 * Judged afresh from the records, by the same judges that judge a run; conditions are asked after every
 * record, of the world as the records tell it.
 */
import { civilClock } from '../sim/clock-text.ts';
import { Judge } from '../sim/expect/judge.ts';
import type { Expectation } from '../sim/expect/model.ts';
import { monitorsFor } from '../sim/invariants/all.ts';
import type { Scenario } from '../sim/scenario/model.ts';
import type { History } from './history.ts';
import { ViewAt } from './view-at.ts';
import type { PropertyAt } from './wire-reply.ts';

/** The status of every property of a scenario once the records up to `seq` were made. */
export function propertiesAt(
  history: History,
  seq: number,
  scenario: Scenario,
): readonly PropertyAt[] {
  const view = new ViewAt();
  const clock = civilClock(scenario.epochUs);
  const judge = new Judge(scenario.expectations, view, clock, null, scenario.currency);
  const monitors = monitorsFor(scenario);
  let atUs = 0;
  for (const record of history.records.slice(0, seq)) {
    atUs = record.atUs;
    view.read(record);
    judge.read(record);
    judge.afterEvent(atUs);
    for (const monitor of monitors) monitor.read(record);
  }
  return [
    ...judge.verdicts(atUs).map(({ expectation, holds, explanation, seq: at }, index) => ({
      id: `expectation-${index + 1}`,
      kind: kindOf(expectation),
      title: expectation.title,
      shows: expectation.shows,
      holds,
      explanation,
      seq: at ?? null,
    })),
    ...monitors.map((monitor) => {
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
