/**
 * Population list: the clients that one node stands for, page by page, of one state if wanted.
 */
import { useMemo, useState } from 'react';
import { inspector, useInspector } from '../store/inspector.ts';
import type { Player } from './cast.ts';
import { MapDrawer } from './drawer.tsx';
import { populationStates } from './map-node.tsx';
import { stateWords } from './place.ts';
import type { Tally } from './tally.ts';

const PAGE = 50;
const COUNT = new Intl.NumberFormat('en');

interface PopulationProps {
  readonly player: Player;
  readonly tally: Tally;
  readonly onClose: () => void;
}

export function PopulationList({ player, tally, onClose }: PopulationProps) {
  const actor = useInspector((state) => state.actor);
  const [state, setState] = useState<string | null>(null);
  const [name, setName] = useState('');
  const [page, setPage] = useState(0);
  const { cursor } = tally;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the cursor says that the tally has moved
  const members = useMemo(
    () =>
      player.members.filter(
        (member) =>
          member.includes(name.trim()) && (state === null || tally.stateOf(member) === state),
      ),
    [player.members, player.members.length, tally, cursor, state, name],
  );
  const states = populationStates(player, tally);
  const begun = states.reduce((sum, [, count]) => sum + count, 0);
  const pages = Math.max(1, Math.ceil(members.length / PAGE));
  const at = Math.min(page, pages - 1);
  const isAbsent = player.members.length > begun;
  const shown: readonly (readonly [string, number])[] = isAbsent
    ? [...states, ['', player.members.length - begun]]
    : states;
  return (
    <MapDrawer title={`${player.name} × ${COUNT.format(player.members.length)}`} onClose={onClose}>
      <div className="map-states">
        {shown.map(([one, count]) => (
          <button
            key={one}
            type="button"
            aria-pressed={state === one}
            onClick={() => {
              setState(state === one ? null : one);
              setPage(0);
            }}
          >
            <span>{stateWords(one)}</span> <b>{COUNT.format(count)}</b>
          </button>
        ))}
      </div>
      <input
        type="search"
        placeholder="Find by name"
        aria-label="Find by name"
        value={name}
        onChange={({ target }) => {
          setName(target.value);
          setPage(0);
        }}
      />
      <ul className="map-members">
        {members.slice(at * PAGE, (at + 1) * PAGE).map((member) => (
          <li key={member}>
            <button
              type="button"
              aria-pressed={actor === member}
              onClick={() => inspector().showActor(member)}
            >
              <span>{member.slice('client/'.length)}</span>
              <span className="map-quiet">
                {stateWords(tally.stateOf(member))}
                {tally.comingToHost(member) > 0 && `, ${tally.comingToHost(member)} under way`}
                {tally.openAt(member) > 0 && `, ${tally.openAt(member)} open`}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <footer>
        <button
          type="button"
          disabled={at === 0}
          onClick={() => setPage(at - 1)}
          aria-label="Previous page"
        >
          ‹
        </button>
        <span role="status">
          {members.length === 0
            ? 'none'
            : `${COUNT.format(at * PAGE + 1)}–${COUNT.format(Math.min(members.length, (at + 1) * PAGE))}`}{' '}
          of {COUNT.format(members.length)}
        </span>
        <button
          type="button"
          disabled={at >= pages - 1}
          onClick={() => setPage(at + 1)}
          aria-label="Next page"
        >
          ›
        </button>
      </footer>
    </MapDrawer>
  );
}
