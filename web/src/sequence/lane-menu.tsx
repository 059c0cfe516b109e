/**
 * Lane menu: every lifeline with a box to show or hide it, and a field to find one among thousands.
 */
import { useState } from 'react';
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import type { ChartContent } from './chart-view.ts';
import type { ChartSettings } from './settings.ts';
import './menu.css';

const LISTED_MAX = 100;

export function LaneMenu({
  content,
  settings,
}: {
  readonly content: ChartContent;
  readonly settings: ChartSettings;
}) {
  const { hidden } = settings;
  return (
    <DialogTrigger>
      <Button className="seq-button">
        Lifelines{hidden.size > 0 ? ` (${hidden.size} hidden)` : ''}
      </Button>
      <Popover className="seq-popover" placement="bottom end">
        <Dialog className="seq-dialog" aria-label="Lifelines">
          <LaneList content={content} settings={settings} />
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function LaneList({
  content,
  settings,
}: {
  readonly content: ChartContent;
  readonly settings: ChartSettings;
}) {
  const [text, setText] = useState('');
  const { hidden, expanded } = settings;
  const visible = content.order.flatMap((id) => content.model.lanes.all[id]?.name ?? []);
  const names = [...new Set([...hidden, ...visible])].filter((name) => name.includes(text));
  return (
    <>
      <input
        type="search"
        aria-label="Find a lifeline"
        placeholder="Find a lifeline"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <ul className="seq-lane-list">
        {names.slice(0, LISTED_MAX).map((name) => (
          <li key={name}>
            <label>
              <input
                type="checkbox"
                checked={!hidden.has(name)}
                onChange={(event) => settings.hide(name, !event.target.checked)}
              />{' '}
              {name}
            </label>
            {expanded.has(name) && (
              <button type="button" onClick={() => settings.expand(name, false)}>
                put back
              </button>
            )}
          </li>
        ))}
      </ul>
      {names.length > LISTED_MAX && (
        <p>{(names.length - LISTED_MAX).toLocaleString('en')} more; type some letters.</p>
      )}
      <div className="seq-formats">
        {/* Never disabled: a focused button that becomes so would take the focus out of the menu. */}
        <button type="button" onClick={settings.showAll}>
          Show all
        </button>
        {[...expanded]
          .filter((name) => !visible.includes(name))
          .map((name) => (
            <button key={name} type="button" onClick={() => settings.expand(name, false)}>
              Put back {name}
            </button>
          ))}
      </div>
    </>
  );
}
