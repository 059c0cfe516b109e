/**
 * Save run: the run as it was changed, as a scenario file or as a test that plays it.
 */
import { useState } from 'react';
import { download } from '../store/download.ts';
import { inspector, useInspector } from '../store/inspector.ts';

interface Saved {
  readonly name: string;
  readonly text: string;
}

export function SaveRun() {
  const [saved, setSaved] = useState<Saved | null>(null);
  const [copied, setCopied] = useState(false);
  const deeds = useInspector(
    ({ position }) => position?.branches[position.branch]?.interventions.length ?? 0,
  );
  const scenario = useInspector(({ hello }) => hello?.scenario ?? '');
  const save = async (as: 'scenario' | 'test') => {
    setCopied(false);
    setSaved(await inspector().ask({ do: 'save', as }));
  };
  return (
    <div className="act-save">
      <p className="act-quiet">
        {deeds === 0
          ? 'Nothing was done to this run yet; what is saved plays it as it is.'
          : `With ${deeds === 1 ? 'what was' : `the ${deeds} things that were`} done to it.`}{' '}
        Keep the file beside <code>{scenario}</code>: what it extends is looked for from there.
      </p>
      <p className="act-row">
        <button type="button" onClick={() => void save('scenario')}>
          As a scenario file
        </button>
        <button type="button" onClick={() => void save('test')}>
          As a Vitest test
        </button>
      </p>
      {saved === null ? null : (
        <figure className="act-saved">
          <figcaption>
            <code>{saved.name}</code>
            <button type="button" onClick={() => download(saved.name, saved.text)}>
              Download
            </button>
            <button
              type="button"
              onClick={() =>
                void navigator.clipboard.writeText(saved.text).then(() => setCopied(true))
              }
            >
              {copied ? 'Copied' : 'Copy'}
            </button>
          </figcaption>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
          <pre tabIndex={0}>{saved.text}</pre>
        </figure>
      )}
    </div>
  );
}
