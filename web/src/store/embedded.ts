/**
 * Embedded: a run that the page carries in itself (src/inspector/offline.ts puts it there).
 */
import type { CarriedRun } from '../../../src/inspector/offline-run.ts';
import { CarriedConnection } from './carried.ts';
import type { Connection } from './connection.ts';

/** The run in the page's own text; null where there is none. It answers by itself, once it is unpacked. */
export function embeddedConnection(): Connection | null {
  const element = document.getElementById('headend-run');
  if (element === null) return null;
  const connection = new CarriedConnection(JSON.parse(element.textContent ?? '') as CarriedRun);
  // Whoever is given the connection listens to it first.
  setTimeout(() => void connection.open(), 0);
  return connection;
}
