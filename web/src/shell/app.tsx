/**
 * App: the page: controls above, views below, one cursor for all of them.
 */
import { useInspector } from '../store/inspector.ts';

export function App() {
  const title = useInspector(({ hello }) => hello?.title ?? '');
  const version = useInspector((state) => state.version);
  const count = useInspector((state) => state.records.length);
  return (
    <main>
      <h1>{title}</h1>
      <p>
        {count} records, version {version}
      </p>
    </main>
  );
}
