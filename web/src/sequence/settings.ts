/**
 * Settings: how the chart is drawn; kept while the page is open.
 */
import { useMemo, useState } from 'react';
import type { LaneOrder } from './lane-order.ts';
import type { AxisMode } from './time-axis.ts';

export interface ChartSettings {
  readonly mode: AxisMode;
  readonly order: LaneOrder;
  readonly expanded: ReadonlySet<string>;
  readonly hidden: ReadonlySet<string>;
  readonly isTable: boolean;
  readonly setMode: (mode: AxisMode) => void;
  readonly setOrder: (order: LaneOrder) => void;
  readonly setIsTable: (isTable: boolean) => void;
  readonly expand: (lane: string, isExpanded: boolean) => void;
  readonly hide: (lane: string, isHidden: boolean) => void;
  readonly showAll: () => void;
}

/** The settings, and what changes them. */
export function useChartSettings(): ChartSettings {
  const [mode, setMode] = useState<AxisMode>('folded');
  const [order, setOrder] = useState<LaneOrder>('role');
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set());
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [isTable, setIsTable] = useState(false);
  return useMemo(
    () => ({
      mode,
      order,
      expanded,
      hidden,
      isTable,
      setMode,
      setOrder,
      setIsTable,
      expand: (lane, isIn) => setExpanded((before) => changed(before, lane, isIn)),
      hide: (lane, isIn) => setHidden((before) => changed(before, lane, isIn)),
      showAll: () => setHidden(new Set()),
    }),
    [mode, order, expanded, hidden, isTable],
  );
}

function changed(before: ReadonlySet<string>, name: string, isIn: boolean): ReadonlySet<string> {
  const after = new Set(before);
  if (isIn) after.add(name);
  else after.delete(name);
  return after;
}
