import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { LimitsView, LimitView } from '../../../../src/accounts/limits/read-limits.js';
import type { AccountView } from '../../../../src/archive/views.types.js';
import { useSay } from '../../frame/language.js';
import { useMoments } from '../../frame/when.js';
import { Answer } from '../answers.js';
import { get, send } from '../api.js';
import { ChangeDetails, ChangeForm } from '../change-form.js';
import { useMay } from '../reads.js';

function Lines({ items, account }: { items: readonly LimitView[]; account: AccountView }): ReactNode {
  const say = useSay();
  const when = useMoments(account.id);
  return (
    <ul className="ak-list">
      {items.map(({ key, from, to }) => {
        const values = { limit: say(`limit.${key}`), from: when.full(from) };
        return (
          <li key={`${key} ${from}`}>
            {to === null ? say('limits.since', values) : say('limits.once', { ...values, to: when.full(to) })}
          </li>
        );
      })}
    </ul>
  );
}

/** What cannot be captured of an account and since when; what held once stays with its time. */
export function LimitsPart({ account }: { account: AccountView }): ReactNode {
  const say = useSay();
  const when = useMoments(account.id);
  const manages = useMay('account.manage');
  const at = `/accounts/${encodeURIComponent(account.id)}/limits`;
  const limits = useQuery({
    queryKey: ['limits', account.id],
    queryFn: ({ signal }) => get<LimitsView>(at, signal),
  });
  return (
    <Answer of={limits}>
      {({ items, lookedAt }) => {
        const [present, past] = [items.filter(({ to }) => to === null), items.filter(({ to }) => to !== null)];
        return (
          <>
            {present.length === 0 ? <p>{say('limit.none')}</p> : <Lines items={present} account={account} />}
            <p className="ak-quiet">
              {lookedAt === null ? say('limits.never-looked') : say('limits.looked', { at: when.full(lookedAt) })}
            </p>
            {past.length === 0 ? null : (
              <ChangeDetails title={say('limits.earlier')}>
                <Lines items={past} account={account} />
              </ChangeDetails>
            )}
            {manages ? (
              <ChangeForm
                presses={[{ value: 'look', label: say('limits.look') }]}
                change={() => send('POST', `${at}/look`)}
              />
            ) : null}
          </>
        );
      }}
    </Answer>
  );
}
