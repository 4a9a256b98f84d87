import type { ReactNode } from 'react';
import type { AccountView, StripCell } from '../../../src/archive/views.types.js';
import { useSay } from '../frame/language.js';
import { GoTo, usePlaces } from '../frame/places.js';
import { StateTag } from '../frame/state-tag.js';
import { useMoments } from '../frame/when.js';
import { Name } from '../records/plain-text.js';
import { HealthStrip } from './health-strip.js';

/** Whether the account is seen, and since when it is not. */
export function SeenLine({ account }: { account: AccountView }): ReactNode {
  const say = useSay();
  const when = useMoments(account.id);
  if (account.trouble !== null) {
    const { since, reason } = account.trouble;
    return (
      <p className="ak-trouble">{say('account.trouble', { at: when.full(since), reason: say(`reason.${reason}`) })}</p>
    );
  }
  return (
    <p className="ak-quiet">
      {account.lastSeenAt === null
        ? say('account.never-seen')
        : say('account.seen', { at: when.full(account.lastSeenAt) })}
    </p>
  );
}

export function AccountTags({ account }: { account: AccountView }): ReactNode {
  const say = useSay();
  return (
    <span className="ak-tags">
      {account.trouble === null ? null : <StateTag tone="gone">{say('strip.gap')}</StateTag>}
      {account.state === 'active' ? null : <StateTag tone="doubt">{say(`account-state.${account.state}`)}</StateTag>}
      {account.legalBasis === null ? <StateTag tone="locked">{say('account.basis-short')}</StateTag> : null}
    </span>
  );
}

function AccountName({ account }: { account: AccountView }): ReactNode {
  const places = usePlaces();
  const href = places.account(account.id);
  const name = <Name>{account.title}</Name>;
  return href === null ? name : <GoTo href={href}>{name}</GoTo>;
}

/** By what it is known, and where: two networks may know it by the same name. */
export function AccountHandle({ account: { handle, software } }: { account: AccountView }): ReactNode {
  return (
    <span className="ak-author__handle">
      <Name>{handle}</Name> · {software}
    </span>
  );
}

/** An account in a list: name, whether it is seen, its strip, its counts. */
export function AccountCard({
  account,
}: {
  account: AccountView & { readonly strip?: readonly StripCell[] };
}): ReactNode {
  const say = useSay();
  return (
    <li className="ak-account">
      <div className="ak-card__head">
        <span>
          <strong className="ak-account__name">
            <AccountName account={account} />
          </strong>{' '}
          <AccountHandle account={account} />
        </span>
        <AccountTags account={account} />
      </div>
      {account.strip === undefined ? null : <HealthStrip cells={account.strip} accountId={account.id} />}
      <SeenLine account={account} />
      <p className="ak-row__meta">
        <span>{say('count.items', { n: account.counts.items })}</span>
        <span>{say('state.versions', { n: account.counts.versions })}</span>
        <span>
          {say('state.gone')}: {account.counts.gone}
        </span>
        <span>{say('count.gaps', { n: account.counts.gaps })}</span>
      </p>
    </li>
  );
}
