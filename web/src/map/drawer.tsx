/**
 * Drawer: a panel over the side of the map, with a title and a button that closes it.
 */
import type { ReactNode } from 'react';

interface DrawerProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function MapDrawer({ title, onClose, children }: DrawerProps) {
  return (
    <aside
      className="map-drawer"
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <header>
        <h3>{title}</h3>
        <button type="button" onClick={onClose} aria-label={`Close ${title}`}>
          ✕
        </button>
      </header>
      {children}
    </aside>
  );
}
