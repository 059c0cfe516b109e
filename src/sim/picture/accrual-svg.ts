/**
 * Accrual as SVG: fig. 1A with the money in it.
 *
 *     title                                     from 00:30:00, 1h30m, played to the end
 *          commercial-1        commercial-2
 *     |  interval-1  |c|  interval-2  | c |  interval-3 ...   what is shown  (accrual-track.ts)
 *                                 » to 22:00                  seeks
 *     6.00                                   ______,─── charges 6.01
 *     4.00              ,─────────,─────────'    ,───── net 5.035
 *     0.00 ─'───────────────────────────────────────
 *                    ────.________.───.__________.───── credits -0.975
 *        00:30       00:45       01:00       01:15            the civil clock
 *
 * One string, with nothing from outside: fonts are the reader's, colours follow the reader's choice of
 * light or dark. Numbers have at most two decimals, so that the same accrual makes the same bytes.
 */
import type { AccrualPoint } from '../../billing/rating/accrual.ts';
import type { Ratio } from '../../billing/ratio.ts';
import { trackSvg } from './accrual-track.ts';
import { moneyMarks, timeMarks } from './axis.ts';
import { type AccrualPicture, amountText, courseText, lastPoint, netExact } from './picture.ts';
import { svgElement, svgNumber, svgText } from './svg-markup.ts';
import { SVG_STYLE } from './svg-style.ts';

const WIDTH = 1_000;
const LEFT = 64;
const RIGHT = 840;
const HEAD = 66;
const PLOT_HEIGHT = 270;
const LINE_HEIGHT = 17;
const TIME_MARKS_MAX = 9;
const EXACTLY = 'amounts are exact, before the lines of a bill are rounded';
const MONEY_MARKS_MAX = 9;

/** From amounts in minor units to heights. */
type Height = (minor: number) => number;
/** A line of the plot. */
interface Curve {
  readonly name: 'charges' | 'credits' | 'net';
  readonly exactOf: (point: AccrualPoint) => Ratio;
}

const CURVES: readonly Curve[] = [
  { name: 'charges', exactOf: ({ positiveExact }) => positiveExact },
  { name: 'credits', exactOf: ({ negativeExact }) => negativeExact },
  { name: 'net', exactOf: netExact },
];

