/**
 * Comparison: what the server says about this branch and another, asked for again as either goes on.
 */
import { useEffect, useState } from 'react';
import type { Divergence } from '../../../src/inspector/wire.ts';
import { inspector, useInspector } from '../store/inspector.ts';

/** Waits until a run rests before it is compared again. */
const REST_MS = 300;

/** The divergence of the present branch from another; null until it is known. */
export function useDivergence(other: number | null): Divergence | null {
  const branch = useInspector(({ position }) => position?.branch ?? 0);
  // Both lengths: either run may have gone on.
  const lengths = useInspector(({ position }) =>
    (position?.branches ?? [])
      .filter((one) => one.branch === position?.branch || one.branch === other)
      .map(({ records }) => records)
      .join(' '),
  );
  const [found, setFound] = useState<{
    readonly key: string;
    readonly divergence: Divergence;
  } | null>(null);
  const pair = `${branch} ${other}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the lengths say that there is more to compare.
  useEffect(() => {
    if (other === null) return;
    let isWanted = true;
    const timer = setTimeout(async () => {
      const divergence = await inspector().ask({ do: 'compare', with: other });
      if (isWanted && divergence !== null) setFound({ key: pair, divergence });
    }, REST_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [pair, other, lengths]);
  return found !== null && found.key === pair ? found.divergence : null;
}
