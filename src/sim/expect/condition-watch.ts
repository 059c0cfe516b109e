/**
 * Condition watch: what is true of the world after every event, after one, or before a limit.
 *
 *     always       after every event      sometimes   after at least one
 *     eventually   after one, within a limit from the start
 *
 * The end of the run counts as an event, so a run without events is judged too.
 */
import { spanText } from '../clock-text.ts';
import { foundInstead, holdsNow } from './condition.ts';
import type { Check } from './model.ts';
import type { Finding, Watch, WatchTools } from './watch.ts';

type ConditionCheck = Extract<Check, { readonly check: 'always' | 'sometimes' | 'eventually' }>;

/** Watches a condition. */
export function watchCondition(
  check: ConditionCheck,
  { view, clock, money }: WatchTools,
): Watch<{ decided: Finding | null }> {
  const { condition } = check;
  const wanted = check.check !== 'always';
  const limitUs = check.check === 'eventually' ? check.withinUs : null;

  const look = (atUs: number, seq: number | null): Finding | null => {
    if (limitUs !== null && atUs > limitUs) return null;
    if (holdsNow(condition, view) !== wanted) return null;
    const found = wanted
      ? condition.text
      : `${foundInstead(condition, view, money)}, against ${condition.text}`;
    const place = seq === null ? '' : ` (record ${seq})`;
    return { holds: wanted, explanation: `at ${clock(atUs)}${place}: ${found}`, seq };
  };
  return {
    kinds: [],
    state: { decided: null },
    read() {},
    afterEvent(atUs, lastSeq) {
      this.state.decided ??= look(atUs, lastSeq);
    },
    finding(endUs) {
      const finding = this.state.decided ?? look(endUs, null);
      if (finding !== null) return finding;
      if (!wanted) {
        return { holds: true, explanation: `after every event: ${condition.text}`, seq: null };
      }
      const within = limitUs === null ? '' : ` within ${spanText(limitUs)}`;
      const atEnd = holdsNow(condition, view)
        ? 'it is true only at the end'
        : foundInstead(condition, view, money);
      const explanation = `never${within}: ${condition.text}; at the end, ${atEnd}`;
      return { holds: false, explanation, seq: null };
    },
  };
}
