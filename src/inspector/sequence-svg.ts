/**
 * Sequence SVG: a selection of records as a sequence diagram that stands on its own.
 */
import type { Clock } from '../sim/clock-text.ts';
import type { RunRecord } from '../sim/record.ts';
import { sequenceOf } from '../sim/trace/sequence.ts';

const LANE_PX = 170;
const ROW_PX = 26;
const TOP_PX = 60;
const LEFT_PX = 110;

/**
 * The diagram as an SVG document.
 *
 * @throws {DiagramTooLarge} when there are more than 400 messages
 */
export function sequenceSvg(records: readonly RunRecord[], clock: Clock): string {
  const { participants, steps } = sequenceOf(records, new Set(['outcome']));
  const width = LEFT_PX + participants.length * LANE_PX;
  const height = TOP_PX + (steps.length + 1) * ROW_PX;
  const laneX = (address: string) => LEFT_PX + (participants.indexOf(address) + 0.5) * LANE_PX;
  const lanes = participants.map((address) => {
    const x = laneX(address);
    return `<line class="lane" x1="${x}" y1="40" x2="${x}" y2="${height}"/><text class="name" x="${x}" y="28">${escaped(address)}</text>`;
  });
  const drawn = steps.map((step, index) => {
    const y = TOP_PX + index * ROW_PX;
    const at = `<text class="clock" x="8" y="${y + 4}">${escaped(clock(step.record.atUs))}</text>`;
    if (step.draw === 'note') {
      return `${at}<text class="note" x="${laneX(step.at)}" y="${y + 4}">${escaped(step.text)}</text>`;
    }
    const from = laneX(step.from);
    const to = laneX(step.to);
    const end = step.fate === 'lost' ? (from + to) / 2 : to;
    const mark = step.fate === 'lost' ? `<text class="lost" x="${end}" y="${y + 5}">✕</text>` : '';
    const head = step.fate === 'lost' ? '' : ' marker-end="url(#head)"';
    const style = step.isReply ? 'arrow reply' : 'arrow';
    return `${at}<line class="${style}" x1="${from}" y1="${y}" x2="${end}" y2="${y}"${head}/>${mark}<text class="label" x="${(from + to) / 2}" y="${y - 4}">${escaped(step.text)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
<style>text{font:12px system-ui,sans-serif;fill:#1f2933}.name{font-weight:600;text-anchor:middle}.clock{fill:#5c6b7a;font-size:11px}.label,.note,.lost{text-anchor:middle}.note{font-style:italic;fill:#7a4a00}.lost{fill:#b42318}.lane{stroke:#c3ccd5}.arrow{stroke:#1f5fbf;stroke-width:1.4}.reply{stroke-dasharray:5 3}svg{background:#fff}</style>
<defs><marker id="head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z" fill="#1f5fbf"/></marker></defs>
${[...lanes, ...drawn].join('\n')}
</svg>
`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
