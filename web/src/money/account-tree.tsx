/**
 * Account tree: the accounts by their owner, with their balances and how these went over the run.
 *
 *     ▾ client/alice                        −3.99
 *         credit      ▁▁▁\____              −3.99
 *         held        __|▔|____              0.00
 *
 * An account is `OWNER:NAME`; the first colon ends the owner.
 */
import { useState } from 'react';
import type { AccountAt } from '../../../src/inspector/wire-reply.ts';
import { amountText } from '../store/amount.ts';
import { useInspector } from '../store/inspector.ts';
import { nameText } from '../store/names.ts';
import { type BalancePoint, useBalanceCourses } from './balance-course.ts';
import { Sparkline } from './sparkline.tsx';

const OWNERS_OPEN_MAX = 40;
const OWNERS_SHOWN_MAX = 300;

interface Owner {
  readonly address: string;
  readonly accounts: readonly AccountAt[];
  readonly sumMinor: number;
}

export function AccountTree({ accounts }: { readonly accounts: readonly AccountAt[] }) {
  const courses = useBalanceCourses();
  const [text, setText] = useState('');
  const owners = ownersOf(accounts);
  const found = owners.filter(({ address }) => address.includes(text.trim()));
  const shown = found.slice(0, OWNERS_SHOWN_MAX);
  return (
    <div className="money-tree">
      {owners.length > 12 && (
        <input
          type="search"
          placeholder="Find an owner"
          aria-label="Find an owner"
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      )}
      {accounts.length === 0 && <p className="money-empty">Nothing has been posted yet.</p>}
      {shown.map((owner) => (
        <OwnerAccounts
          key={owner.address}
          owner={owner}
          courses={courses}
          startsOpen={owners.length <= OWNERS_OPEN_MAX}
        />
      ))}
      {found.length > shown.length && (
        <p className="money-empty">{found.length - shown.length} more owners: find them by name.</p>
      )}
    </div>
  );
}

interface OwnerProps {
  readonly owner: Owner;
  readonly courses: ReadonlyMap<string, readonly BalancePoint[]>;
  readonly startsOpen: boolean;
}

function OwnerAccounts({ owner, courses, startsOpen }: OwnerProps) {
  const { address, accounts, sumMinor } = owner;
  return (
    <details className="money-owner" open={startsOpen}>
      <summary>
        <span className="money-name" title={address}>
          <i
            className="money-key"
            style={{ background: `var(${colourOf(address)})` }}
            aria-hidden="true"
          />
          {nameText(address)}
        </span>
        <Amount minor={sumMinor} />
      </summary>
      <ul>
        {accounts.map(({ account, balanceMinor }) => (
          <li key={account}>
            <span className="money-name" title={account}>
              {account.slice(address.length + 1).replace(':source/', ' to ')}
            </span>
            <AccountCourse course={courses.get(account)} />
            <Amount minor={balanceMinor} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function AccountCourse({ course }: { readonly course: readonly BalancePoint[] | undefined }) {
  const cursorUs = useInspector(({ position }) => position?.cursorUs ?? 0);
  if (course === undefined || course.length < 2) return <span />;
  return <Sparkline course={course} cursorUs={cursorUs} />;
}

/** An amount in a column of amounts. */
export function Amount({ minor }: { readonly minor: number }) {
  return (
    <span className={minor < 0 ? 'money-amount is-below' : 'money-amount'}>
      {amountText(minor)}
    </span>
  );
}

/** Owners in the order of their first account; clients after those they deal with. */
function ownersOf(accounts: readonly AccountAt[]): readonly Owner[] {
  const owners = new Map<string, AccountAt[]>();
  for (const account of accounts) {
    const owner = account.account.slice(0, account.account.indexOf(':'));
    const list = owners.get(owner);
    if (list === undefined) owners.set(owner, [account]);
    else list.push(account);
  }
  const list = [...owners].map(([address, own]) => ({
    address,
    accounts: own,
    sumMinor: own.reduce((sum, { balanceMinor }) => sum + balanceMinor, 0),
  }));
  const isClient = ({ address }: Owner) => (address.startsWith('client/') ? 1 : 0);
  return list.sort((a, b) => isClient(a) - isClient(b));
}

function colourOf(address: string): string {
  if (address.startsWith('client/')) return '--client';
  if (address.startsWith('source/')) return '--source';
  if (address.startsWith('billing')) return '--billing';
  return address.startsWith('processing') ? '--server' : '--note';
}
