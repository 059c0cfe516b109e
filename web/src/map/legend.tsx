/**
 * Legend: what the lines, shapes and marks of the map mean.
 */
import { MapDrawer } from './drawer.tsx';
import { CUT, MEDIA } from './map-link.tsx';
import { COMING, OFF, OPEN, OUT } from './map-node.tsx';

const MARKS: readonly (readonly [sign: string, text: string])[] = [
  ['▸', 'a message on its way, where the cursor’s instant puts it'],
  ['▹', 'its arrival is not known yet'],
  ['○', 'what has just arrived'],
  ['✕', 'what has just been lost'],
];

const DRAWN: readonly (readonly [path: string, text: string])[] = [
  [COMING, 'how many messages are on their way to a participant'],
  [OPEN, 'how many of its processes are open'],
  [OFF, 'switched off'],
  [OUT, 'out of order'],
  [CUT, 'a channel that is cut'],
];

export function MapLegend({ onClose }: { readonly onClose: () => void }) {
  return (
    <MapDrawer title="Legend" onClose={onClose}>
      <ul className="map-legend">
        {MEDIA.map(({ medium, dash, width }) => (
          <li key={medium}>
            <svg width={44} height={12} aria-hidden="true">
              <path
                d="M2 6H42"
                className={medium === 'core' ? 'map-sample is-core' : 'map-sample'}
                strokeDasharray={dash}
                strokeWidth={width}
              />
            </svg>
            {medium === 'core' ? 'core network, between servers' : medium}
          </li>
        ))}
        {DRAWN.map(([path, text]) => (
          <li key={text}>
            <svg className="map-sign" width={44} height={18} aria-hidden="true">
              <path d={path} transform="translate(22 9)" />
            </svg>
            {text}
          </li>
        ))}
        {MARKS.map(([sign, text]) => (
          <li key={sign}>
            <span className="map-sign" aria-hidden="true">
              {sign}
            </span>
            {text}
          </li>
        ))}
      </ul>
      <p className="map-quiet">
        A thicker line has just carried something. Wheel zooms, dragging pans, arrow keys walk from
        node to node, Enter shows a participant.
      </p>
    </MapDrawer>
  );
}
