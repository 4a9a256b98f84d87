import { Label, Select } from '@trussworks/react-uswds';
import type { ReactNode } from 'react';
import type { AccountView } from '../../../src/archive/views.types.js';
import { useSay } from '../frame/language.js';
import { endOfDay, startOfDay } from '../frame/local-day.rules.js';
import { useZone } from '../frame/registry.js';
import { send } from './api.js';
import { ChangeDetails, ChangeForm, Field } from './change-form.js';
import { CharacterSelect } from './selects.js';

const CHOICES = {
  active: ['pause', 'retire'],
  paused: ['resume', 'retire'],
  retired: ['resume'],
} as const;

function path(account: AccountView, rest: string): string {
  return `/accounts/${encodeURIComponent(account.id)}/${rest}`;
}

/** Pause, resume or retire, each with a reason that goes to the log. */
export function ActOnAccount({ account }: { account: AccountView }): ReactNode {
  const say = useSay();
  const [first, ...others] = CHOICES[account.state].map((value) => ({ value, label: say(`account.${value}`) }));
  if (first === undefined) return null;
  return (
    <ChangeForm presses={[first, ...others]} change={(fields, what) => send('POST', path(account, what), fields)}>
      <Field id="reason" name="reason" label={say('account.reason')} hint={say('account.reason-hint')} />
    </ChangeForm>
  );
}

/** States the legal basis; what vanished before opens with it. */
export function StateBasis({ account }: { account: AccountView }): ReactNode {
  const say = useSay();
  const fields = [
    ['statute', 'account.statute'],
    ['scheduleItem', 'account.schedule'],
    ['officer', 'account.officer'],
  ] as const;
  return (
    <ChangeDetails title={say('account.state-basis')}>
      <ChangeForm
        presses={[{ value: 'state', label: say('account.state-basis') }]}
        change={(basis) => send('PUT', path(account, 'legal-basis'), basis)}
      >
        {fields.map(([name, key]) => (
          <Field key={name} id={name} name={name} label={say(key)} value={account.legalBasis?.[name] ?? ''} />
        ))}
      </ChangeForm>
    </ChangeDetails>
  );
}

export function SetCharacter({ account }: { account: AccountView }): ReactNode {
  const say = useSay();
  return (
    <ChangeDetails title={say('account.set-character')}>
      <ChangeForm
        presses={[{ value: 'set', label: say('account.set-character') }]}
        change={(fields) => send('PUT', path(account, 'character'), fields)}
      >
        <CharacterSelect chosen={account.character} />
      </ChangeForm>
    </ChangeDetails>
  );
}

function AssignCustodian({ account }: { account: AccountView }): ReactNode {
  const say = useSay();
  const zone = useZone(account.id);
  return (
    <ChangeDetails title={say('account.custodian-assign')}>
      <ChangeForm
        presses={[{ value: 'assign', label: say('account.custodian-assign') }]}
        change={({ from, ...named }) =>
          send('POST', path(account, 'custodians'), {
            ...named,
            ...(from === undefined ? {} : { from: startOfDay(from, zone) }),
          })
        }
      >
        <Field id="custodian-name" name="name" label={say('account.custodian-name')} />
        <Field id="custodian-address" name="address" label={say('account.custodian-address')} optional />
        <Field id="custodian-from" name="from" type="date" label={say('account.custodian-from')} optional />
      </ChangeForm>
    </ChangeDetails>
  );
}

function EndCustodian({ account }: { account: AccountView }): ReactNode {
  const say = useSay();
  const zone = useZone(account.id);
  const present = account.custodians.filter(({ to }) => to === null);
  if (present.length === 0) return null;
  return (
    <ChangeDetails title={say('account.custodian-end')}>
      <ChangeForm
        presses={[{ value: 'end', label: say('account.custodian-end') }]}
        change={({ custodian, to }) =>
          send(
            'POST',
            path(account, `custodians/${custodian ?? ''}/end`),
            to === undefined ? {} : { to: endOfDay(to, zone) },
          )
        }
      >
        <Label htmlFor="custodian">{say('account.custodian')}</Label>
        <Select id="custodian" name="custodian" required>
          {present.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
        <Field id="custodian-to" name="to" type="date" label={say('account.custodian-to')} optional />
      </ChangeForm>
    </ChangeDetails>
  );
}

/** Who answers for an account: they follow each other or serve together, and none is overwritten. */
export function ChangeCustodians({ account }: { account: AccountView }): ReactNode {
  return (
    <>
      <AssignCustodian account={account} />
      <EndCustodian account={account} />
    </>
  );
}

/** Gives the archive a token or takes it away. The field is only ever written: nothing of a token comes back. */
export function SetAccess({ account }: { account: AccountView }): ReactNode {
  const say = useSay();
  return (
    <ChangeForm
      presses={[
        { value: 'give', label: say('account.access-give') },
        { value: 'take', label: say('account.access-take'), bare: true },
      ]}
      change={({ token }, pressed) =>
        send('PUT', path(account, 'access'), { token: pressed === 'give' ? token : null })
      }
    >
      <Field
        id="access-token"
        name="token"
        type="password"
        label={say('account.access')}
        hint={say('add.token-hint')}
        minLength={8}
      />
    </ChangeForm>
  );
}
