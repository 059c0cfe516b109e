/**
 * Use link: keeps the page's address on the cursor, and follows an address that is opened.
 */
import { useEffect, useRef, useState } from 'react';
import { inspector, useInspector } from '../store/inspector.ts';
import { follow, type LinkMismatch, linkTo, placeIn } from './link.ts';

/** Addresses are written at most this often: browsers refuse more than some hundred in half a minute. */
const WRITE_EVERY_MS = 400;

export interface LinkState {
  readonly mismatch: LinkMismatch | null;
  readonly dismiss: () => void;
}

export function useLink(): LinkState {
  const hello = useInspector((state) => state.hello);
  const position = useInspector((state) => state.position);
  const hasPosition = position !== null;
  const [mismatch, setMismatch] = useState<LinkMismatch | null>(null);
  // The address is not written before the one that was opened has been followed.
  const isFollowed = useRef(false);

  useEffect(() => {
    if (hello === null || !hasPosition) return undefined;
    const opened = async () => {
      const place = placeIn(window.location.hash);
      const isOwn = isWrittenHere(window.history.state);
      const cursor = inspector().snapshot().position?.cursor ?? 0;
      const isLeftAlone = place === null || (isOwn && cursor > 0);
      const found = isLeftAlone ? null : await follow(place, hello);
      setMismatch(found);
      isFollowed.current = true;
    };
    void opened();
    const listener = () => void opened();
    window.addEventListener('hashchange', listener);
    return () => window.removeEventListener('hashchange', listener);
  }, [hello, hasPosition]);

  useEffect(() => {
    if (hello === null || position === null) return undefined;
    const write = () => {
      if (!isFollowed.current || mismatch?.open != null) return;
      const link = linkTo(hello, position);
      if (link !== window.location.hash) window.history.replaceState({ headend: true }, '', link);
    };
    const timer = setTimeout(write, WRITE_EVERY_MS);
    return () => clearTimeout(timer);
  }, [hello, position, mismatch]);

  return { mismatch, dismiss: () => setMismatch(null) };
}

function isWrittenHere(state: unknown): boolean {
  return typeof state === 'object' && state !== null && 'headend' in state;
}
