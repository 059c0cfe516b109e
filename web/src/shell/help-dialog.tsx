/**
 * Help dialog: what the page can do, and by which keys.
 */
import { COMMANDS, type Command, letterText } from './command.ts';
import { Dialog } from './dialog.tsx';
import { arrange, useShell } from './shell-state.ts';

const GROUPS: readonly Command['group'][] = ['Run', 'Step', 'Go', 'Look', 'Filter', 'Page'];
const IN_VIEWS: readonly (readonly [string, string])[] = [
  ['Up, Down, Page Up, Page Down, Home, End', 'Walk the rows of a list or grid'],
  ['Enter', 'Move the cursor to the selected record'],
  ['Ctrl+Left', 'Select the cause of the selected record'],
  ['Ctrl+Right', 'Select what came of it; again for the next'],
  ['Left, Right on the scrubber', 'One record back or on; Page Up, Page Down a tenth of the run'],
  ['Arrows on a divider', 'Make a column wider or narrower; Enter for the usual width'],
];

export function HelpDialog() {
  const hasLetterKeys = useShell((state) => state.hasLetterKeys);
  return (
    <Dialog title="Keys" className="dialog-wide">
      <p className="quiet-text">
        One cursor moves every view: what is after it has not happened yet. A click selects a record
        to look at, a double click or Enter moves the cursor there. Nothing is lost by going back.
      </p>
      <label className="choice">
        <input
          type="checkbox"
          checked={hasLetterKeys}
          onChange={(event) => arrange({ hasLetterKeys: event.target.checked })}
        />
        Single letters are keys (while nothing is being typed)
      </label>
      <div className="help-groups">
        {GROUPS.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl className="help-keys">
              {COMMANDS.filter((one) => one.group === group).map((one) => (
                <KeyRow key={one.id} command={one} hasLetterKeys={hasLetterKeys} />
              ))}
            </dl>
          </section>
        ))}
        <section>
          <h3>In the views</h3>
          <dl className="help-keys">
            {IN_VIEWS.map(([keys, title]) => (
              <div key={keys}>
                <dt>{keys}</dt>
                <dd>{title}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </Dialog>
  );
}

interface KeyRowProps {
  readonly command: Command;
  readonly hasLetterKeys: boolean;
}

function KeyRow({ command: { title, key, letter }, hasLetterKeys }: KeyRowProps) {
  if (key === null && letter === null) return null;
  return (
    <div>
      <dt>
        {key === null ? null : <kbd>{key}</kbd>}{' '}
        {letter === null ? null : (
          <kbd className={hasLetterKeys ? '' : 'is-off'}>{letterText(letter)}</kbd>
        )}
      </dt>
      <dd>{title}</dd>
    </div>
  );
}
