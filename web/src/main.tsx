/**
 * Main: connects the page to the run it carries, or else to the server it came from, or to the application
 * that its address names (`?server=localhost:8080`), and draws it.
 */
import { createRoot } from 'react-dom/client';
import { App } from './shell/app.tsx';
import { attachedConnection } from './store/attached.ts';
import { ServerConnection } from './store/connection.ts';
import { embeddedConnection } from './store/embedded.ts';
import { Inspector, useThisInspector } from './store/inspector.ts';
import './style/base.css';

const embedded = embeddedConnection();
const server = embedded === null ? new ServerConnection(sessionUrl()) : null;
const application = new URLSearchParams(window.location.search).get('server');
const attached =
  server === null || application === null
    ? null
    : attachedConnection(application, (definition) => server.ask({ do: 'layout', definition }));
const connection = embedded ?? attached ?? server;
// biome-ignore lint/correctness/useHookAtTopLevel: it sets what the hooks read, and is none itself
if (connection !== null) useThisInspector(new Inspector(connection));
// Only now, so that the inspector hears of the connection from the first.
server?.open();
attached?.open();

const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<App />);

function sessionUrl(): string {
  const url = new URL('session', window.location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  url.hash = '';
  url.search = '';
  return url.href;
}
