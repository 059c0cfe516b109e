/**
 * Act panel: changes the run: what a person does, what happens to the network, a message put on the
 * wire; forks, the branches there are, and saving the changed run.
 */
import { useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { Icon } from '../shell/icon.tsx';
import { Suggest } from '../shell/suggest.tsx';
import { inspector, useInspector } from '../store/inspector.ts';
import { BranchList } from './branch-list.tsx';
import { ForkNote } from './fork-note.tsx';
import { MessageForm } from './message-form.tsx';
import { SaveRun } from './save-run.tsx';
import { SentenceForm } from './sentence-form.tsx';
import { NETWORK_SHAPES, PERSON_SHAPES, personOf } from './sentence-shape.ts';
import { slotWords } from './slot-words.ts';
import './act.css';

export function ActPanel() {
  const isLive = useInspector(({ hello }) => hello?.live ?? false);
  const canSend = useInspector(({ hello }) => hello?.sends ?? false);
  const isThere = useInspector(({ hello }) => hello !== null);
  const scenario = useInspector(({ hello }) => hello?.scenario ?? '');
  if (!isThere) return null;
  if (!isLive && canSend) {
    return (
      <section className="act" aria-label="Act">
        <MessageForm />
      </section>
    );
  }
  if (!isLive) {
    return (
      <p className="act-empty">
        A recorded trace can only be looked at. Open the scenario it was made of to change what
        happens.
      </p>
    );
  }
  return (
    <section className="act" aria-label="Act" key={scenario}>
      <Tabs className="act-tabs">
        <TabList aria-label="What to do" className="act-tab-list">
          <Tab id="person">Person</Tab>
          <Tab id="network">Network</Tab>
          <Tab id="message">Message</Tab>
        </TabList>
        <TabPanel id="person">
          <PersonDeeds />
        </TabPanel>
        <TabPanel id="network">
          <SentenceForm shapes={NETWORK_SHAPES} />
        </TabPanel>
        <TabPanel id="message">
          <MessageForm />
        </TabPanel>
      </Tabs>
      <section className="act-part">
        <h3>
          Branches
          <button type="button" onClick={() => void inspector().move({ do: 'fork' })}>
            <Icon name="fork" /> Fork from here
          </button>
        </h3>
        <BranchList />
      </section>
      <section className="act-part">
        <h3>Save the changed run</h3>
        <SaveRun />
      </section>
    </section>
  );
}

/** The person last looked at, or the first there is. */
function PersonDeeds() {
  useInspector((state) => state.version);
  const looked = useInspector((state) => personOf(state.actor ?? ''));
  const [chosen, setChosen] = useState<string | null>(null);
  const persons = slotWords().person ?? [];
  const who = chosen ?? looked ?? persons[0] ?? '';
  const state = useInspector(({ records, position }) =>
    records.stateAt(records.numberOf(`client/${who}`), position?.cursor ?? 0),
  );
  return (
    <div className="act-person">
      <Suggest
        label="who"
        value={who}
        onChange={setChosen}
        options={persons}
        hint={state === '' ? 'has not begun yet' : `is in ${state}`}
      />
      {persons.length === 0 ? (
        <>
          <p className="act-quiet">Nobody subscribes in this scenario.</p>
          <ForkNote />
        </>
      ) : (
        <SentenceForm shapes={PERSON_SHAPES} given={{ person: who }} />
      )}
    </div>
  );
}
