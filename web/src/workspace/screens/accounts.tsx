import { type ReactNode } from 'react';
import type { AccountView } from '../../../../src/archive/views.types.js';
import { AccountHandle, AccountTags } from '../../accounts/account-card.js';
import { KnownList } from '../../accounts/gap-list.js';
import { DataTable } from '../../frame/data-table.js';
import { useSay } from '../../frame/language.js';
import { GoTo, usePlaces } from '../../frame/places.js';
import { useRegistry } from '../../frame/registry.js';
import { Part, Screen } from '../../frame/screen.js';
import { When } from '../../frame/when.js';
import { Name } from '../../records/plain-text.js';
import { AddAccount } from '../add-account.js';
import { Answer } from '../answers.js';
import { NoteKnown } from '../note-known.js';
import { useAccounts, useKnown, useMay } from '../reads.js';

function Row({ account }: { account: AccountView }): ReactNode {
  const say = useSay();
  const places = usePlaces();
  const body = useRegistry().bodies.get(account.bodyId);
  return (
    <tr>
      <th scope="row" className="ak-table__name">
        <GoTo href={places.account(account.id) ?? '#'}>
          <Name>{account.title}</Name>
        </GoTo>
        <br />
        <AccountHandle account={account} />
      </th>
      <td>
        <Name>{body?.name ?? ''}</Name>
      </td>
      <td>{say(`character.${account.character}`)}</td>
      <td>
        {say(`account-state.${account.state}`)} <AccountTags account={account} />
      </td>
      <td>
        {account.lastSeenAt === null ? (
          say('account.never-seen')
        ) : (
          <When at={account.lastSeenAt} accountId={account.id} />
        )}
      </td>
      <td className="ak-number">{account.counts.items}</td>
      <td className="ak-number">{account.counts.versions}</td>
      <td className="ak-number">{account.counts.gone}</td>
      <td className="ak-number">{account.counts.gaps}</td>
    </tr>
  );
}

const COLUMNS = [
  { title: 'accounts.account' },
  { title: 'account.body' },
  { title: 'account.character' },
  { title: 'account.state' },
  { title: 'accounts.seen' },
  { title: 'figure.items', isNumber: true },
  { title: 'figure.versions', isNumber: true },
  { title: 'figure.gone', isNumber: true },
  { title: 'figure.gaps', isNumber: true },
] as const;

function Table({ accounts }: { accounts: readonly AccountView[] }): ReactNode {
  const say = useSay();
  if (accounts.length === 0) return <p>{say('desk.accounts-none')}</p>;
  return (
    <DataTable title={say('accounts.table')} columns={COLUMNS}>
      {accounts.map((account) => (
        <Row key={account.id} account={account} />
      ))}
    </DataTable>
  );
}

export function AccountsScreen(): ReactNode {
  const say = useSay();
  const accounts = useAccounts();
  const known = useKnown();
  const manages = useMay('account.manage');
  return (
    <Screen title={say('accounts.title')}>
      <Answer of={accounts}>{(data) => <Table accounts={data.items} />}</Answer>
      <div className="ak-columns">
        {manages ? (
          <Part title={say('accounts.add')} id="add">
            <AddAccount />
          </Part>
        ) : null}
        <Part title={say('known.title')} id="known">
          <Answer of={known}>{(data) => <KnownList known={data.items} />}</Answer>
          {manages ? <NoteKnown /> : null}
        </Part>
      </div>
    </Screen>
  );
}
