/**
 * Field table: the first record that differs, as it is here and there.
 */
import { type ReactNode, useState } from 'react';
import { clockText } from '../store/clock.ts';
import { useInspector } from '../store/inspector.ts';
import { type FieldRow, fieldDiff } from './field-diff.ts';

const SIGNS: Readonly<Record<FieldRow['is'], string>> = {
  same: '=',
  differs: '≠',
  'only here': '−',
  'only there': '+',
};
type Fields = Readonly<Record<string, unknown>> | null;

export function FieldDiff({
  here,
  there,
}: {
  readonly here: Fields;
  readonly there: Fields;
}): ReactNode {
  const [isFull, setIsFull] = useState(false);
  const epochUs = useInspector(({ hello }) => hello?.epochUs ?? 0);
  const said = (path: string, text: string | null) =>
    text === null ? '—' : path === 'atUs' ? `${text} (${clockText(epochUs, Number(text))})` : text;
  const rows = fieldDiff(here, there);
  const differing = rows.filter(({ is }) => is !== 'same');
  const shown = isFull ? rows : [...differing, ...rows.filter(isBasic)];
  return (
    <div className="cmp-fields">
      <table>
        <caption className="unseen">The first record that differs, field by field</caption>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Here</th>
            <th scope="col">There</th>
            <th scope="col">
              <span className="unseen">Difference</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ path, here: ours, there: theirs, is }) => (
            <tr key={path} className={is === 'same' ? 'cmp-same-field' : 'cmp-other-field'}>
              <th scope="row">{path}</th>
              <td className={is === 'same' ? '' : 'cmp-here'}>{said(path, ours)}</td>
              <td className={is === 'same' ? '' : 'cmp-there'}>{said(path, theirs)}</td>
              <td className="cmp-is">
                <span aria-hidden="true">{SIGNS[is]}</span> {is}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > differing.length && (
        <button type="button" aria-expanded={isFull} onClick={() => setIsFull(!isFull)}>
          {isFull ? 'Only what differs' : `All ${rows.length} fields`}
        </button>
      )}
    </div>
  );
}

/** What says which record it is, although it is the same in both. */
function isBasic({ is, path }: FieldRow): boolean {
  return is === 'same' && ['atUs', 'kind', 'type', 'actor', 'conversation'].includes(path);
}
