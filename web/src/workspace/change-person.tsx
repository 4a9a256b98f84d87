import type { ReactNode } from 'react';
import { ROLES } from '../../../src/identity/role.rules.js';
import { useSay } from '../frame/language.js';
import { endOfDay } from '../frame/local-day.rules.js';
import { useZone } from '../frame/registry.js';
import { send } from './api.js';
import { ChangeDetails, ChangeForm, Field } from './change-form.js';
import { CodeField, withCode } from './me/code-field.js';
import type { Person } from './people.types.js';
import { useMe } from './reads.js';

function path(person: Person, rest: string): string {
  return `/people/${encodeURIComponent(person.id)}/${rest}`;
}

type Fields = Readonly<Record<string, string>>;

/** Roles with what each may do, one box each; `rolesIn` reads them back. */
function RoleBoxes({ chosen, underTitle = false }: { chosen: Person['roles']; underTitle?: boolean }): ReactNode {
  const say = useSay();
  return (
    <fieldset className="usa-fieldset">
      <legend className={underTitle ? 'usa-sr-only' : 'usa-legend'}>{say('people.roles')}</legend>
      {ROLES.map((role) => (
        <div key={role} className="usa-checkbox">
          <input
            id={`role-${role}`}
            className="usa-checkbox__input"
            type="checkbox"
            name={`role-${role}`}
            value="yes"
            defaultChecked={chosen.includes(role)}
            aria-describedby={`role-${role}-may`}
          />
          <label className="usa-checkbox__label" htmlFor={`role-${role}`}>
            {say(`role.${role}`)}
          </label>
          <span className="usa-hint" id={`role-${role}-may`}>
            {say(`role-may.${role}`)}
          </span>
        </div>
      ))}
    </fieldset>
  );
}

function rolesIn(fields: Fields): Person['roles'] {
  return ROLES.filter((role) => fields[`role-${role}`] !== undefined);
}

export function AddPerson(): ReactNode {
  const say = useSay();
  return (
    <ChangeForm
      presses={[{ value: 'add', label: say('people.add') }]}
      change={(fields) =>
        send('POST', '/people', { name: fields['name'], login: fields['login'], roles: rolesIn(fields) })
      }
      done={() => say('people.added')}
    >
      <Field id="person-name" name="name" label={say('people.name')} />
      <Field id="person-login" name="login" label={say('people.login')} hint={say('people.login-hint')} />
      <RoleBoxes chosen={[]} />
    </ChangeForm>
  );
}

export function SetRoles({ person }: { person: Person }): ReactNode {
  const say = useSay();
  return (
    <ChangeForm
      presses={[{ value: 'set', label: say('people.roles-set') }]}
      change={(fields) => send('PUT', path(person, 'roles'), { roles: rolesIn(fields) })}
    >
      <RoleBoxes chosen={person.roles} underTitle />
    </ChangeForm>
  );
}

export function SetPassword({ person }: { person: Person }): ReactNode {
  const say = useSay();
  const isOwn = useMe().data?.id === person.id;
  return (
    <ChangeForm
      presses={[{ value: 'set', label: say('people.password-set') }]}
      change={(fields) => send('PUT', path(person, 'password'), fields)}
    >
      {isOwn ? (
        <Field id="present" name="current" type="password" label={say('people.password-present')} optional />
      ) : null}
      <Field
        id="password"
        name="password"
        type="password"
        label={say('people.password-new')}
        hint={say('people.password-hint')}
        minLength={12}
      />
    </ChangeForm>
  );
}

export function SetMail({ person }: { person: Person }): ReactNode {
  const say = useSay();
  return (
    <ChangeForm
      presses={[{ value: 'set', label: say('people.mail-set') }]}
      change={({ mail = null }) => send('PUT', path(person, 'mail'), { mail })}
    >
      <Field
        id="person-address"
        name="mail"
        label={say('people.mail-address')}
        hint={say('people.mail-hint')}
        value={person.mail ?? ''}
        optional
      />
    </ChangeForm>
  );
}

/** Of somebody who has lost it; whoever takes it away shows their own. */
export function RemoveFactor({ person }: { person: Person }): ReactNode {
  const say = useSay();
  return (
    <ChangeForm
      presses={[{ value: 'remove', label: say('factor.remove') }]}
      change={(fields) => withCode(fields, () => send('DELETE', path(person, 'second-factor')))}
    >
      <p>{say('factor.remove-hint')}</p>
      <CodeField id="remove-factor-code" />
    </ChangeForm>
  );
}

export function DisablePerson({ person }: { person: Person }): ReactNode {
  const say = useSay();
  return (
    <ChangeForm
      presses={[{ value: 'disable', label: say('people.disable') }]}
      change={(fields) => send('POST', path(person, 'disablement'), fields)}
    >
      <Field id="disable-reason" name="reason" label={say('account.reason')} hint={say('people.disable-hint')} />
    </ChangeForm>
  );
}

/** The key is in this answer and nowhere else: it is gone from the page with the form. */
export function IssueKey({ person }: { person: Person }): ReactNode {
  const say = useSay();
  const zone = useZone(null);
  return (
    <ChangeDetails title={say('keys.new')}>
      <ChangeForm
        presses={[{ value: 'issue', label: say('keys.new') }]}
        change={({ label, last }) =>
          send<{ key: string }>('POST', '/keys', {
            person: person.id,
            label,
            ...(last === undefined ? {} : { expiresAt: endOfDay(last, zone) }),
          })
        }
        done={({ key }) => (
          <>
            {say('keys.shown')} <code className="ak-code">{key}</code>
          </>
        )}
      >
        <Field id="key-label" name="label" label={say('keys.label')} />
        <Field
          id="key-last"
          name="last"
          type="date"
          label={say('keys.last-day')}
          hint={say('keys.last-day-hint')}
          optional
        />
      </ChangeForm>
    </ChangeDetails>
  );
}
