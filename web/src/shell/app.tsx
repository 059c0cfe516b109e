/**
 * App: the page: controls above, views below, one cursor for all of them.
 */
import { type ComponentType, useEffect } from 'react';
import { useInspector } from '../store/inspector.ts';
import { Announcer, Banners, Notice } from './announcer.tsx';
import './app.css';
import { Arrangement } from './arrangement.tsx';
import { loadBookmarks } from './bookmark.ts';
import { BookmarksDialog } from './bookmarks-dialog.tsx';
import './dialog.css';
import { Header } from './header.tsx';
import { HelpDialog } from './help-dialog.tsx';
import { listenToKeys } from './keys.ts';
import { Palette } from './palette.tsx';
import { Scrubber } from './scrubber.tsx';
import { type DialogName, useShell } from './shell-state.ts';
import { BreakpointsDialog, UntilDialog } from './stop-dialog.tsx';
import { showTheme } from './theme.ts';
import { Toolbar } from './toolbar.tsx';
import { useLink } from './use-link.ts';

const DIALOGS: Readonly<Record<DialogName, ComponentType>> = {
  until: () => <UntilDialog back={false} />,
  'until-back': () => <UntilDialog back />,
  breakpoints: BreakpointsDialog,
  bookmarks: BookmarksDialog,
  palette: Palette,
  help: HelpDialog,
};

export function App() {
  const hello = useInspector((state) => state.hello);
  const dialog = useShell((state) => state.dialog);
  const theme = useShell((state) => state.theme);
  const link = useLink();
  useEffect(() => listenToKeys(), []);
  useEffect(() => showTheme(theme), [theme]);
  useEffect(() => {
    if (hello === null) return;
    document.title = `${hello.title} · Headend inspector`;
    loadBookmarks(hello);
  }, [hello]);
  const Opened = dialog === null ? null : DIALOGS[dialog];
  return (
    <div className="app">
      <Header />
      <section aria-label="Run">
        <Toolbar />
        <Scrubber />
      </section>
      <Banners {...link} />
      <Arrangement />
      <Notice />
      <Announcer />
      {Opened === null ? null : <Opened />}
    </div>
  );
}
