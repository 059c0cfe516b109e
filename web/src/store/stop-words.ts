/**
 * Stop words: a stop condition as people read it, the same as the server says it.
 */
import type { StopCondition } from '../../../src/inspector/wire.ts';
import { clockText } from './clock.ts';

/** What a run is stopped at: `"order.voided"`, `the time 20:10:18.000`, `the end of alice-1`. */
export function stopWords(condition: StopCondition, epochUs: number): string {
  switch (condition.on) {
    case 'time':
      return `the time ${clockText(epochUs, condition.atUs)}`;
    case 'pattern':
      return `"${condition.text}"`;
    case 'condition':
      return `"${condition.text}" becoming true`;
    case 'state':
      return `${condition.address} entering ${condition.state}`;
    case 'conversation':
      return `the end of ${condition.id}`;
  }
}
