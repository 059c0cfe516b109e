/**
 * Network map: participants, the links between them, and what is on its way.
 *
 *     cast ──▶ layout ──▶ links, nodes      where everything stands: only another cast or size moves it
 *     records ──▶ tally at the cursor ──▶ states, queues, cuts, messages under way
 *
 * Cost of a move of the cursor: the records in between, and what is drawn (some dozens of nodes).
 */
import { useMemo, useRef, useState } from 'react';
import { useFollower } from '../store/follower.ts';
import { inspector, useInspector } from '../store/inspector.ts';
import { useSize } from '../store/size.ts';
import { Appearances, castOf, type Player } from './cast.ts';
import { layoutOf } from './layout.ts';
import { MapLegend } from './legend.tsx';
import { MapLinkLine, styleOf } from './map-link.tsx';
import { MapMessages } from './map-messages.tsx';
import { lookOf, MapNode } from './map-node.tsx';
import { PopulationList } from './population-list.tsx';
import { linksOf, nodeOf } from './route.ts';
import { nextNode } from './roving.ts';
import { arrivalAt, linksLit, travellersOf } from './travel.ts';
import { UnderWayList } from './under-way-list.tsx';
import { useWorld } from './use-world.ts';
import { useViewport } from './viewport.ts';
import './network-map.css';

/** What the buttons below the map take of its frame. */
const TOOLS_PX = 42;
const makeAppearances = () => new Appearances();
/** A population's id, or the messages under way. */
type Drawer = { readonly population: string } | 'messages' | 'legend' | null;

