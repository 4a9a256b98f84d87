import type { ReactNode } from 'react';
import type { AskedScope, Scope } from '../../../../src/retention/scope.types.js';
import { calendarDate } from '../../../../src/platform/sentences/when.rules.js';
import { useLanguage, useSay } from '../../frame/language.js';
import { useRegistry } from '../../frame/registry.js';
import { isolated, Name } from '../../records/plain-text.js';
import { Field } from '../change-form.js';
import { Box } from './pick.js';

type Fields = Readonly<Record<string, string>>;

/** Accounts, days and words; `items` also lets items be named one by one. */
export function ScopeFields({ id, items = false }: { id: string; items?: boolean }): ReactNode {
  const say = useSay();
  const { accounts } = useRegistry();
  return (
    <fieldset className="usa-fieldset">
      <legend className="usa-legend">{say('scope.legend')}</legend>
      <Field id={`${id}-query`} name="query" label={say('scope.query')} optional />
      <div className="ak-days">
        <div>
          <Field id={`${id}-from`} name="from" type="date" label={say('scope.from')} optional />
        </div>
        <div>
          <Field id={`${id}-to`} name="to" type="date" label={say('scope.to')} optional />
        </div>
      </div>
      <fieldset className="usa-fieldset">
        <legend className="usa-legend">{say('scope.accounts')}</legend>
        <span className="usa-hint">{say('scope.accounts-hint')}</span>
        {[...accounts.values()].map((account) => (
          <Box
            key={account.id}
            id={`${id}-${account.id}`}
            name={`account-${account.id}`}
            label={`${isolated(account.title)} ${isolated(account.handle)}`}
          />
        ))}
      </fieldset>
      {items ? <Field id={`${id}-items`} name="items" label={say('scope.items')} optional /> : null}
    </fieldset>
  );
}

/** Undefined where nothing was filled in: the scope there is then stays. */
export function scopeIn(fields: Fields): AskedScope | undefined {
  const accountIds = Object.keys(fields).flatMap((name) =>
    name.startsWith('account-') ? [name.slice('account-'.length)] : [],
  );
  const itemIds = (fields['items'] ?? '').split(/[\s,;]+/).filter((one) => one !== '');
  const scope = {
    ...given('query', fields),
    ...given('from', fields),
    ...given('to', fields),
    ...(accountIds.length === 0 ? {} : { accountIds }),
    ...(itemIds.length === 0 ? {} : { itemIds }),
  };
  return Object.keys(scope).length === 0 ? undefined : scope;
}

/** Of a form, one field under its name where it was filled in. */
export function given(name: string, fields: Fields): Readonly<Record<string, string>> {
  const value = fields[name];
  return value === undefined ? {} : { [name]: value };
}

function useDays(): (from: string | null, to: string | null) => string {
  const say = useSay();
  const language = useLanguage();
  const day = (at: string): string => calendarDate(`${at}T12:00:00Z`, 'UTC', language);
  return (from, to) => {
    if (from !== null && to !== null) return say('scope.days-both', { from: day(from), to: day(to) });
    if (from !== null) return say('scope.days-from', { from: day(from) });
    return to === null ? say('scope.days-all') : say('scope.days-to', { to: day(to) });
  };
}

/** A scope as it is settled. */
export function ScopeFacts({ scope }: { scope: Scope }): ReactNode {
  const say = useSay();
  const days = useDays();
  const { accounts } = useRegistry();
  if (scope.kind === 'items') return <p>{say('scope.count', { n: scope.itemIds.length })}</p>;
  const named = scope.accountIds?.map((id) => accounts.get(id)?.title ?? id);
  return (
    <dl className="ak-facts">
      <div>
        <dt>{say('scope.query')}</dt>
        <dd>{scope.query === null ? say('scope.no-words') : <Name limit={2_000}>{scope.query}</Name>}</dd>
      </div>
      <div>
        <dt>{say('scope.days')}</dt>
        <dd>{days(scope.from, scope.to)}</dd>
      </div>
      <div>
        <dt>{say('scope.accounts')}</dt>
        <dd>{named === undefined ? say('scope.all-accounts') : <Name limit={2_000}>{named.join(', ')}</Name>}</dd>
      </div>
    </dl>
  );
}
