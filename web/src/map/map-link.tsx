/**
 * Map link: a link of the map, in the style of its medium, lit while it carries something, and cut.
 */
import type { Point } from './layout.ts';
import { type MapLink, pointAlong } from './route.ts';

/** The media and how their lines are drawn; every one differs in more than colour. */
export const MEDIA: readonly {
  readonly medium: string;
  readonly dash: string;
  readonly width: number;
}[] = [
  { medium: 'cable', dash: '', width: 2.6 },
  { medium: 'antenna', dash: '2 5', width: 2.6 },
  { medium: 'satellite', dash: '12 5', width: 1.8 },
  { medium: 'mini-dish', dash: '10 4 2 4', width: 1.8 },
  { medium: 'dial-up', dash: '5 3', width: 1.6 },
  { medium: 'internet', dash: '1 3', width: 1.8 },
  { medium: 'core', dash: '', width: 1.1 },
];

interface LinkProps {
  readonly link: MapLink;
  /** The channels of it that are cut. */
  readonly cut: readonly string[];
  readonly isLit: boolean;
  readonly isSelected: boolean;
  readonly isFaint: boolean;
}

export function MapLinkLine({ link, cut, isLit, isSelected, isFaint }: LinkProps) {
  const style = styleOf(link.medium);
  const classes = ['map-link', link.medium === 'core' ? 'is-core' : ''];
  if (isLit) classes.push('is-lit');
  if (isSelected) classes.push('is-selected');
  if (isFaint) classes.push('is-faint');
  if (cut.length > 0) classes.push('is-cut');
  return (
    <g className={classes.filter((name) => name !== '').join(' ')}>
      <path d={pathOf(link.points)} strokeDasharray={style.dash} strokeWidth={style.width} />
      {cut.length > 0 && <CutMark points={link.marked} channels={cut} />}
    </g>
  );
}

/** Two strokes across a line. */
export const CUT = 'M-7 8L-1 -8M1 8L7 -8';

/** How a medium's line is drawn. */
export function styleOf(medium: string): { readonly dash: string; readonly width: number } {
  return MEDIA.find((one) => one.medium === medium) ?? { dash: '', width: 1.6 };
}

function CutMark({
  points,
  channels,
}: {
  readonly points: readonly Point[];
  readonly channels: readonly string[];
}) {
  const { x, y, angle } = pointAlong(points, 0.5);
  const names = channels.map((channel) => channel.slice(channel.lastIndexOf('.') + 1));
  return (
    <g className="map-cut" transform={`translate(${x} ${y})`}>
      <title>{`${channels.join(', ')} cut`}</title>
      <g transform={`rotate(${angle})`}>
        <rect x={-7} y={-9} width={14} height={18} />
        <path d={CUT} />
      </g>
      <text y={21} textAnchor="middle">
        {names.join(', ')} cut
      </text>
    </g>
  );
}

function pathOf(points: readonly Point[]): string {
  return points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');
}
