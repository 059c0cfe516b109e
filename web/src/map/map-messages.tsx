/**
 * Map messages: what is on its way, moving while the run is animated.
 *
 * With prefers-reduced-motion, and while paused, the marks stand where the cursor's instant puts them.
 * The list of messages under way is their twin for the keyboard (under-way-list.tsx).
 */
import { useEffect, useState } from 'react';
import { inspector, useInspector } from '../store/inspector.ts';
import { pointAlong } from './route.ts';
import { type Arrival, shareAt, type Traveller } from './travel.ts';

const LABELLED_MAX = 5;

interface MessagesProps {
  readonly travellers: readonly Traveller[];
  readonly arrival: Arrival | null;
  readonly selected: number | null;
}

export function MapMessages({ travellers, arrival, selected }: MessagesProps) {
  const nowUs = useVirtualNow();
  const isLabelled = travellers.length <= LABELLED_MAX;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a group of an SVG takes no focus
    <g aria-hidden="true">
      {travellers.map((one) => {
        const { x, y, angle } = pointAlong(one.points, shareAt(one, nowUs));
        const isUnknown = one.endUs === null;
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: the list of messages is walked by keyboard
          <g
            key={one.row}
            className={`map-message${selected === one.seq ? ' is-selected' : ''}${isUnknown ? ' is-unknown' : ''}`}
            transform={`translate(${x} ${y})`}
            onClick={() => inspector().select(one.seq)}
            onDoubleClick={() => void inspector().goTo(one.seq)}
          >
            <title>{`${one.type} #${one.seq}${one.willBeLost ? ', will be lost' : ''}`}</title>
            <circle className="map-target" r={12} />
            <path d="M-6 -5L7 0L-6 5Z" transform={`rotate(${angle})`} />
            {isLabelled && (
              <text className="map-type" y={-9} textAnchor="middle">
                {one.type}
              </text>
            )}
          </g>
        );
      })}
      {arrival !== null && <ArrivalMark arrival={arrival} />}
    </g>
  );
}

function ArrivalMark({ arrival }: { readonly arrival: Arrival }) {
  const { isLost, points, type, seq } = arrival;
  const { x, y } = pointAlong(points, isLost ? 0.6 : 1);
  return (
    <g key={seq} className={isLost ? 'map-loss' : 'map-arrival'} transform={`translate(${x} ${y})`}>
      {isLost ? <path d="M-6 -6L6 6M6 -6L-6 6" /> : <circle r={7} />}
      <text className="map-type" y={-11} textAnchor="middle">
        {isLost ? `${type} lost` : type}
      </text>
    </g>
  );
}

/** The virtual instant on the screen: the cursor's, and on from there while the run is animated. */
function useVirtualNow(): number {
  const cursorUs = useInspector(({ position }) => position?.cursorUs ?? 0);
  const speed = useInspector(({ position }) => position?.speed ?? 0);
  const isMoving = useInspector(({ position }) => position?.mode === 'animated');
  const [nowUs, setNowUs] = useState(cursorUs);
  useEffect(() => {
    setNowUs(cursorUs);
    if (!isMoving || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const beganMs = performance.now();
    let frame = requestAnimationFrame(function draw(atMs) {
      setNowUs(cursorUs + Math.max(0, atMs - beganMs) * 1_000 * speed);
      frame = requestAnimationFrame(draw);
    });
    return () => cancelAnimationFrame(frame);
  }, [cursorUs, speed, isMoving]);
  return isMoving ? nowUs : cursorUs;
}
