import type { ReactNode } from 'react';
import type { AccountView } from '../../../src/archive/views.types.js';
import { useSay } from '../frame/language.js';
import { OutsideAddress } from '../frame/places.js';
import { useRegistry } from '../frame/registry.js';
import { useMoments, When } from '../frame/when.js';
import { isolated, Name } from '../records/plain-text.js';

export function Limits({ limits }: { limits: AccountView['limits'] }): ReactNode {
  const say = useSay();
  if (limits.length === 0) return <p>{say('limit.none')}</p>;
  return (
    <ul className="ak-list">
      {limits.map((limit) => (
        <li key={limit}>{say(`limit.${limit}`)}</li>
      ))}
    </ul>
  );
}

export function LegalBasis({ basis }: { basis: AccountView['legalBasis'] }): ReactNode {
  const say = useSay();
  if (basis === null) return <p className="ak-trouble">{say('account.basis-missing')}</p>;
  return (
    <p>
      {say('account.basis-stated', {
        statute: isolated(basis.statute, 300),
        schedule: isolated(basis.scheduleItem, 300),
        officer: isolated(basis.officer),
      })}
    </p>
  );
}

export function Custodians({ account }: { account: AccountView }): ReactNode {
  const say = useSay();
  const when = useMoments(account.id);
  if (account.custodians.length === 0) return <p>{say('account.custodians-none')}</p>;
  return (
    <ul className="ak-list">
      {account.custodians.map((custodian) => {
        const values = { name: isolated(custodian.name), from: when.date(custodian.from) };
        return (
          <li key={`${custodian.name}:${custodian.from}`}>
            {custodian.to === null
              ? say('account.custodian-now', values)
              : say('account.custodian-past', { ...values, to: when.date(custodian.to) })}
          </li>
        );
      })}
    </ul>
  );
}

export function AccountFacts({ account }: { account: AccountView }): ReactNode {
  const say = useSay();
  const body = useRegistry().bodies.get(account.bodyId);
  const facts: readonly (readonly [string, ReactNode])[] = [
    [say('account.body'), <Name key="body">{body?.name ?? account.bodyId}</Name>],
    [say('account.character'), say(`character.${account.character}`)],
    [
      say('account.state'),
      <span key="state">
        {say(`account-state.${account.state}`)}
        {account.stateReason === null ? '' : `. ${isolated(account.stateReason, 400)}`}
      </span>,
    ],
    [say('account.platform'), account.software],
    [say('account.address'), <OutsideAddress key="url" url={account.url} />],
    [say('account.added'), <When key="added" at={account.addedAt} accountId={account.id} />],
  ];
  return (
    <dl className="ak-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