export function NetworkMap() {
  const hello = useInspector((state) => state.hello);
  const actor = useInspector((state) => state.actor);
  const selected = useInspector((state) => state.selected);
  const [frame, size] = useSize<HTMLDivElement>();
  const svg = useRef<SVGSVGElement | null>(null);
  const { follower: appearances } = useFollower(makeAppearances);
  const { coreChannels } = appearances;
  if (hello !== null) appearances.greet(hello);
  const { size: known } = appearances.hosts;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the number of those known says that there are others
  const cast = useMemo(() => castOf(hello, appearances), [hello, appearances, known]);
  const room = { width: size.width, height: Math.max(0, size.height - TOOLS_PX) };
  const aspect = room.height === 0 ? 1.5 : room.width / room.height;
  const layout = useMemo(
    () => layoutOf(cast.players, hello?.media ?? {}, aspect),
    [cast, hello, aspect],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the number of channels says that there are others
  const links = useMemo(
    () => linksOf(cast, layout, coreChannels),
    [cast, layout, coreChannels.size],
  );
  const { tally, cursor, before } = useWorld();
  const view = useViewport(svg, layout, room);
  const [drawer, setDrawer] = useState<Drawer>(null);
  const [focused, setFocused] = useState<string | null>(null);

  const chosen = actor === null ? null : nodeOf(cast, actor);
  const isKnown = chosen !== null && layout.boxes.has(chosen);
  const tabStop = focused ?? (isKnown ? chosen : (cast.players[0]?.id ?? null));
  const travellers = travellersOf(tally, cast, layout);
  const lit = linksLit(tally.records, before, cursor, cast, layout);
  const choose = (player: Player) => {
    if (player.members.length === 0) inspector().showActor(player.id);
    else setDrawer({ population: player.id });
  };
  const opened =
    typeof drawer === 'object'
      ? cast.players.find(({ id }) => id === drawer?.population)
      : undefined;
  const { x, y, zoom } = view.shown;
  return (
    <section className="map" aria-label="Network map">
      <div ref={frame} className="map-frame">
        {/* biome-ignore lint/a11y/noSvgWithoutTitle: the section around it is named, and a title would pop up */}
        <svg ref={svg} className="map-svg" width={size.width} height={size.height}>
          <g transform={`translate(${x} ${y}) scale(${zoom})`}>
            <MapGround layout={layout} />
            {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: a group of an SVG takes no focus */}
            <g aria-hidden="true">
              {links.map((link) => (
                <MapLinkLine
                  key={link.id}
                  link={link}
                  cut={link.channels.filter((channel) => tally.isCut(channel))}
                  isLit={lit.has(link.id)}
                  isSelected={isKnown && link.ends.includes(chosen)}
                  isFaint={isKnown && !link.ends.includes(chosen)}
                />
              ))}
              <MapPlants layout={layout} />
            </g>
            <g
              role="listbox"
              aria-label="Participants"
              tabIndex={-1}
              onKeyDown={(event) => {
                const next = nextNode(event.key, tabStop, cast.players, layout.boxes);
                const box = next === null ? undefined : layout.boxes.get(next);
                if (next === null || box === undefined) return;
                event.preventDefault();
                view.reveal(box);
                svg.current
                  ?.querySelector<SVGGElement>(`[data-node="${CSS.escape(next)}"]`)
                  ?.focus();
              }}
            >
              {cast.players.map((player) => {
                const box = layout.boxes.get(player.id);
                if (box === undefined) return null;
                return (
                  <MapNode
                    key={player.id}
                    player={player}
                    look={lookOf(player, tally)}
                    box={box}
                    isSelected={player.id === chosen}
                    isFaint={false}
                    isTabStop={player.id === tabStop}
                    onChoose={() => choose(player)}
                    onFocus={() => setFocused(player.id)}
                  />
                );
              })}
            </g>
            <MapMessages
              travellers={travellers}
              arrival={arrivalAt(tally.records, cursor, cast, layout)}
              selected={selected}
            />
          </g>
        </svg>
        <div className="map-tools" role="toolbar" aria-label="Map">
          <button type="button" onClick={() => view.zoomBy(1.25)} aria-label="Zoom in">
            +
          </button>
          <button type="button" onClick={() => view.zoomBy(0.8)} aria-label="Zoom out">
            −
          </button>
          <button type="button" onClick={view.fit} disabled={view.isFit}>
            Fit
          </button>
          <button
            type="button"
            aria-pressed={drawer === 'legend'}
            onClick={() => setDrawer(drawer === 'legend' ? null : 'legend')}
          >
            Legend
          </button>
          <button
            type="button"
            aria-pressed={drawer === 'messages'}
            onClick={() => setDrawer(drawer === 'messages' ? null : 'messages')}
          >
            {tally.underWay.size.toLocaleString('en')} under way
          </button>
        </div>
      </div>
      {drawer === 'legend' && <MapLegend onClose={() => setDrawer(null)} />}
      {drawer === 'messages' && <UnderWayList tally={tally} onClose={() => setDrawer(null)} />}
      {opened !== undefined && (
        <PopulationList
          key={opened.id}
          player={opened}
          tally={tally}
          onClose={() => setDrawer(null)}
        />
      )}
    </section>
  );
}

/** What lies under everything: the headings, and the frame of the head end. */
function MapGround({ layout }: { readonly layout: ReturnType<typeof layoutOf> }) {
  const { headEnd, headings } = layout;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a group of an SVG takes no focus
    <g aria-hidden="true">
      <rect className="map-head-end" {...headEnd} rx={10} />
      {headings.map(({ text, x, y }) => (
        <text key={text} className="map-heading" x={x} y={y}>
          {text}
        </text>
      ))}
    </g>
  );
}

/** The media between sources and clients. */
function MapPlants({ layout }: { readonly layout: ReturnType<typeof layoutOf> }) {
  return [...layout.plants].map(([name, { box, medium }]) => {
    const { dash } = styleOf(medium);
    return (
      <g key={name} className="map-plant" transform={`translate(${box.x} ${box.y})`}>
        <rect width={box.width} height={box.height} rx={box.height / 2} strokeDasharray={dash} />
        <text x={box.width / 2} y={box.height / 2 + 4} textAnchor="middle">
          {medium}
        </text>
      </g>
    );
  });
}
