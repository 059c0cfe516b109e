/** Chart: every machine has a picture that says all of it and hides none of it. */
import { describe, expect, test } from 'vitest';
import { chartOf } from '../../src/inspector/chart.ts';
import { machineNamed } from '../../src/inspector/machine-shapes.ts';
import type { Chart, ChartEdge, ChartNode } from '../../src/inspector/wire-reply.ts';
import { PARTICIPANT_MACHINES, PROCESS_MACHINES } from '../../src/sim/machinery.ts';

const MACHINES = [...Object.values(PARTICIPANT_MACHINES), ...Object.values(PROCESS_MACHINES)];
const NAMES = MACHINES.map(({ id }) => id);

describe.each(NAMES)('the picture of %s', (name) => {
  test('has a box for each state, within the box around it, and apart from its neighbours', async () => {
    const chart = await chartOf(machineNamed(name));
    const machine = MACHINES.find(({ id }) => id === name);
    const states = chart.nodes.filter(({ type }) => type !== 'initial');
    expect(new Set(states.map(({ id }) => id)).size).toBe(states.length);
    expect(states.length).toBe(countIn(machine?.root));
    for (const node of states) {
      const around = states.find(({ id }) => id === parentOf(node.id));
      if (node.id !== '') expect(isWithin(node, around), `${node.id} in its parent`).toBe(true);
      const beside = states.filter(
        ({ id }) => id !== node.id && parentOf(id) === parentOf(node.id) && id !== '',
      );
      if (node.id !== '') expect(beside.filter((other) => overlaps(node, other))).toEqual([]);
    }
  });

  test('has no label on a label', async () => {
    const labels = labelsIn(await chartOf(machineNamed(name)));
    for (const [index, label] of labels.entries()) {
      const under = labels.slice(index + 1).filter((other) => overlaps(label, other));
      expect(under.map(({ text }) => `${label.text} on ${text}`)).toEqual([]);
    }
  });

  test('says every transition once, with a line where it leads elsewhere', async () => {
    const { edges, nodes } = await chartOf(machineNamed(name));
    const told = edges.filter(({ event }) => event !== '');
    const ids = new Set(nodes.map(({ id }) => id));
    for (const edge of told) {
      expect(ids.has(edge.source) && ids.has(edge.target), `${edge.source} to ${edge.target}`).toBe(
        true,
      );
      const leadsAway = edge.source !== '' && edge.source !== edge.target;
      if (leadsAway) expect(edge.points.length, textOf(edge)).toBeGreaterThan(1);
    }
  });
});

test('the pictures fit a screen without being made unreadable', async () => {
  for (const name of NAMES) {
    const { width, height } = await chartOf(machineNamed(name));
    // 1920 x 1080 less the panels leaves some 1300 x 800; letters of 11 px stay above 8 at 0.75.
    expect(Math.min(1_300 / width, 800 / height), name).toBeGreaterThan(0.75);
  }
});

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
function countIn(node: { readonly states: Readonly<Record<string, unknown>> } | undefined): number {
  if (node === undefined) return 0;
  const inner = Object.values(node.states) as (typeof node)[];
  return 1 + inner.reduce((sum, child) => sum + countIn(child), 0);
}
function parentOf(id: string): string {
  return id.includes('.') ? id.slice(0, id.lastIndexOf('.')) : '';
}
function isWithin(node: ChartNode, around: ChartNode | undefined): boolean {
  if (around === undefined) return false;
  const right = node.x + node.width <= around.x + around.width;
  const below = node.y + node.height <= around.y + around.height;
  return node.x >= around.x && node.y >= around.y && right && below;
}
function overlaps(one: Box, other: Box): boolean {
  const across = one.x < other.x + other.width && other.x < one.x + one.width;
  return across && one.y < other.y + other.height && other.y < one.y + one.height;
}
/** The labels as the page draws them: 14 px a line, 6.5 px a letter, around the middle. */
function labelsIn({ edges }: Chart): readonly (Box & { readonly text: string })[] {
  return edges.flatMap((edge) => {
    if (edge.labelAt === null) return [];
    const lines = edge.guard === null ? [edge.event] : [edge.event, `[${edge.guard}]`];
    const width = Math.max(...lines.map(({ length }) => length)) * 6.5;
    const { x, y } = edge.labelAt;
    return [{ x: x - width / 2, y, width, height: lines.length * 14, text: textOf(edge) }];
  });
}
function textOf({ source, target, event, guard }: ChartEdge): string {
  return `${source} to ${target} on ${event} [${guard}]`;
}
