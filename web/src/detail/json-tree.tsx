/**
 * JSON tree: a value that can be opened part by part, and searched.
 *
 * Parts open down to a depth by themselves; a search opens what it finds. Long lists show their first
 * hundred items until asked for more.
 */
import { useMemo, useState } from 'react';
import { isOpenable } from './value-diff.ts';

const ITEMS_SHOWN = 100;
const OPEN_DEPTH = 2;
/** A small part is shown open at any depth. */
const SMALL_PARTS = 4;

export interface JsonTreeProps {
  readonly value: unknown;
  /** What the value is, for who does not see where it stands. */
  readonly label: string;
}

export function JsonTree({ value, label }: JsonTreeProps) {
  const [search, setSearch] = useState('');
  const needle = search.trim().toLowerCase();
  const hits = useMemo(() => (needle === '' ? null : hitsIn(value, needle)), [value, needle]);
  return (
    <div className="detail-json">
      <label className="detail-search">
        <span className="unseen">Search in {label}</span>
        <input
          type="search"
          value={search}
          placeholder="search"
          onChange={(event) => setSearch(event.target.value)}
        />
        {hits === null ? null : (
          <span role="status">{hits.count === 1 ? '1 hit' : `${hits.count} hits`}</span>
        )}
      </label>
      <ul className="detail-tree" aria-label={label}>
        {isOpenable(value) ? (
          <Parts value={value} path="" depth={0} hits={hits} needle={needle} />
        ) : (
          <li>
            <Leaf value={value} needle={needle} />
          </li>
        )}
      </ul>
    </div>
  );
}

interface Hits {
  readonly count: number;
  /** The paths of what was found and of everything around it. */
  readonly paths: ReadonlySet<string>;
}
interface PartProps {
  readonly value: Readonly<Record<string, unknown>>;
  readonly path: string;
  readonly depth: number;
  readonly hits: Hits | null;
  readonly needle: string;
}

function Parts({ value, path, depth, hits, needle }: PartProps) {
  const [shownMax, setShownMax] = useState(ITEMS_SHOWN);
  const all = Object.entries(value);
  const entries = hits === null ? all : all.filter(([key]) => hits.paths.has(`${path}/${key}`));
  return (
    <>
      {entries.slice(0, shownMax).map(([key, inner]) => {
        const at = `${path}/${key}`;
        return (
          <li key={key}>
            {isOpenable(inner) && Object.keys(inner).length > 0 ? (
              <Branch
                name={key}
                value={inner}
                path={at}
                depth={depth + 1}
                hits={hits}
                needle={needle}
              />
            ) : (
              <span className="detail-entry">
                <Name text={key} needle={needle} />
                <Leaf value={inner} needle={needle} />
              </span>
            )}
          </li>
        );
      })}
      {entries.length > shownMax ? (
        <li>
          <button type="button" onClick={() => setShownMax(shownMax + 10 * ITEMS_SHOWN)}>
            {entries.length - shownMax} more
          </button>
        </li>
      ) : null}
    </>
  );
}

function Branch({ name, value, path, depth, hits, needle }: PartProps & { readonly name: string }) {
  const [opened, setOpened] = useState<boolean | null>(null);
  const parts = Object.keys(value).length;
  const isOpen = hits !== null || (opened ?? (depth < OPEN_DEPTH || parts <= SMALL_PARTS));
  return (
    <>
      <button
        type="button"
        className="detail-branch"
        aria-expanded={isOpen}
        onClick={() => setOpened(!isOpen)}
      >
        <span aria-hidden="true">{isOpen ? '▾' : '▸'}</span>
        <Name text={name} needle={needle} />
        <span className="detail-quiet">{Array.isArray(value) ? `[${parts}]` : `{${parts}}`}</span>
      </button>
      {isOpen ? (
        <ul>
          <Parts value={value} path={path} depth={depth} hits={hits} needle={needle} />
        </ul>
      ) : null}
    </>
  );
}

function Name({ text, needle }: { readonly text: string; readonly needle: string }) {
  const isHit = needle !== '' && text.toLowerCase().includes(needle);
  return <span className={isHit ? 'detail-name detail-hit' : 'detail-name'}>{text}: </span>;
}

/** A value without parts of its own, as JSON writes it. */
export function Leaf({
  value,
  needle = '',
}: {
  readonly value: unknown;
  readonly needle?: string;
}) {
  const text = leafText(value);
  const isHit = needle !== '' && text.toLowerCase().includes(needle);
  const kind = typeof value === 'string' ? 'text' : typeof value === 'number' ? 'number' : 'word';
  return <span className={`detail-value detail-${kind} ${isHit ? 'detail-hit' : ''}`}>{text}</span>;
}
/** A value in one line. */
export function leafText(value: unknown): string {
  if (value === undefined) return '(nothing)';
  return JSON.stringify(value) ?? String(value);
}

function hitsIn(value: unknown, needle: string): Hits {
  const paths = new Set<string>();
  let count = 0;
  const visit = (inner: unknown, path: string, name: string): boolean => {
    const own = name.toLowerCase().includes(needle);
    let found = own;
    if (isOpenable(inner)) {
      for (const [key, part] of Object.entries(inner)) {
        if (visit(part, `${path}/${key}`, key)) found = true;
        // What was found by its name is shown with everything in it.
        if (own) addAll(part, `${path}/${key}`, paths);
      }
      if (own) count += 1;
    } else if (own || leafText(inner).toLowerCase().includes(needle)) {
      found = true;
      count += 1;
    }
    if (found) paths.add(path);
    return found;
  };
  visit(value, '', '');
  return { count, paths };
}
function addAll(value: unknown, path: string, paths: Set<string>): void {
  paths.add(path);
  if (!isOpenable(value)) return;
  for (const [key, part] of Object.entries(value)) addAll(part, `${path}/${key}`, paths);
}
