/**
 * Document list: bills, settlement and royalty statements, the latest first, and the one that is read.
 */
import { useRef, useState } from 'react';
import type { MoneyAt } from '../../../src/inspector/wire-reply.ts';
import { amountText } from '../store/amount.ts';
import { clockText } from '../store/clock.ts';
import { inspector, useInspector } from '../store/inspector.ts';
import { nameText } from '../store/names.ts';
import { DocumentSheet } from './document-sheet.tsx';
import { type Paper, paperOf } from './paper.ts';

const SHOWN_MAX = 200;
type Documents = MoneyAt['documents'];

export function DocumentList({ documents }: { readonly documents: Documents }) {
  const epochUs = useInspector(({ hello }) => hello?.epochUs ?? 0);
  const [chosen, setChosen] = useState<number | null>(null);
  const list = useRef<HTMLUListElement | null>(null);
  if (documents.length === 0) {
    return <p className="money-empty">No bill or statement has been issued yet.</p>;
  }
  const latest = [...documents].reverse().slice(0, SHOWN_MAX);
  const read = latest.find(({ seq }) => seq === chosen) ?? latest[0];
  const papers = latest.map((one) => ({ seq: one.seq, paper: paperOf(one) }));
  return (
    <div className="money-documents">
      <ul
        ref={list}
        className="money-document-list"
        onKeyDown={(event) => {
          const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
          if (step === undefined) return;
          const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
          event.preventDefault();
          buttons[buttons.indexOf(document.activeElement as HTMLButtonElement) + step]?.focus();
        }}
      >
        {papers.map(({ seq, paper }) => (
          <li key={seq}>
            <button
              type="button"
              aria-pressed={seq === read?.seq}
              onClick={() => {
                setChosen(seq);
                inspector().select(seq);
              }}
              onDoubleClick={() => void inspector().goTo(seq)}
            >
              <PaperLine paper={paper} at={clockText(epochUs, paper.issuedAtUs)} />
            </button>
          </li>
        ))}
      </ul>
      {read !== undefined && <DocumentSheet paper={paperOf(read)} seq={read.seq} />}
    </div>
  );
}

function PaperLine({ paper, at }: { readonly paper: Paper; readonly at: string }) {
  return (
    <>
      <span className="money-paper-name">{paper.title}</span>
      <span className="money-amount">{amountText(paper.totalMinor)}</span>
      <span className="money-quiet">{nameText(paper.to)}</span>
      <span className="money-quiet">{at}</span>
    </>
  );
}
