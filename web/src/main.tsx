/**
 * Main: connects the page to its server and draws it.
 */
import { createRoot } from 'react-dom/client';
import { App } from './shell/app.tsx';
import { ServerConnection } from './store/connection.ts';
import { Inspector, useThisInspector } from './store/inspector.ts';
import './style/base.css';

const url = new URL('session', window.location.href);
url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
const connection = new ServerConnection(url.href);
useThisInspector(new Inspector(connection));
connection.open();

const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<App />);
