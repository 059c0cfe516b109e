/**
 * Chart arrows: the transitions of a machine, and the lines they are drawn as.
 *
 *     awaiting ──order.accepted──▶ confirming     an arrow a transition
 *     awaiting ──after patience──▶ confirming     one line for both, with two labels
 */
import { eventWord, type NodeShape, nameOfPart, type TransitionShape } from './why.ts';

/** A transition; one without a target stays where it is, as its source and target say. */
export interface Arrow {
  readonly source: string;
  readonly target: string;
  readonly event: string;
  readonly guard: string | null;
  readonly actions: readonly string[];
  readonly stays: boolean;
}
/** One line in the picture, and what is written on it. */
export interface Wire {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly arrows: readonly Arrow[];
  readonly lines: readonly string[];
}

/** The height of a line of a label; the page draws with the same. */
export const LABEL_LINE_PX = 14;
/** The outermost box; no state can be called so. */
export const ROOT = '(machine)';

/** A node by its path, as the picture names it. */
export function idOf({ path }: NodeShape): string {
  return path.length === 0 ? ROOT : path.join('.');
}

/** Every transition, from the outermost state inwards. */
export function arrowsOf(root: NodeShape): readonly Arrow[] {
  const arrows: Arrow[] = [];
  const add = ({ source, target, guard, actions }: TransitionShape, event: string) => {
    const arrow = {
      source: idOf(source),
      event,
      guard: nameOfPart(guard),
      actions: actions.map((action) => nameOfPart(action) ?? 'action'),
      stays: target === undefined,
    };
    for (const to of target ?? [source]) arrows.push({ ...arrow, target: idOf(to) });
  };
  const visit = (node: NodeShape) => {
    for (const [type, transitions] of node.transitions) {
      for (const transition of transitions) add(transition, eventWord(type));
    }
    for (const transition of node.always ?? []) add(transition, 'always');
    for (const child of Object.values(node.states)) visit(child);
  };
  visit(root);
  return arrows;
}

/** False for what only acts and stays, and for what leaves from the outermost box. */
export function isDrawn({ source, stays }: Arrow): boolean {
  return source !== ROOT && !stays;
}

/** The lines between states. */
export function linesOf(arrows: readonly Arrow[]): readonly Wire[] {
  const between = new Map<string, Arrow[]>();
  for (const arrow of arrows.filter(isDrawn)) {
    const key = `${arrow.source}>${arrow.target}`;
    const others = between.get(key);
    if (others === undefined) between.set(key, [arrow]);
    else others.push(arrow);
  }
  return [...between].map(([id, along]) => ({
    id,
    source: along[0]?.source ?? '',
    target: along[0]?.target ?? '',
    arrows: along,
    lines: along.flatMap(labelOf),
  }));
}

/** The lines of an arrow's label: the event, and under it its guard. */
export function labelOf({ event, guard }: Arrow): readonly string[] {
  return guard === null ? [event] : [event, `[${guard}]`];
}
