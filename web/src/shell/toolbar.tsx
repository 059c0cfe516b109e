/**
 * Toolbar: has the run go on, stop, step and step back, and opens what else one looks for by.
 */
import { Toolbar as AriaToolbar } from 'react-aria-components';
import { useInspector } from '../store/inspector.ts';
import { command, letterText, run } from './command.ts';
import { Icon, type IconName } from './icon.tsx';
import { arrange, useShell } from './shell-state.ts';

const SPEEDS = [1, 10, 30, 60, 100, 300, 1_000] as const;

export function Toolbar() {
  const mode = useInspector((state) => state.position?.mode ?? 'paused');
  const breakpointCount = useInspector((state) => state.position?.breakpoints.length ?? 0);
  const bookmarkCount = useInspector((state) => state.bookmarks.length);
  return (
    <AriaToolbar className="tools" aria-label="Run controls">
      <span className="tool-group">
        <Tool id="run" word="Run" isOn={mode === 'animated'} />
        <Speed />
        <Tool id="fast" word="Fast" isOn={mode === 'fast'} />
        <Tool id="express" word="Express" isOn={mode === 'express'} />
        <Tool id="pause" word="Pause" isDisabled={mode === 'paused'} />
      </span>
      <StepGroup unit="record" word="Record" />
      <StepGroup unit="message" word="Message" />
      <StepGroup unit="stage" word="Stage" />
      <span className="tool-group">
        <Tool id="until-back" word="Back until" />
        <Tool id="until" word="Until" />
        <Tool
          id="breakpoints"
          word={breakpointCount === 0 ? 'Breakpoints' : `Breakpoints ${breakpointCount}`}
        />
      </span>
      <span className="grow" />
      <span className="tool-group">
        <Tool
          id="bookmarks"
          icon="bookmark"
          word={bookmarkCount === 0 ? 'Bookmarks' : `Bookmarks ${bookmarkCount}`}
        />
        <Tool id="palette" icon="search" word="Search" />
      </span>
    </AriaToolbar>
  );
}

interface ToolProps {
  readonly id: string;
  readonly word: string;
  readonly icon?: IconName;
  readonly isOn?: boolean;
  readonly isDisabled?: boolean;
  readonly isWordSilent?: boolean;
  /** How many there are of what it opens; 0 is not shown. */
  readonly count?: number;
}

function Tool(props: ToolProps) {
  const { id, word, icon, isOn, isDisabled = false, isWordSilent = false, count = 0 } = props;
  const { title, key, letter, act } = command(id);
  const keys = [key, letter === null ? null : letterText(letter)].filter((one) => one !== null);
  return (
    <button
      type="button"
      className={isOn ? 'tool is-on' : 'tool'}
      aria-pressed={isOn}
      aria-keyshortcuts={key?.replace('Ctrl', 'Control')}
      disabled={isDisabled}
      title={keys.length === 0 ? title : `${title} (${keys.join(', ')})`}
      onClick={act}
    >
      <Icon name={icon ?? (id as IconName)} />
      <span className={isWordSilent ? 'unseen' : 'tool-word'}>{word}</span>
      {count === 0 ? null : <span className="tool-count">{count}</span>}
    </button>
  );
}

interface StepGroupProps {
  readonly unit: 'record' | 'message' | 'stage';
  readonly word: string;
}

/** Back and on, by one unit, with the unit's name between. */
function StepGroup({ unit, word }: StepGroupProps) {
  return (
    <span className="tool-group step-group">
      <Tool id={`${unit}-back`} word={`Back one ${unit}`} isWordSilent />
      <span className="step-word" aria-hidden="true">
        {word}
      </span>
      <Tool id={unit} word={`Step one ${unit}`} isWordSilent />
    </span>
  );
}

function Speed() {
  const speed = useShell((state) => state.speed);
  const isRunning = useInspector((state) => state.position?.mode === 'animated');
  return (
    <select
      aria-label="Speed: virtual seconds in a second"
      title="Speed: virtual seconds in a second"
      value={speed}
      onChange={(event) => {
        arrange({ speed: Number(event.target.value) });
        if (isRunning) run('animated');
      }}
    >
      {SPEEDS.map((one) => (
        <option key={one} value={one}>
          {one}×
        </option>
      ))}
    </select>
  );
}
