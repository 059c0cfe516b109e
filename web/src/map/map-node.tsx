/**
 * Map node: a participant, or a population, with its state, its queue and its open processes.
 *
 *     ┌──────────────────┐      ╔══════════════════╗
 *     │▐ alice        ↓2 │      ║ cable     × 3,000║   a population: two edges, counts by state
 *     │▐ awaiting     ⧉1 │      ║ 2,871 watching … ║
 *     └──────────────────┘      ╚══════════════════╝
 */
import type { Player } from './cast.ts';
import type { Box } from './layout.ts';
import { type Role, stateWords } from './place.ts';
import type { Tally } from './tally.ts';

const COUNT = new Intl.NumberFormat('en');

/** What a node shows. */
export interface NodeLook {
  readonly lines: readonly [name: string, state: string];
  readonly coming: number;
  readonly open: number;
  readonly condition: 'well' | 'off' | 'out' | 'absent';
}

/** How a player looks at the cursor. */
export function lookOf(player: Player, tally: Tally): NodeLook {
  const { id, name, members } = player;
  if (members.length > 0) {
    const states = populationStates(player, tally);
    const begun = states.reduce((sum, [, count]) => sum + count, 0);
    const parts = states
      .slice(0, 2)
      .map(([state, count]) => `${COUNT.format(count)} ${stateWords(state)}`);
    const text = begun === 0 ? 'none here yet' : parts.join(', ');
    const coming = comingTo(player, tally);
    const condition = begun === 0 ? 'absent' : 'well';
    return {
      lines: [`${name} ×${COUNT.format(members.length)}`, text],
      coming,
      open: 0,
      condition,
    };
  }
  const state = tally.stateOf(id);
  const condition = conditionOf(state);
  return {
    lines: [name, stateWords(state)],
    coming: tally.comingToHost(id),
    open: tally.openAt(id),
    condition,
  };
}

/** How many of a population are in each state, the most frequent first. */
export function populationStates(
  { family, members }: Player,
  tally: Tally,
): readonly (readonly [state: string, count: number])[] {
  if (family !== null) return tally.statesIn(family);
  const counts = new Map<string, number>();
  for (const member of members) {
    const state = tally.stateOf(member);
    if (state !== '') counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]);
}

function comingTo({ family, members }: Player, tally: Tally): number {
  if (family !== null) return tally.comingToHost(family);
  return members.reduce((sum, member) => sum + tally.comingToHost(member), 0);
}

function conditionOf(state: string): NodeLook['condition'] {
  if (state === '') return 'absent';
  if (state.startsWith('off')) return 'off';
  return state.startsWith('outOfOrder') ? 'out' : 'well';
}

/** A node in words, for a screen reader. */
function nodeText({ lines, coming, open }: NodeLook, role: Role): string {
  const parts = [`${lines[0]}, ${ROLE_TEXT[role]}`, lines[1]];
  if (coming > 0) parts.push(`${coming} messages on their way to it`);
  if (open > 0) parts.push(`${open} open processes`);
  return parts.join(', ');
}

const ROLE_TEXT: Readonly<Record<Role, string>> = {
  client: 'client system',
  source: 'source',
  server: 'ordering',
  billing: 'billing',
  credit: 'credit',
  viewing: 'viewing',
};

interface NodeProps {
  readonly player: Player;
  readonly look: NodeLook;
  readonly box: Box;
  readonly isSelected: boolean;
  readonly isFaint: boolean;
  readonly isTabStop: boolean;
  readonly onChoose: () => void;
  readonly onFocus: () => void;
}

export function MapNode(props: NodeProps) {
  const { player, look, box, isSelected, isFaint, isTabStop, onChoose, onFocus } = props;
  const { role, members } = player;
  const isPopulation = members.length > 0;
  const sign = SIGNS[look.condition] ?? null;
  const classes = [
    'map-node',
    `is-${look.condition}`,
    isSelected ? 'is-selected' : '',
    isFaint ? 'is-faint' : '',
  ];
  return (
    <g
      className={classes.filter((name) => name !== '').join(' ')}
      style={{ color: `var(--${role})` }}
      transform={`translate(${box.x} ${box.y})`}
      role="option"
      aria-selected={isSelected}
      tabIndex={isTabStop ? 0 : -1}
      data-node={player.id}
      onClick={onChoose}
      onFocus={onFocus}
      onKeyDown={({ key }) => (key === 'Enter' || key === ' ') && onChoose()}
    >
      <title>{nodeText(look, role)}</title>
      {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: a group of an SVG takes no focus */}
      <g aria-hidden="true">
        {isPopulation && <NodeStack box={box} />}
        <rect className="map-card" width={box.width} height={box.height} rx={CORNER[role]} />
        <RoleMark role={role} height={box.height} />
        <NameText name={look.lines[0]} room={box.width - 34} />
        {sign !== null && <path className="map-sign" d={sign} transform="translate(36 31)" />}
        <text className="map-state" x={sign === null ? 30 : 47} y={35}>
          {shortened(look.lines[1], (box.width - (sign === null ? 34 : 51)) / STATE_PX)}
        </text>
        {look.coming > 0 && <Badge x={box.width} y={0} sign={COMING} count={look.coming} />}
        {look.open > 0 && <Badge x={box.width} y={box.height} sign={OPEN} count={look.open} />}
      </g>
    </g>
  );
}

