/**
 * Palette: the page's colours as the canvas needs them.
 *
 * A canvas knows no CSS variables, so they are read through an element, again whenever the theme changes.
 */
import { ROLES, type Role } from './role.ts';

export interface Palette {
  readonly bg: string;
  readonly panel: string;
  readonly raised: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly text: string;
  readonly textQuiet: string;
  readonly accent: string;
  readonly accentSoft: string;
  readonly good: string;
  readonly goodSoft: string;
  readonly bad: string;
  readonly badSoft: string;
  readonly note: string;
  readonly noteSoft: string;
  readonly warn: string;
  readonly warnSoft: string;
  readonly sans: string;
  readonly roles: Readonly<Record<Role, string>>;
}

const FALLBACKS: Readonly<Record<string, string>> = { other: '#69707d' };

/** The colours in force at an element. */
export function paletteAt(element: HTMLElement): Palette {
  const probe = document.createElement('span');
  element.append(probe);
  const colour = (name: string, fallback = 'gray') => {
    probe.style.color = `var(--${name}, ${fallback})`;
    return getComputedStyle(probe).color;
  };
  const roles = Object.fromEntries(
    ROLES.map((role) => [
      role,
      role === 'other' ? colour('text-quiet') : colour(role, FALLBACKS[role]),
    ]),
  ) as Record<Role, string>;
  const palette: Palette = {
    bg: colour('bg', 'white'),
    panel: colour('panel', 'white'),
    raised: colour('raised', '#eee'),
    line: colour('line', '#ddd'),
    lineStrong: colour('line-strong', '#aaa'),
    text: colour('text', 'black'),
    textQuiet: colour('text-quiet', '#555'),
    accent: colour('accent', 'blue'),
    accentSoft: colour('accent-soft', '#def'),
    good: colour('good', 'green'),
    goodSoft: colour('good-soft', '#dfd'),
    bad: colour('bad', 'red'),
    badSoft: colour('bad-soft', '#fdd'),
    note: colour('note', 'purple'),
    noteSoft: colour('note-soft', '#fdf'),
    warn: colour('warn', '#850'),
    warnSoft: colour('warn-soft', '#fed'),
    sans: getComputedStyle(element).fontFamily || 'sans-serif',
    roles,
  };
  probe.remove();
  return palette;
}

/** Calls back when the theme changes; returns how to stop that. */
export function onThemeChange(changed: () => void): () => void {
  const query = matchMedia('(prefers-color-scheme: dark)');
  query.addEventListener('change', changed);
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true });
  return () => {
    query.removeEventListener('change', changed);
    observer.disconnect();
  };
}
