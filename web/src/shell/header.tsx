/**
 * Header: what is being looked at: title, scenario, seed, engine, branch, and how the page is doing.
 */
import type { BranchInfo, Hello } from '../../../src/inspector/wire.ts';
import { inspector, useInspector } from '../store/inspector.ts';
import { command } from './command.ts';
import { Icon } from './icon.tsx';
import { useShell } from './shell-state.ts';
import './header.css';

const NONE: readonly BranchInfo[] = [];

export function Header() {
  const hello = useInspector((state) => state.hello);
  const theme = useShell((state) => state.theme);
  return (
    <header className="head">
      <span className="brand">
        <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
          <path d="M10 11v7M4 15.5a8 8 0 1 1 12 0M7 13a4.5 4.5 0 1 1 6 0" />
          <circle cx="10" cy="10" r="1.6" />
        </svg>
      </span>
      <h1 title={hello?.about ?? ''}>{hello?.title ?? 'Headend inspector'}</h1>
      {hello === null ? null : <Facts hello={hello} />}
      <span className="grow" />
      <BranchSelector />
      <Status />
      <button
        type="button"
        className="quiet"
        onClick={command('link').act}
        title="Copy a link to this place (L)"
      >
        <Icon name="link" />
        <span className="unseen">Copy a link to this place</span>
      </button>
      <button
        type="button"
        className="quiet"
        onClick={command('theme').act}
        title={`Theme: ${theme} (T)`}
      >
        <Icon name="theme" />
        <span className="unseen">Theme: {theme}</span>
      </button>
      <button
        type="button"
        className="quiet"
        onClick={command('help').act}
        title="Keys and help (?)"
      >
        <Icon name="help" />
        <span className="unseen">Keys and help</span>
      </button>
    </header>
  );
}

/** Where it comes from; an application that was attached to has neither seed nor file. */
function Facts({ hello }: { readonly hello: Hello }) {
  if (hello.sends === true) {
    return (
      <p className="facts">
        <span title="Where it tells of itself">{hello.scenario}</span>
        <span>a running application</span>
      </p>
    );
  }
  return (
    <p className="facts">
      <span title="The scenario's file">{hello.scenario}</span>
      <span>seed {hello.seed}</span>
      <span title={`SHA-256 of the scenario: ${hello.scenarioHash}`}>
        {hello.scenarioHash.slice(0, 8)}
      </span>
      <span>{hello.live ? `run by ${hello.engine}` : 'a recorded run'}</span>
    </p>
  );
}

/** The runs of this session, of which one is looked at; and a fork from here. */
function BranchSelector() {
  const branches = useInspector((state) => state.position?.branches ?? NONE);
  const branch = useInspector((state) => state.position?.branch ?? 0);
  const isLive = useInspector((state) => state.hello?.live ?? false);
  return (
    <span className="branches">
      <label>
        <span className="unseen">Branch</span>
        <select
          value={branch}
          onChange={(event) =>
            void inspector().move({ do: 'branch', branch: Number(event.target.value) })
          }
        >
          {branches.length === 0 ? <option value={0}>Branch 1</option> : null}
          {branches.map((one) => (
            <option key={one.branch} value={one.branch}>
              {branchWords(one)}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        disabled={!isLive}
        onClick={command('fork').act}
        title="Fork: run on from the cursor in a branch of its own"
      >
        <Icon name="fork" />
        Fork
      </button>
    </span>
  );
}

function branchWords({ branch, title, forkedFrom }: BranchInfo): string {
  const from = forkedFrom === null ? '' : ` (of ${forkedFrom.branch + 1}, from ${forkedFrom.seq})`;
  return `Branch ${branch + 1}: ${title}${from}`;
}

function Status() {
  const status = useInspector((state) => state.status);
  const mode = useInspector((state) => state.position?.mode ?? 'paused');
  const failure = useInspector((state) => state.position?.failure ?? null);
  const ended = useInspector((state) => state.position?.ended ?? false);
  const stopped = useInspector((state) => state.position?.stopped ?? null);
  if (status !== 'connected') return <span className="pill is-warn">○ {status}</span>;
  if (failure !== null) {
    return (
      <span className="pill is-bad" title={failure}>
        ✕ failed
      </span>
    );
  }
  if (mode !== 'paused') return <span className="pill is-good">▶ {mode}</span>;
  return (
    <span className="pill" title={stopped === null ? undefined : `Stopped: ${stopped}`}>
      {ended ? '■ ended' : '❚❚ paused'}
      {stopped === null || ended ? null : <span className="pill-why">{stopped}</span>}
    </span>
  );
}
