/**
 * Commands: everything the page can be told, once: for the toolbar, the keys, the palette and the help.
 *
 * Function keys are those of OMNeT++ (F4 step, F5 run, F6 fast, F7 express, F8 pause). Letters are
 * ignored while one types, and can be switched off altogether (WCAG 2.1.4).
 */
import type { RunMode } from '../../../src/inspector/wire.ts';
import { download } from '../store/download.ts';
import { NO_FILTER } from '../store/filter.ts';
import { inspector } from '../store/inspector.ts';
import { toggleBookmark } from './bookmark.ts';
import {
  arrange,
  type DialogName,
  type LeftTab,
  type RightTab,
  shellState,
} from './shell-state.ts';
import { nextTheme } from './theme.ts';

export interface Command {
  readonly id: string;
  readonly title: string;
  readonly group: 'Run' | 'Step' | 'Go' | 'Look' | 'Filter' | 'Page';
  /** `F5`, `Ctrl+F5`, `Shift+F4`; null where it has none. */
  readonly key: string | null;
  /** One character, with its case: `s`, `S`, `?`; null where it has none. */
  readonly letter: string | null;
  readonly act: () => void;
}

export const LEFT_TABS: Readonly<Record<LeftTab, string>> = {
  map: 'Map',
  conversations: 'Conversations',
  properties: 'Properties',
};
export const RIGHT_TABS: Readonly<Record<RightTab, string>> = {
  detail: 'Detail',
  chart: 'State chart',
  money: 'Money',
  future: 'Future',
  act: 'Act',
  scenario: 'Scenario',
  compare: 'Compare',
};

/** Every command, in the order the help lists them. */
export const COMMANDS: readonly Command[] = [
  ...running(),
  ...stepping(),
  ...going(),
  ...looking(),
  ...filtering(),
  ...ofThePage(),
];
const byId = new Map(COMMANDS.map((command) => [command.id, command]));

/** A command by its id. */
export function command(id: string): Command {
  const found = byId.get(id);
  if (found === undefined) throw new TypeError(`there is no command ${id}`);
  return found;
}

/** A letter as its key is named: a capital needs Shift, which a lone capital does not say. */
export function letterText(letter: string): string {
  return /[A-Z]/.test(letter) ? `Shift+${letter}` : letter.toUpperCase();
}

/** The record that is looked at: the selected one, else the cursor's; 0 before the first. */
export function recordInView(): number {
  const { selected, position } = inspector().snapshot();
  return selected ?? position?.cursor ?? 0;
}

/** Has the run go on, or stop. */
export function run(mode: RunMode): void {
  void inspector().move({ do: 'run', mode, speed: shellState().speed });
}

function running(): readonly Command[] {
  const one = of('Run');
  const pauseOrRun = () =>
    run(inspector().snapshot().position?.mode === 'paused' ? 'animated' : 'paused');
  return [
    one('run', 'Run, animated', 'F5', 'r', () => run('animated')),
    one('fast', 'Run fast', 'F6', 'f', () => run('fast')),
    one('express', 'Run to the end, express', 'F7', 'e', () => run('express')),
    one('pause', 'Pause', 'F8', null, () => run('paused')),
    one('toggle', 'Pause, or run', null, 'p', pauseOrRun),
    one('until', 'Run until…', 'Ctrl+F5', 'u', opening('until')),
    one('until-back', 'Back until…', 'Ctrl+Shift+F5', 'U', opening('until-back')),
    one('breakpoints', 'Breakpoints…', 'Ctrl+F9', 'B', opening('breakpoints')),
  ];
}

function stepping(): readonly Command[] {
  const one = of('Step');
  const step = (unit: 'record' | 'message' | 'stage', back: boolean) => () =>
    void inspector().step(unit, back);
  return [
    one('record', 'Step one record', 'F4', 's', step('record', false)),
    one('record-back', 'Back one record', 'Shift+F4', 'S', step('record', true)),
    one('message', 'Step to the next arrival of a message', null, 'm', step('message', false)),
    one('message-back', 'Back to the last arrival of a message', null, 'M', step('message', true)),
    one('stage', 'Step to the next outcome', null, 'o', step('stage', false)),
    one('stage-back', 'Back to the last outcome', null, 'O', step('stage', true)),
  ];
}

