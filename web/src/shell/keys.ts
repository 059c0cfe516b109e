/**
 * Keys: from what is pressed to the command it means.
 *
 *     F4, Ctrl+F5, Ctrl+K      everywhere, also while one types
 *     s, S, /, ?               nowhere one types or chooses, and only while letters are switched on
 */
import { COMMANDS, type Command } from './command.ts';
import { shellState } from './shell-state.ts';

const byKey = new Map(
  COMMANDS.flatMap((command) => (command.key === null ? [] : [[command.key, command]])),
);
const byLetter = new Map(
  COMMANDS.flatMap((command) => (command.letter === null ? [] : [[command.letter, command]])),
);

/** Has the page listen to its keys; returns what ends that. */
export function listenToKeys(): () => void {
  const listener = (event: KeyboardEvent) => {
    const meant = commandOf(event);
    if (meant === null || event.defaultPrevented) return;
    event.preventDefault();
    meant.act();
  };
  window.addEventListener('keydown', listener);
  return () => window.removeEventListener('keydown', listener);
}

function commandOf(event: KeyboardEvent): Command | null {
  const { dialog, hasLetterKeys } = shellState();
  const named = byKey.get(keyText(event));
  if (named !== undefined) return dialog === null || named.id === 'palette' ? named : null;
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  if (!hasLetterKeys || dialog !== null || isTyping(event.target)) return null;
  return byLetter.get(event.key) ?? null;
}

/** `Ctrl+Shift+F5`; the Mac's command key counts as Ctrl. */
function keyText({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): string {
  const name = key.length === 1 ? key.toUpperCase() : key;
  const held = [ctrlKey || metaKey ? 'Ctrl' : '', altKey ? 'Alt' : '', shiftKey ? 'Shift' : ''];
  return [...held.filter((part) => part !== ''), name].join('+');
}

/** Where letters are text, or choose from a list. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest(
      'input, textarea, select, [contenteditable], [role="combobox"], [role="menu"]',
    ) !== null
  );
}