/** Draws an accrual as a self-contained SVG document. */
export function accrualSvg(picture: AccrualPicture): string {
  const { accrual, title } = picture;
  const lengthUs = Math.max(1, lastPoint(accrual).atUs);
  const xOf = (atUs: number) => LEFT + ((RIGHT - LEFT) * atUs) / lengthUs;
  const track = trackSvg(picture, { xOf, left: LEFT, right: RIGHT, top: HEAD });
  const top = track.bottom + 18;
  const bottom = top + PLOT_HEIGHT;
  const height = bottom + 66;
  const course = courseText(picture);
  const parts = [
    svgText('title', { id: 'accrual-title' }, `${title}, ${course}`),
    svgElement('style', {}, SVG_STYLE),
    HATCH,
    svgElement('rect', { class: 'page', width: WIDTH, height }),
    svgText('text', { class: 'title', x: LEFT, y: 32 }, title),
    svgText('text', { class: 'quiet', x: LEFT, y: 51 }, course),
    ...track.parts,
    ...plot(picture, xOf, lengthUs, top, bottom),
    ...legend(bottom + 48),
    svgText('text', { class: 'quiet end', x: RIGHT, y: bottom + 48 }, EXACTLY),
  ];
  const root = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${WIDTH} ${svgNumber(height)}`,
    width: WIDTH,
    height,
    role: 'img',
    'aria-labelledby': 'accrual-title',
  };
  return `${svgElement('svg', root, `\n${parts.join('\n')}\n`)}\n`;
}

const HATCH = svgElement(
  'defs',
  {},
  svgElement(
    'pattern',
    {
      id: 'accrual-hatch',
      width: 6,
      height: 6,
      patternUnits: 'userSpaceOnUse',
      patternTransform: 'rotate(45)',
    },
    svgElement('path', { class: 'hatch', d: 'M0 0V6' }),
  ),
);

/** Axes, the three lines and what they come to. */
function plot(
  picture: AccrualPicture,
  xOf: (atUs: number) => number,
  lengthUs: number,
  top: number,
  bottom: number,
): readonly string[] {
  const { accrual, startedCivilUs, scale, currency } = picture;
  const last = lastPoint(accrual);
  // Charges never fall and credits never shrink, so the last point has the largest of both.
  const marks = moneyMarks(
    numberOf(last.negativeExact),
    numberOf(last.positiveExact),
    MONEY_MARKS_MAX,
  );
  const low = Math.min(0, marks.at(0) ?? 0);
  const high = Math.max(low + 1, marks.at(-1) ?? 1);
  const yOf: Height = (minor) => bottom - ((bottom - top) * (minor - low)) / (high - low);
  const money = marks.flatMap((minor) => [
    svgElement('line', {
      class: minor === 0 ? 'axis' : 'grid',
      x1: LEFT,
      y1: yOf(minor),
      x2: RIGHT,
      y2: yOf(minor),
    }),
    svgText(
      'text',
      { class: 'mark end', x: LEFT - 8, y: yOf(minor) + 4 },
      signed((minor / 10 ** scale).toFixed(scale)),
    ),
  ]);
  const clock = timeMarks(startedCivilUs, lengthUs, TIME_MARKS_MAX).flatMap(({ atUs, label }) => [
    svgElement('line', { class: 'grid', x1: xOf(atUs), y1: top, x2: xOf(atUs), y2: bottom }),
    svgText('text', { class: 'mark middle', x: xOf(atUs), y: bottom + 18 }, label),
  ]);
  const { points } = accrual;
  const lines = CURVES.flatMap((curve) => curveSvg(curve, points, xOf, yOf));
  const unit = svgText('text', { class: 'mark end', x: LEFT - 8, y: top - 12 }, currency);
  return [
    ...clock,
    ...money,
    unit,
    ...notes(points, xOf, top, bottom),
    ...lines,
    ...edges(points, xOf, yOf),
    ...endings(picture, yOf),
  ];
}

function curveSvg(
  { name, exactOf }: Curve,
  points: readonly AccrualPoint[],
  xOf: (atUs: number) => number,
  yOf: Height,
): readonly string[] {
  const at = points.map(
    (point) => `${svgNumber(xOf(point.atUs))} ${svgNumber(yOf(numberOf(exactOf(point))))}`,
  );
  const zero = svgNumber(yOf(0));
  const line = `M${svgNumber(xOf(0))} ${zero}L${at.join('L')}`;
  const lastX = svgNumber(xOf(points.at(-1)?.atUs ?? 0));
  const drawn = svgElement('path', { class: `line ${name}`, d: line });
  if (name === 'net') return [drawn];
  return [svgElement('path', { class: `area ${name}`, d: `${line}L${lastX} ${zero}Z` }), drawn];
}

/** Where the tariff changes, and where it was cancelled. */
function notes(
  points: readonly AccrualPoint[],
  xOf: (atUs: number) => number,
  top: number,
  bottom: number,
): readonly string[] {
  return points.flatMap(({ kind, atUs }) => {
    if (kind !== 'band' && kind !== 'cancel') return [];
    const x = xOf(atUs);
    const label = { class: 'quiet halo end', x: x - 5, y: top + 13 };
    return [
      svgElement('line', { class: 'note', x1: x, y1: top, x2: x, y2: bottom }),
      svgText('text', label, kind === 'band' ? 'tariff changes' : 'cancelled'),
    ];
  });
}

/** A dot on the net line wherever something happens. */
function edges(
  points: readonly AccrualPoint[],
  xOf: (atUs: number) => number,
  yOf: Height,
): readonly string[] {
  return points.map((point) =>
    svgElement('circle', {
      class: 'dot',
      cx: xOf(point.atUs),
      cy: yOf(numberOf(netExact(point))),
      r: 2.5,
    }),
  );
}

/** What each line comes to, beside its end, none over another. */
function endings({ accrual, scale }: AccrualPicture, yOf: Height): readonly string[] {
  const last = lastPoint(accrual);
  const wanted = CURVES.map(({ name, exactOf }) => {
    const exact = exactOf(last);
    return { name, exact, y: yOf(numberOf(exact)) };
  }).sort((a, b) => a.y - b.y || CURVES.findIndex(({ name }) => name === b.name));
  let lowest = Number.NEGATIVE_INFINITY;
  return wanted.map(({ name, exact, y }) => {
    lowest = Math.max(y, lowest + LINE_HEIGHT);
    const text = `${name} ${signed(amountText(exact, scale))}`;
    return svgText('text', { class: `ending ${name}`, x: RIGHT + 12, y: lowest + 4 }, text);
  });
}

function legend(y: number): readonly string[] {
  const entries = [
    ['programme', 'programming'],
    ['subsidy', 'commercial'],
    ['review', 'played again'],
    ['pause', 'paused'],
  ] as const;
  return entries.flatMap(([kind, text], index) => {
    const x = LEFT + index * 116;
    return [
      svgElement('rect', { class: `band ${kind}`, x, y: y - 10, width: 16, height: 12, rx: 2 }),
      svgText('text', { class: 'quiet', x: x + 23, y }, text),
    ];
  });
}

/** For a coordinate: a thousandth of a minor unit is far below a pixel. */
function numberOf({ n, d }: Ratio): number {
  return Number((n * 1_000n) / d) / 1_000;
}

/** With a minus sign as wide as a digit. */
function signed(text: string): string {
  return text.replace('-', '−');
}
