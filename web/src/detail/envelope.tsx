/**
 * Envelope: how a message travelled: from, to, over what, which attempt, how long; and timers: who set
 * them and when they are due.
 */
import { Fragment, type ReactNode } from 'react';
import type { Detail } from '../../../src/inspector/wire-reply.ts';
import { clockText, spanText } from '../store/clock.ts';
import { NO_FILTER } from '../store/filter.ts';
import { inspector, useInspector } from '../store/inspector.ts';
import { FATE, KIND, type Records } from '../store/records.ts';

export interface EnvelopeProps {
  readonly seq: number;
  readonly detail: Detail | null;
}

export function Envelope({ seq, detail }: EnvelopeProps) {
  const records = useInspector((state) => state.records);
  const epochUs = useInspector(({ hello }) => hello?.epochUs ?? 0);
  useInspector((state) => state.version);
  const rows = [
    ...messageRows(records, seq, detail?.record ?? {}),
    ...eventRows(records, seq, epochUs),
    ...otherRows(records, seq, detail?.record ?? {}),
  ];
  if (rows.length === 0) return null;
  return (
    <dl className="detail-fields">
      {rows.map(([name, value]) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

type Row = readonly [string, ReactNode];

function messageRows(records: Records, seq: number, record: Detail['record']): readonly Row[] {
  const row = records.rowOf.at(seq - 1);
  if (row < 0) return [];
  const at = seq - 1;
  const sent = records.sentSeq.at(row);
  const end = records.endSeq.at(row);
  const fate = records.fate.at(row);
  const took = end === 0 ? null : records.atUs.at(end - 1) - records.atUs.at(sent - 1);
  const attempt = records.b.at(sent - 1);
  const rows: Row[] = [
    ['from', <ActorLink key="from" actor={records.text(records.from.at(at))} />],
    ['to', <ActorLink key="to" actor={records.text(records.to.at(at))} />],
    ['over', channelText(records.text(records.channel.at(at)))],
  ];
  if (attempt > 1) rows.push(['attempt', `${attempt}: sent again, as nothing answered`]);
  else if (attempt === 1) rows.push(['attempt', '1']);
  rows.push(['sent', <RecordLink key="sent" seq={sent} />]);
  if (fate === FATE.underWay) rows.push(['arrives', 'not yet, as far as the run was executed']);
  else if (fate === FATE.lost) {
    rows.push([
      'lost',
      <RecordLink key="lost" seq={end} after={records.text(records.a.at(end - 1))} />,
    ]);
  } else {
    const handled = records.text(records.a.at(end - 1));
    const said = fate === FATE.again ? 'a duplicate' : handled;
    rows.push(['arrived', <RecordLink key="end" seq={end} after={said} />]);
  }
  if (took !== null) rows.push(['under way', spanText(took)]);
  if (typeof record.bytes === 'number')
    rows.push(['size', `${record.bytes.toLocaleString('en')} bytes`]);
  if (typeof record.requestId === 'string')
    rows.push(['request', <code key="request">{record.requestId}</code>]);
  return rows;
}

function eventRows(records: Records, seq: number, epochUs: number): readonly Row[] {
  const kind = records.kind.at(seq - 1);
  if (kind !== KIND.transition) return [];
  const at = seq - 1;
  const rows: Row[] = [
    ['machine of', <ActorLink key="of" actor={records.text(records.actor.at(at))} />],
    ['was', records.text(records.a.at(at))],
    [
      'is',
      records.ignored.at(at) === 1
        ? 'the same: it ignored the event'
        : records.text(records.b.at(at)),
    ],
  ];
  const cause = records.cause.at(at);
  if (records.typeText(seq).startsWith('after ') && cause > 0) {
    const waited = records.atUs.at(at) - records.atUs.at(cause - 1);
    rows.push(['timer set by', <RecordLink key="set" seq={cause} />]);
    rows.push(['was due', `${clockText(epochUs, records.atUs.at(at))}, ${spanText(waited)} later`]);
  }
  return rows;
}

function otherRows(records: Records, seq: number, record: Detail['record']): readonly Row[] {
  const kind = records.kindName(seq);
  const at = seq - 1;
  const rows: Row[] = [];
  if (kind === 'started' || kind === 'stopped') {
    rows.push(
      ['machine', records.text(records.a.at(at))],
      ['state', records.text(records.b.at(at))],
    );
  }
  const isMessage = records.rowOf.at(at) >= 0;
  if (!isMessage && kind !== 'transition') {
    rows.unshift(['by', <ActorLink key="by" actor={records.actorText(seq)} />]);
  }
  if (typeof record.number === 'string') rows.push(['number', record.number]);
  const conversation = records.text(records.conversation.at(at));
  if (conversation !== '')
    rows.push(['conversation', <ConversationLink key="of" id={conversation} />]);
  return rows;
}

function ActorLink({ actor }: { readonly actor: string }) {
  return (
    <button
      type="button"
      className="detail-link"
      title="Show its state chart"
      onClick={() => inspector().showActor(actor)}
    >
      {actor}
    </button>
  );
}
function ConversationLink({ id }: { readonly id: string }) {
  return (
    <button
      type="button"
      className="detail-link"
      title="Show only this conversation"
      onClick={() => inspector().setFilter({ ...NO_FILTER, conversation: id })}
    >
      {id}
    </button>
  );
}
/** A link to another record. */
export function RecordLink({ seq, after = '' }: { readonly seq: number; readonly after?: string }) {
  return (
    <>
      <button type="button" className="detail-link" onClick={() => inspector().select(seq)}>
        record {seq}
      </button>
      {after === '' ? '' : ` · ${after}`}
    </>
  );
}

/** `metro-cable.downlink` as people say it. */
function channelText(channel: string): string {
  if (channel === 'local') return 'nothing: both are in one place';
  return channel.replace('>', ' to ').replaceAll('source/', '').replace('.', ' ');
}
