/**
 * Message form: a message put on the wire by hand, from whomever to whomever, true or not.
 *
 * Choosing a type fills the form from the latest message of that type, so that only what is to be
 * different needs writing. The body is JSON; what is wrong with it is said beside its line.
 */
import { useId, useState, useSyncExternalStore } from 'react';
import { Suggest } from '../shell/suggest.tsx';
import { vocabulary } from '../shell/vocabulary.ts';
import { inspector, useInspector } from '../store/inspector.ts';
import { KIND, type Records } from '../store/records.ts';
import { attempt } from './attempt.ts';
import { ForkNote } from './fork-note.tsx';
import { type JsonMistake, parsedObject } from './json-mistake.ts';
import { messageTypes } from './slot-words.ts';

interface Draft {
  readonly from: string;
  readonly to: string;
  readonly type: string;
  readonly conversation: string;
  readonly body: string;
}

/** Kept while the page is open, whichever view is in front. */
let draft: Draft = { from: '', to: '', type: '', conversation: '', body: '{}' };
const listeners = new Set<() => void>();
function setDraft(change: Partial<Draft>): void {
  draft = { ...draft, ...change };
  for (const listener of listeners) listener();
}
function useDraft(): Draft {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => draft,
  );
}

export function MessageForm() {
  const { from, to, type, conversation, body } = useDraft();
  const [mistake, setMistake] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const selected = useInspector((state) => state.selected ?? state.position?.cursor ?? 0);
  const records = useInspector((state) => state.records);
  useInspector((state) => state.version);
  const read = parsedObject(body);
  const { actors, conversations } = vocabulary();
  const like = messageAt(records, selected);
  // Whoever sends to another application is nobody there: its protocol knows no sender.
  const isForeign = useInspector(({ hello }) => hello?.sends ?? false);
  const isReady = read.ok && (isForeign || from !== '') && to !== '' && type !== '';
  const chooseType = (next: string) => {
    setDraft({ type: next });
    const latest = latestOf(records, next);
    if (latest !== null && next !== type) void fillFrom(latest);
  };
  const send = async () => {
    if (!read.ok) return;
    const message = { from, to, type, conversation, body: read.value };
    setBusy(true);
    const wrong = await attempt({ do: 'send', message });
    setBusy(false);
    setMistake(wrong);
    const by = isForeign ? '' : ` from ${from}`;
    if (wrong === null) inspector().say(`${type}${by} to ${to} was put on the wire`);
  };
  return (
    <form
      className="act-form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {like === null ? null : (
        <p>
          <button type="button" onClick={() => void fillFrom(like)}>
            Take the {records.typeText(like)} of record {like}
          </button>
        </p>
      )}
      <div className="act-slots">
        <Suggest
          label="type"
          value={type}
          onChange={chooseType}
          options={messageTypes()}
          placeholder={isForeign ? 'NEXT' : 'order.place'}
        />
        {isForeign ? null : (
          <Suggest
            label="from"
            value={from}
            onChange={(next) => setDraft({ from: next })}
            options={actors}
          />
        )}
        <Suggest
          label="to"
          value={to}
          onChange={(next) => setDraft({ to: next })}
          options={actors}
        />
        {isForeign ? null : (
          <Suggest
            label="conversation"
            value={conversation}
            onChange={(next) => setDraft({ conversation: next })}
            options={conversations}
          />
        )}
      </div>
      <BodyField body={body} mistake={read.ok ? null : read.mistake} />
      <p className="act-end">
        <button type="submit" className="act-do" disabled={isBusy || !isReady}>
          {isBusy ? 'Doing …' : 'Put it on the wire'}
        </button>
      </p>
      <div role="alert">{mistake === null ? null : <p className="act-mistake">{mistake}</p>}</div>
      <ForkNote />
    </form>
  );
}

function BodyField({
  body,
  mistake,
}: {
  readonly body: string;
  readonly mistake: JsonMistake | null;
}) {
  const id = useId();
  const numbers = body.split('\n').map((_, index) => index + 1);
  return (
    <div className="act-body">
      <label htmlFor={id}>body, as JSON</label>
      <div className="act-code">
        <ol aria-hidden="true">
          {numbers.map((number) => (
            <li key={number} className={mistake?.line === number ? 'act-bad-line' : ''}>
              {mistake?.line === number ? '▸' : ''}
              {number}
            </li>
          ))}
        </ol>
        <textarea
          id={id}
          rows={Math.min(16, Math.max(5, numbers.length + 1))}
          wrap="off"
          spellCheck={false}
          value={body}
          aria-invalid={mistake !== null}
          aria-describedby={`${id}-mistake`}
          onChange={(event) => setDraft({ body: event.target.value })}
          onScroll={({ currentTarget }) => {
            const numbers = currentTarget.previousElementSibling;
            if (numbers !== null) numbers.scrollTop = currentTarget.scrollTop;
          }}
        />
      </div>
      <p
        id={`${id}-mistake`}
        className={mistake === null ? 'act-note' : 'act-mistake'}
        role="status"
      >
        {mistake === null
          ? 'A JSON object.'
          : `line ${mistake.line}, column ${mistake.column}: ${mistake.text}`}
      </p>
    </div>
  );
}

/** Fills the form from a message that was sent. */
async function fillFrom(seq: number): Promise<void> {
  const { records } = inspector().snapshot();
  const detail = await inspector().ask({ do: 'detail', seq });
  if (detail === null) return;
  const at = seq - 1;
  setDraft({
    type: records.typeText(seq),
    from: records.text(records.from.at(at)),
    to: records.text(records.to.at(at)),
    conversation: records.text(records.conversation.at(at)),
    body: JSON.stringify(detail.body ?? {}, null, 2),
  });
}

function messageAt(records: Records, seq: number): number | null {
  const kind = records.kind.at(seq - 1);
  const isMessage = kind === KIND.sent || kind === KIND.delivered || kind === KIND.lost;
  return seq > 0 && isMessage ? seq : null;
}

function latestOf(records: Records, type: string): number | null {
  const number = records.numberOf(type);
  if (number < 0) return null;
  for (let row = records.messageCount - 1; row >= 0; row -= 1) {
    const seq = records.sentSeq.at(row);
    if (records.type.at(seq - 1) === number) return seq;
  }
  return null;
}