function going(): readonly Command[] {
  const one = of('Go');
  const goTo = (seq: number) => void inspector().goTo(seq);
  const head = () => inspector().snapshot().position?.head ?? 0;
  const mark = () => toggleBookmark(recordInView());
  return [
    one('home', 'Go to the beginning', 'Alt+Home', 'h', () => goTo(0)),
    one('end', 'Go to the last record there is', 'Alt+End', 'H', () => goTo(head())),
    one('here', 'Move the cursor to the selected record', null, 'x', () => goTo(recordInView())),
    one('cause', 'Select the cause', null, '[', selectCause),
    one('consequence', 'Select the first consequence', null, ']', selectConsequence),
    one('bookmark', 'Bookmark this record, or not', null, 'b', mark),
    one('bookmarks', 'Bookmarks…', null, 'k', opening('bookmarks')),
    one(
      'fork',
      'Fork the run at the cursor',
      null,
      'F',
      () => void inspector().move({ do: 'fork' }),
    ),
  ];
}

function looking(): readonly Command[] {
  const one = of('Look');
  const tabs = (
    titles: Readonly<Record<string, string>>,
    digits: string,
    show: (tab: string) => void,
  ) =>
    Object.entries(titles).map(([tab, title], index) =>
      one(`tab-${tab}`, title, null, digits.charAt(index), () => show(tab)),
    );
  return [
    ...tabs(LEFT_TABS, '123', (tab) => arrange({ leftTab: tab as LeftTab })),
    ...tabs(RIGHT_TABS, '4567890', (tab) => arrange({ rightTab: tab as RightTab })),
  ];
}

function filtering(): readonly Command[] {
  const one = of('Filter');
  const clear = () => inspector().setFilter(NO_FILTER);
  const write = () => document.getElementById('filter-text')?.focus();
  return [
    one('filter', 'Filter by text', null, '/', write),
    one('cone', 'Only causes and consequences of this record', null, 'c', toggleCone),
    one('clear', 'Clear the filter', null, 'C', clear),
  ];
}

function ofThePage(): readonly Command[] {
  const one = of('Page');
  return [
    one('palette', 'Search everything', 'Ctrl+K', null, opening('palette')),
    one(
      'offline',
      'Keep the whole run as one file that opens offline',
      null,
      'w',
      () => void keepOffline(),
    ),
    one('link', 'Copy a link to this place', null, 'l', () => void copyLink()),
    one('theme', 'Light, dark, or as the system', null, 't', nextTheme),
    one('help', 'Keys and help', 'F1', '?', opening('help')),
  ];
}

/** The run as it is now, as a page of its own. */
async function keepOffline(): Promise<void> {
  inspector().say('The run is being written as one file…');
  const file = await inspector().ask({ do: 'export', as: 'html', seqs: [] });
  if (file !== null) download(file.name, file.text, 'text/html');
}

/** Writes the commands of a group, one a line: id, title, key, letter, deed. */
function of(group: Command['group']) {
  return (
    id: string,
    title: string,
    key: string | null,
    letter: string | null,
    act: () => void,
  ): Command => ({ id, group, title, key, letter, act });
}

function opening(dialog: DialogName) {
  return () => arrange({ dialog });
}

function selectCause(): void {
  const { records } = inspector().snapshot();
  const cause = records.cause.at(recordInView() - 1);
  if (cause === 0)
    inspector().say('This record has no cause: the script did it, or it is the beginning.');
  else inspector().select(cause);
}

function selectConsequence(): void {
  const { records } = inspector().snapshot();
  const [first] = records.consequences.get(recordInView()) ?? [];
  if (first === undefined) inspector().say('Nothing came of this record.');
  else inspector().select(first);
}

function toggleCone(): void {
  const { filter } = inspector().snapshot();
  const seq = recordInView();
  inspector().setFilter({ ...filter, coneOf: filter.coneOf === seq || seq === 0 ? null : seq });
}

async function copyLink(): Promise<void> {
  try {
    await navigator.clipboard.writeText(window.location.href);
    inspector().say('The link to this place was copied.');
  } catch {
    inspector().say('The browser does not allow copying; the link is in its address bar.', true);
  }
}
