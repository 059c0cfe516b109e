/**
 * Theme: light, dark, or as the system asks; a choice stands on <html> as data-theme.
 */
import { arrange, shellState, type Theme } from './shell-state.ts';

const NEXT: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };

/** Puts the chosen theme on the page. */
export function showTheme(theme: Theme): void {
  const page = document.documentElement;
  if (theme === 'system') page.removeAttribute('data-theme');
  else page.setAttribute('data-theme', theme);
}

/** From the system's theme to light, to dark, and round again. */
export function nextTheme(): void {
  arrange({ theme: NEXT[shellState().theme] });
}
