/**
 * Under-way list: the messages that are on their way at the cursor, in words.
 */
import { spanText } from '../store/clock.ts';
import { inspector, useInspector } from '../store/inspector.ts';
import { nameText } from '../store/names.ts';
import { MapDrawer } from './drawer.tsx';
import type { Tally } from './tally.ts';

const SHOWN_MAX = 100;

export function UnderWayList({
  tally,
  onClose,
}: {
  readonly tally: Tally;
  readonly onClose: () => void;
}) {
  const selected = useInspector((state) => state.selected);
  const cursorUs = useInspector(({ position }) => position?.cursorUs ?? 0);
  const { records, underWay } = tally;
  const rows = [...underWay].slice(-SHOWN_MAX).reverse();
  return (
    <MapDrawer title={`${underWay.size.toLocaleString('en')} messages under way`} onClose={onClose}>
      <ul className="map-members" hidden={rows.length === 0}>
        {rows.map((row) => {
          const seq = records.sentSeq.at(row);
          const at = seq - 1;
          const from = nameText(records.text(records.from.at(at)));
          const to = nameText(records.text(records.to.at(at)));
          return (
            <li key={row}>
              <button
                type="button"
                aria-pressed={selected === seq}
                onClick={() => inspector().select(seq)}
                onDoubleClick={() => void inspector().goTo(seq)}
              >
                <span>{records.typeText(seq)}</span>
                <span className="map-quiet">
                  {from} → {to}, for {spanText(Math.max(0, cursorUs - records.atUs.at(at)))}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      {rows.length === 0 && <p className="map-quiet">Nothing is on its way at the cursor.</p>}
      {underWay.size > SHOWN_MAX && <p className="map-quiet">The latest {SHOWN_MAX} are shown.</p>}
    </MapDrawer>
  );
}
