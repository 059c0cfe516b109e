/**
 * Money: accounts, documents and accrual pictures at the cursor.
 *
 *     wide:    accounts │ [Documents] [Viewing] [Fees]      narrow:  [Accounts] [Documents] …
 *                       │ bill B-alice-1 …
 *
 * Amounts are in the scenario's currency, which stands once at the top.
 */
import { type ReactNode, useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import type { MoneyAt } from '../../../src/inspector/wire-reply.ts';
import { useAsked } from '../store/asked.ts';
import { useInspector } from '../store/inspector.ts';
import { useSize } from '../store/size.ts';
import { AccountTree } from './account-tree.tsx';
import { AccrualPictures } from './accrual-pictures.tsx';
import { DocumentList } from './document-list.tsx';
import { FeeSchedule } from './fee-schedule.tsx';
import './money-panel.css';

const WIDE = 860;
const NO_MONEY: MoneyAt = { accounts: [], balanced: true, documents: [], sessions: [] };

export function MoneyPanel() {
  const { reply, cursor, isAsking, isStale, refresh } = useAsked('money');
  const currency = useInspector(({ hello }) => hello?.currency ?? '');
  const [frame, { width }] = useSize<HTMLDivElement>();
  const [tab, setTab] = useState('documents');
  const money = reply ?? NO_MONEY;
  const isWide = width >= WIDE;
  const accounts = <AccountTree accounts={money.accounts} />;
  const shownTab = isWide && tab === 'accounts' ? 'documents' : tab;
  return (
    <section className="money" aria-label="Money">
      <header className="money-head">
        <BalanceCheck money={money} />
        <span className="money-quiet">amounts in {currency}</span>
        <span className="money-as-of" role="status">
          {isStale ? `as of record ${cursor}` : ''}
        </span>
        {isStale && (
          <button type="button" onClick={refresh} disabled={isAsking}>
            Refresh
          </button>
        )}
      </header>
      <div ref={frame} className="money-panes">
        {isWide && <div className="money-accounts">{accounts}</div>}
        <Tabs
          className="money-tabs"
          selectedKey={shownTab}
          onSelectionChange={(key) => setTab(String(key))}
        >
          <TabList className="money-tablist" aria-label="Money">
            {!isWide && <MoneyTab id="accounts" title="Accounts" count={money.accounts.length} />}
            <MoneyTab id="documents" title="Documents" count={money.documents.length} />
            <MoneyTab id="viewing" title="Viewing" count={money.sessions.length} />
            <MoneyTab id="fees" title="Fee schedule" count={null} />
          </TabList>
          {!isWide && <MoneyPane id="accounts">{accounts}</MoneyPane>}
          <MoneyPane id="documents">
            <DocumentList documents={money.documents} />
          </MoneyPane>
          <MoneyPane id="viewing">
            <AccrualPictures sessions={money.sessions} />
          </MoneyPane>
          <MoneyPane id="fees">
            <FeeSchedule />
          </MoneyPane>
        </Tabs>
      </div>
    </section>
  );
}

function BalanceCheck({ money }: { readonly money: MoneyAt }) {
  const text = money.balanced ? '✓ the ledger balances' : '✕ the ledger does not balance';
  return (
    <span className={money.balanced ? 'money-check is-good' : 'money-check is-bad'}>{text}</span>
  );
}

interface TabProps {
  readonly id: string;
  readonly title: string;
  readonly count: number | null;
}

function MoneyTab({ id, title, count }: TabProps) {
  return (
    <Tab id={id} className="money-tab">
      {title} {count !== null && <small>{count.toLocaleString('en')}</small>}
    </Tab>
  );
}

function MoneyPane({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  return (
    <TabPanel id={id} className="money-pane">
      {children}
    </TabPanel>
  );
}
