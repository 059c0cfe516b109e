/**
 * Chart: messages a second of every program at every size, as bars.
 *
 *     title
 *     what the bars are
 *     1,000 clients
 *       plain JavaScript, the same work  ██████████████████ 412,345
 *       compiled, unread                 ███████ 170,123   0.41
 *     10,000 clients
 *       …
 *     0        100,000       200,000     messages a second
 *     machine and versions
 *
 * One string, with nothing from outside: fonts are the reader's, colours follow the reader's choice of
 * light or dark. A bar is as long as its figure, from 0.
 */
import { moneyMarks } from '../src/sim/picture/axis.ts';
import { svgElement, svgText } from '../src/sim/picture/svg-markup.ts';
import { purchasesEach } from './purchases.ts';
import { type Report, type Row, rowOf, type Table } from './report.ts';
import { machineLines } from './report-text.ts';
import { VARIANT_TITLES, type Variant } from './variant.ts';

const WIDTH = 900;
const LEFT = 250;
const RIGHT = 760;
const HEAD = 74;
const GROUP_HEIGHT = 34;
const ROW_HEIGHT = 22;
const BAR_HEIGHT = 15;
const MARKS_MAX = 6;

/** Which colour a program has. */
const COLOURS: Readonly<Record<Variant, 'by-hand' | 'ours' | 'reference'>> = {
  'happy-path': 'by-hand',
  plain: 'by-hand',
  compiled: 'ours',
  'compiled-memory': 'ours',
  'compiled-disk': 'ours',
  'bare-xstate': 'reference',
  xstate: 'reference',
};

const STYLE = `
svg{--page:#fff;--ink:#1e293b;--quiet:#64748b;--grid:#e2e8f0;--by-hand:#94a3b8;--ours:#2563eb;--reference:#b45309}
@media (prefers-color-scheme:dark){svg{--page:#0f172a;--ink:#e2e8f0;--quiet:#94a3b8;--grid:#334155;
--by-hand:#64748b;--ours:#60a5fa;--reference:#fbbf24}}
text{font:12px system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;fill:var(--ink);
font-variant-numeric:tabular-nums}
.title{font-size:18px;font-weight:600}
.group{font-size:13px;font-weight:600;paint-order:stroke;stroke:var(--page);stroke-width:5px;stroke-linejoin:round}
.quiet{fill:var(--quiet)}
.end{text-anchor:end}
.middle{text-anchor:middle}
.page{fill:var(--page)}
.grid{stroke:var(--grid)}
.by-hand{fill:var(--by-hand)}
.ours{fill:var(--ours)}
.reference{fill:var(--reference)}
`.trim();

/** Draws the purchases of a report as a self-contained SVG document. */
export function chartSvg({ purchases, machine }: Pick<Report, 'machine' | 'purchases'>): string {
  const most = Math.max(0, ...purchases.flatMap(({ rows }) => rows.map((row) => row.perSecond)));
  const marks = moneyMarks(0, Math.max(1, most), MARKS_MAX);
  const end = marks.at(-1) ?? 1;
  const xOf = (perSecond: number) => LEFT + ((RIGHT - LEFT) * perSecond) / end;
  const groups: string[] = [];
  let y = HEAD;
  for (const table of purchases) {
    groups.push(group(table, y, xOf));
    y += GROUP_HEIGHT + table.rows.length * ROW_HEIGHT;
  }
  const bottom = y + 10;
  const height = bottom + 78;
  return svgElement(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${WIDTH} ${height}`,
      width: WIDTH,
      height,
      role: 'img',
      'aria-labelledby': 'chart-title',
    },
    [
      svgText('title', { id: 'chart-title' }, 'Purchases: messages a second, by program and size'),
      svgElement('style', {}, STYLE),
      svgElement('rect', { class: 'page', width: WIDTH, height }),
      svgText('text', { class: 'title', x: 20, y: 30 }, 'Purchases: messages a second'),
      svgText('text', { class: 'quiet', x: 20, y: 50 }, EXPLAINED),
      ...axis(marks, xOf, bottom),
      ...groups,
      ...machineLines(machine).map((line, index) =>
        svgText('text', { class: 'quiet', x: 20, y: bottom + 48 + index * 17 }, line),
      ),
    ].join('\n'),
  );
}

const EXPLAINED =
  '25 messages a purchase. Longer is faster; in brackets, the share of plain JavaScript doing the same work.';

function axis(
  marks: readonly number[],
  xOf: (perSecond: number) => number,
  bottom: number,
): readonly string[] {
  const lines = marks.flatMap((mark) => {
    const x = xOf(mark);
    return [
      svgElement('line', { class: 'grid', x1: x, x2: x, y1: HEAD, y2: bottom }),
      svgText('text', { class: 'quiet middle', x, y: bottom + 16 }, count(mark)),
    ];
  });
  const unit = svgText('text', { class: 'quiet end', x: LEFT - 24, y: bottom + 16 }, 'messages/s');
  return [...lines, unit];
}

function group(table: Table<Variant>, top: number, xOf: (perSecond: number) => number): string {
  const { clients, rows } = table;
  const each = purchasesEach(clients);
  const heading = `${count(clients)} clients, ${each} ${each === 1 ? 'purchase' : 'purchases'} each`;
  const plain = rowOf(table, 'plain');
  const bars = rows.map((row, index) =>
    bar(row, top + GROUP_HEIGHT + index * ROW_HEIGHT, xOf, plain),
  );
  return [svgText('text', { class: 'group', x: 20, y: top + 22 }, heading), ...bars].join('\n');
}

function bar(
  { variant, perSecond }: Row<Variant>,
  top: number,
  xOf: (perSecond: number) => number,
  plain: Row<Variant> | undefined,
): string {
  const width = xOf(perSecond) - xOf(0);
  const isYardstick = plain === undefined || variant === 'plain';
  const share = isYardstick ? '' : ` (${(perSecond / plain.perSecond).toFixed(2)})`;
  const middle = top + BAR_HEIGHT - 3;
  const { title } = VARIANT_TITLES[variant];
  return [
    svgText('text', { class: 'end', x: LEFT - 8, y: middle }, title),
    svgElement('rect', {
      class: `bar ${COLOURS[variant]}`,
      x: xOf(0),
      y: top,
      width,
      height: BAR_HEIGHT,
    }),
    svgText('text', { x: xOf(0) + width + 6, y: middle }, `${count(perSecond)}${share}`),
  ].join('\n');
}

function count(n: number): string {
  return Math.round(n).toLocaleString('en-US');
}
