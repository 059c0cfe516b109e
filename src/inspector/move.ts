/**
 * Move: which requests move a session, and so concern every page that looks at it.
 */
import type { Request } from './wire.ts';

/** Requests that the session answers; the others are the desk's (desk.ts). */
export type SessionRequest = Exclude<Request, { readonly do: 'hello' | 'open' | 'layout' }>;
export type Move = Extract<
  SessionRequest,
  { do: 'goto' | 'step' | 'run' | 'until' | 'breakpoints' | 'act' | 'send' | 'fork' | 'branch' }
>;

const MOVES: ReadonlySet<string> = new Set<Move['do']>([
  'goto',
  'step',
  'run',
  'until',
  'breakpoints',
  'act',
  'send',
  'fork',
  'branch',
]);

/** Whether a request moves the session. */
export function isMove(request: Request): request is Move {
  return MOVES.has(request.do);
}