const CORNER: Readonly<Record<Role, number>> = {
  client: 10,
  source: 2,
  server: 5,
  billing: 5,
  credit: 5,
  viewing: 5,
};

function NodeStack({ box }: { readonly box: Box }) {
  return (
    <>
      <rect className="map-card" x={6} y={6} width={box.width} height={box.height} rx={10} />
      <rect className="map-card" x={3} y={3} width={box.width} height={box.height} rx={10} />
    </>
  );
}

/** A small picture of the role, so that colour is not all that tells them apart. */
function RoleMark({ role, height }: { readonly role: Role; readonly height: number }) {
  return (
    <g className="map-role" transform={`translate(15 ${height / 2})`}>
      {role === 'client' && <path d="M-7 -5h14v9h-14zM-3 7h6" />}
      {role === 'source' && <path d="M0 -1V7M-4 7h8M-4 -6a6 6 0 0 0 0 8M4 -6a6 6 0 0 1 0 8" />}
      {role === 'server' && <path d="M-6 -6h12v5h-12zM-6 1h12v5h-12zM-3 -3.5h1M-3 3.5h1" />}
      {role === 'billing' && (
        <path d="M-5 -7h10v14l-2.5 -2l-2.5 2l-2.5 -2l-2.5 2zM-2.5 -3h5M-2.5 0h5" />
      )}
      {role === 'credit' && <path d="M-7 -5h14v10h-14zM-7 -2h14M-4 2h3" />}
      {role === 'viewing' && <path d="M-6 -6h12v12h-12zM-2 -3l5 3l-5 3z" />}
    </g>
  );
}

/** A switch, and a warning. */
export const OFF = 'M0 -5.5V0M-3.2 -3.6A5 5 0 1 0 3.2 -3.6';
export const OUT = 'M0 -5.5L6 5H-6ZM0 -1.5V1.5M0 3V3.6';
const SIGNS: Readonly<Record<string, string>> = { off: OFF, out: OUT };

/** An arrow into a tray, and two sheets. */
export const COMING = 'M0 -4.5V1.5M-2.5 -1L0 1.5L2.5 -1M-4 4.5H4';
export const OPEN = 'M-4 -2H2V4H-4ZM-1.5 -2V-4.5H4.5V1.5H2';

interface BadgeProps {
  readonly x: number;
  readonly y: number;
  readonly sign: string;
  readonly count: number;
}

function Badge({ x, y, sign, count }: BadgeProps) {
  const text = COUNT.format(count);
  const width = 25 + text.length * 7.4;
  return (
    <g className="map-badge" transform={`translate(${x - width - 5} ${y})`}>
      <rect y={-8} width={width} height={16} rx={8} />
      <path d={sign} transform="translate(10 0)" />
      <text x={width - 6} y={4} textAnchor="end">
        {text}
      </text>
    </g>
  );
}

/** A name in the size it fits in, and shortened where even the smallest is too large. */
function NameText({ name, room }: { readonly name: string; readonly room: number }) {
  const fitting = room / (name.length * NAME_EM);
  const fontSize = Math.max(NAME_SIZE_MIN, Math.min(NAME_SIZE_MAX, fitting));
  return (
    <text className="map-name" x={30} y={19} style={{ fontSize }}>
      {shortened(name, room / (fontSize * NAME_EM))}
    </text>
  );
}

const NAME_SIZE_MAX = 13;
const NAME_SIZE_MIN = 10.5;
/** About the width of a letter of names, in their size, and of states, in pixels. */
const NAME_EM = 0.62;
const STATE_PX = 6.1;

function shortened(text: string, room: number): string {
  const length = Math.floor(room);
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
