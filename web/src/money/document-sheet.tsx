/**
 * Document sheet: a bill or a statement as its receiver reads it.
 */
import { amountText } from '../store/amount.ts';
import { clockText } from '../store/clock.ts';
import { inspector, useInspector } from '../store/inspector.ts';
import { nameText } from '../store/names.ts';
import type { Paper, PaperLine } from './paper.ts';

const DAY_US = 86_400_000_000;

export function DocumentSheet({ paper, seq }: { readonly paper: Paper; readonly seq: number }) {
  const epochUs = useInspector(({ hello }) => hello?.epochUs ?? 0);
  const currency = useInspector(({ hello }) => hello?.currency ?? '');
  const { title, kind, from, to, issuedAtUs, period, notes, lines, sums } = paper;
  const isDetailed = lines.some(({ quantity, exact }) => quantity !== '' || exact !== '');
  return (
    <article className="money-sheet" aria-label={`${kind} ${title}`}>
      <header>
        <p className="money-quiet">{kind}</p>
        <h3>{title}</h3>
        <p>
          {nameText(from)} to <b>{nameText(to)}</b>
        </p>
        <p className="money-quiet">
          issued {clockText(epochUs, issuedAtUs)}
          {period !== null &&
            `, for ${dayText(epochUs, period.startUs)} to ${dayText(epochUs, period.endUs)}`}
        </p>
        {notes.length > 0 && <p className="money-quiet">{notes.join(' · ')}</p>}
      </header>
      <table>
        {lines.length > 0 && (
          <thead>
            <tr>
              <th scope="col">for</th>
              {isDetailed && (
                <>
                  <th scope="col">quantity</th>
                  <th scope="col" title="in minor units, for one">
                    rate
                  </th>
                  <th scope="col" title="in minor units, before rounding">
                    exactly
                  </th>
                </>
              )}
              <th scope="col">{currency}</th>
            </tr>
          </thead>
        )}
        <tbody>
          {lines.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of a document never move
            <SheetLine key={index} line={line} isDetailed={isDetailed} />
          ))}
        </tbody>
        <tfoot>
          {sums.map(([name, amount], index) => (
            <tr key={name} className={index === sums.length - 1 ? 'money-total' : ''}>
              <th scope="row" colSpan={isDetailed ? 4 : 1}>
                {name}
              </th>
              <td>{amountText(amount)}</td>
            </tr>
          ))}
        </tfoot>
      </table>
      <button type="button" className="money-jump" onClick={() => void inspector().goTo(seq)}>
        Go to when it was issued, #{seq}
      </button>
    </article>
  );
}

function SheetLine({
  line,
  isDetailed,
}: {
  readonly line: PaperLine;
  readonly isDetailed: boolean;
}) {
  const { text, quantity, rate, exact, amountMinor } = line;
  return (
    <tr>
      <th scope="row">{text}</th>
      {isDetailed && (
        <>
          <td>{quantity}</td>
          <td>{rate}</td>
          <td>{exact}</td>
        </>
      )}
      <td className={amountMinor < 0 ? 'is-below' : ''}>{amountText(amountMinor)}</td>
    </tr>
  );
}

function dayText(epochUs: number, atUs: number): string {
  return new Date(Math.floor((epochUs + atUs) / DAY_US) * (DAY_US / 1_000))
    .toISOString()
    .slice(0, 10);
}
