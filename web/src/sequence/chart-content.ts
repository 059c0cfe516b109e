/**
 * Chart content: what the chart shows of the store's state, made anew only where it must be.
 *
 *     records, filter, expanded, hidden ──▶ model ──┐
 *                                  mode ──▶ axis ───┼──▶ content
 *     cursor, selected ──▶ emphasis ────────────────┘
 */
import { useMemo } from 'react';
import { isOpen } from '../store/filter.ts';
import { useInspector } from '../store/inspector.ts';
import { useShown } from '../store/shown.ts';
import { causeRowOf, consequenceRowsOf } from './causality.ts';
import type { ChartContent, Emphasis } from './chart-view.ts';
import { orderedLanes } from './lane-order.ts';
import { Lanes } from './lanes.ts';
import { SequenceModel } from './sequence-model.ts';
import type { ChartSettings } from './settings.ts';
import { TimeAxis } from './time-axis.ts';

const NO_HOMES: Readonly<Record<string, string>> = {};

/** The content of the chart now; a new object whenever any of it changed. */
export function useChartContent(settings: ChartSettings): ChartContent {
  const records = useInspector((state) => state.records);
  const version = useInspector((state) => state.version);
  const filter = useInspector((state) => state.filter);
  const homes = useInspector((state) => state.hello?.homes ?? NO_HOMES);
  const epochUs = useInspector((state) => state.hello?.epochUs ?? 0);
  const cursor = useInspector((state) => state.position?.cursor ?? 0);
  const chosen = useInspector((state) => state.selected);
  const shown = useShown();
  const { expanded, hidden, mode, order } = settings;
  const isFiltered = !isOpen(filter);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another filter needs another model.
  const model = useMemo(() => {
    const named = new Set(Object.keys(homes));
    return new SequenceModel(records, new Lanes(records, { expanded, hidden, named }));
  }, [records, homes, expanded, hidden, filter]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another model needs another axis.
  const axis = useMemo(() => new TimeAxis(mode), [mode, model]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says that the records have grown.
  useMemo(() => {
    model.extend(isFiltered ? shown.has : null);
    axis.extend(model.atUs);
  }, [model, axis, shown, isFiltered, version]);
  const laneCount = isFiltered ? model.busy.size : model.lanes.all.length;
  const talked = order === 'crossings' ? Math.floor(Math.log2(1 + model.arrowCount)) : 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the counts say that lanes or talk have grown.
  const ordered = useMemo(() => {
    const lanes = new Set(orderedLanes(model.lanes.all, order, model.talk));
    return [...lanes].filter((lane) => !isFiltered || model.busy.has(lane));
  }, [model, order, laneCount, talked, isFiltered]);
  const selected = chosen ?? cursor;
  // biome-ignore lint/correctness/useExhaustiveDependencies: consequences come with later records.
  const emphasis = useMemo(() => emphasisOf(model, selected), [model, selected, version]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says that the model has grown.
  return useMemo<ChartContent>(() => {
    const isChosen = chosen !== null;
    return { model, axis, order: ordered, epochUs, cursor, selected, isChosen, emphasis };
  }, [model, axis, ordered, epochUs, cursor, selected, chosen, emphasis, version]);
}

/** The arrow of the selected record, of what led to it and of what came of it. */
function emphasisOf(model: SequenceModel, selected: number): ReadonlyMap<number, Emphasis> {
  const emphasis = new Map<number, Emphasis>();
  const { records } = model;
  if (selected === 0 || selected > records.length) return emphasis;
  for (const row of consequenceRowsOf(records, selected)) {
    const arrow = model.arrowFor(row);
    if (arrow >= 0) emphasis.set(arrow, 'consequence');
  }
  const cause = model.arrowFor(causeRowOf(records, selected));
  if (cause >= 0) emphasis.set(cause, 'cause');
  const own = model.arrowFor(records.rowOf.at(selected - 1));
  if (own >= 0) emphasis.set(own, 'selected');
  return emphasis;
}
