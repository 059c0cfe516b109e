/**
 * Condition form: says when to stop: at a time, a message or outcome, a state, a flow's end, a condition.
 */
import { type ReactNode, useState } from 'react';
import type { StopCondition } from '../../../src/inspector/wire.ts';
import { clockText } from '../store/clock.ts';
import { inspector, useInspector } from '../store/inspector.ts';
import { Suggest } from './suggest.tsx';
import { statesOf, useVocabulary } from './vocabulary.ts';
import { whenUs } from './when.ts';

type On = StopCondition['on'];
const KINDS: readonly (readonly [On, string])[] = [
  ['pattern', 'Message or outcome'],
  ['time', 'Time'],
  ['state', 'State entered'],
  ['conversation', 'Conversation ends'],
  ['condition', 'Condition holds'],
];

export interface ConditionFormProps {
  /** What the button that takes the condition says. */
  readonly submit: string;
  readonly onCondition: (condition: StopCondition) => void;
  /** More buttons, beside that one. */
  readonly children?: ReactNode;
}

export function ConditionForm({ submit, onCondition, children }: ConditionFormProps) {
  const [on, setOn] = useState<On>('pattern');
  const [text, setText] = useState('');
  const [state, setState] = useState('');
  const [problem, setProblem] = useState('');
  const take = () => {
    const read = conditionOf(on, text.trim(), state.trim());
    if (typeof read === 'string') setProblem(read);
    else {
      setProblem('');
      onCondition(read);
    }
  };
  return (
    <form
      className="condition"
      onSubmit={(event) => {
        event.preventDefault();
        take();
      }}
    >
      <fieldset className="choices">
        <legend className="unseen">Stop at</legend>
        {KINDS.map(([kind, title]) => (
          <label key={kind} className="choice">
            <input
              type="radio"
              name="condition"
              checked={on === kind}
              onChange={() => {
                setOn(kind);
                setText('');
                setProblem('');
              }}
            />
            {title}
          </label>
        ))}
      </fieldset>
      <Fields on={on} text={text} setText={setText} state={state} setState={setState} />
      {problem === '' ? null : (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <div className="dialog-feet">
        {children}
        <button type="submit" className="primary">
          {submit}
        </button>
      </div>
    </form>
  );
}

interface FieldsProps {
  readonly on: On;
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly state: string;
  readonly setState: (state: string) => void;
}

function Fields({ on, text, setText, state, setState }: FieldsProps) {
  const { actors, types, conversations } = useVocabulary();
  const records = useInspector((one) => one.records);
  const common = { value: text, onChange: setText };
  switch (on) {
    case 'pattern':
      return (
        <Suggest
          {...common}
          label="Pattern"
          options={types}
          placeholder="order.completed of alice-1"
          hint="[KIND] TYPE [from A] [to B] [by ACTOR] [of CONVERSATION] [with FIELD=VALUE]; a TYPE may end in * (lost payment.*)"
        />
      );
    case 'time':
      return (
        <Suggest
          {...common}
          label="Time"
          options={[]}
          placeholder="20:10:18  or  +10 min"
          hint={timeHint(text)}
        />
      );
    case 'state':
      return (
        <div className="pair">
          <Suggest
            {...common}
            label="Participant or process"
            options={actors}
            placeholder="client/alice"
          />
          <Suggest
            label="State"
            value={state}
            onChange={setState}
            options={statesOf(records, text)}
            placeholder="on.watching"
          />
        </div>
      );
    case 'conversation':
      return (
        <Suggest {...common} label="Conversation" options={conversations} placeholder="alice-1" />
      );
    case 'condition':
      return (
        <Suggest
          {...common}
          label="Condition"
          options={['orders completed >= 1', 'orders open > 0', 'messages in flight > 3']}
          placeholder="balance of alice:held > 0"
          hint="state of NAME is STATE · balance of ACCOUNT OP AMOUNT · orders open|completed|voided OP N · messages in flight OP N; joined with and"
        />
      );
  }
}

/** What a written time means, or how to write one. */
function timeHint(text: string): string {
  const { hello, position } = inspector().snapshot();
  const epochUs = hello?.epochUs ?? 0;
  const us = whenUs(text, epochUs, position?.cursorUs ?? 0);
  if (us === null)
    return 'A time of the run (20:10:18.250, 11-22 06:30), or one from the cursor (+10 min, -200 ms)';
  return `That is ${clockText(epochUs, us)}`;
}

/** The condition, or what is wrong with it. */
function conditionOf(on: On, text: string, state: string): StopCondition | string {
  if (text === '') return 'Say what to stop at.';
  switch (on) {
    case 'time': {
      const { hello, position } = inspector().snapshot();
      const atUs = whenUs(text, hello?.epochUs ?? 0, position?.cursorUs ?? 0);
      return atUs === null ? `"${text}" is no time; write 20:10:18 or +10 min.` : { on, atUs };
    }
    case 'state':
      return state === '' ? 'Say which state.' : { on, address: text, state };
    case 'conversation':
      return { on, id: text };
    default:
      return { on, text };
  }
}
