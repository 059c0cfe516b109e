/**
 * Sparkline: a balance over the run in a few pixels; what comes after the cursor is faint.
 *
 *     ──┐    ┌──           the thin line is zero, the upright one the cursor
 *       └────┘
 *
 * Postings are equally far apart, whatever time is between them: a month of nothing says nothing.
 */
import type { BalancePoint } from './balance-course.ts';

const WIDTH = 76;
const HEIGHT = 18;

interface SparklineProps {
  readonly course: readonly BalancePoint[];
  readonly cursorUs: number;
}

export function Sparkline({ course, cursorUs }: SparklineProps) {
  const balances = [0, ...course.map(({ balanceMinor }) => balanceMinor)];
  const low = Math.min(...balances);
  const high = Math.max(...balances, low + 1);
  const yOf = (minor: number) => 2 + ((HEIGHT - 4) * (high - minor)) / (high - low);
  const step = WIDTH / balances.length;
  const past = course.filter(({ atUs }) => atUs <= cursorUs).length;
  return (
    <svg className="money-spark" width={WIDTH} height={HEIGHT} aria-hidden="true">
      <path className="money-zero" d={`M0 ${yOf(0)}H${WIDTH}`} />
      <path className="money-to-come" d={pathOf(balances, step, yOf)} />
      <path className="money-so-far" d={pathOf(balances.slice(0, past + 1), step, yOf)} />
      <path className="money-now" d={`M${(past + 1) * step} 0V${HEIGHT}`} />
    </svg>
  );
}

function pathOf(balances: readonly number[], step: number, yOf: (minor: number) => number): string {
  return balances
    .map((minor, index) => `${index === 0 ? 'M0 ' : 'V'}${yOf(minor)}H${(index + 1) * step}`)
    .join('');
}
