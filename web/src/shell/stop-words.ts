/**
 * Stop words: a stop condition as people read it.
 */
import type { StopCondition } from '../../../src/inspector/wire.ts';
import { clockText } from '../store/clock.ts';

export function stopWords(condition: StopCondition, epochUs: number): string {
  switch (condition.on) {
    case 'time':
      return `the time ${clockText(epochUs, condition.atUs)}`;
    case 'pattern':
      return condition.text;
    case 'condition':
      return `${condition.text} becomes true`;
    case 'state':
      return `${condition.address} enters ${condition.state}`;
    case 'conversation':
      return `${condition.id} ends`;
  }
}
