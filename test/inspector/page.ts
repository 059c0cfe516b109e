/**
 * Page: the modules of the inspector's page that need no browser, for tests.
 *
 * They are types of another program (the page is compiled for browsers), so they are loaded by name and
 * told what they are here.
 */
import type { CarriedRun } from '../../src/inspector/offline-run.ts';
import type { Push, Replies, Request } from '../../src/inspector/wire.ts';

/** A connection of the page, as far as tests use it. */
export interface PageConnection {
  ask<Name extends Request['do']>(
    request: Extract<Request, { readonly do: Name }>,
  ): Promise<Replies[Name]>;
  onPush: (push: Push) => void;
  onStatus: (status: string) => void;
}

/** A module of the page by its path under `web/src`. */
export async function pageModule<Module>(path: string): Promise<Module> {
  const file = new URL(`../../web/src/${path}`, import.meta.url).pathname;
  return (await import(/* @vite-ignore */ file)) as Module;
}

/** The connection of a page that carries a run. */
export async function carriedConnection(html: string) {
  const { CarriedConnection } = await pageModule<{
    readonly CarriedConnection: new (
      carried: CarriedRun,
    ) => PageConnection & { open(): Promise<void> };
  }>('store/carried.ts');
  return new CarriedConnection(carriedIn(html));
}

/** What a page carries, read from its text as a browser would. */
export function carriedIn(html: string): CarriedRun {
  const begin = '<script type="application/json" id="headend-run">';
  const from = html.indexOf(begin) + begin.length;
  return JSON.parse(html.slice(from, html.indexOf('</script', from))) as CarriedRun;
}
