import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { AccessView } from '../../../../src/accounts/connect/read-access.js';
import type { AskedView, BegunConnection, ConnectedView } from '../../../../src/accounts/connect/connect.types.js';
import type { AccountView } from '../../../../src/archive/views.types.js';
import { accessInWords } from '../../../../src/accounts/connect/access-words.rules.js';
import { useSay } from '../../frame/language.js';
import { useMoments } from '../../frame/when.js';
import { Answer } from '../answers.js';
import { get, send } from '../api.js';
import { ChangeForm, Field } from '../change-form.js';
import { Clauses, Connected, Scopes } from './asked.js';
import { ConnectLinks } from './connect-links.js';

function path(account: AccountView, rest: string): string {
  return `/accounts/${encodeURIComponent(account.id)}/${rest}`;
}

function useAccess(account: AccountView): UseQueryResult<AccessView> {
  return useQuery({
    queryKey: ['access', account.id],
    queryFn: ({ signal }) => get<AccessView>(path(account, 'access'), signal),
  });
}

/** How access stands, what was left out, who was told. */
export function AccessStands({ account }: { account: AccountView }): ReactNode {
  const say = useSay();
  const when = useMoments(account.id);
  const access = useAccess(account);
  return (
    <Answer of={access}>
      {(data) => (
        <ul className="ak-list">
          {accessInWords(data, { say, at: when.full }).map((line) => (
            <li key={line} className={data.is === 'ended' || data.is === 'refused' ? 'ak-trouble' : undefined}>
              {line}
            </li>
          ))}
        </ul>
      )}
    </Answer>
  );
}

/** On what ground is kept what the platform wants deleted: asked for where it demands that. */
export function GroundField({ asked, id }: { asked: AskedView; id: string }): ReactNode {
  const say = useSay();
  if (!asked.clauses.some(({ demands }) => demands.length > 0)) return null;
  return <Field id={id} name="ground" label={say('connect.ground')} hint={say('connect.ground-hint')} optional />;
}

export function MessagesField({ id }: { id: string }): ReactNode {
  const say = useSay();
  return (
    <div className="usa-checkbox">
      <input
        id={id}
        className="usa-checkbox__input"
        type="checkbox"
        name="messages"
        value="yes"
        aria-describedby={`${id}-both`}
      />
      <label className="usa-checkbox__label" htmlFor={id}>
        {say('connect.messages')}
      </label>
      <span className="usa-hint" id={`${id}-both`}>
        {say('connect.messages-both')}
      </span>
    </div>
  );
}

function Connect({ account, asked }: { account: AccountView; asked: AskedView }): ReactNode {
  const say = useSay();
  const isPassword = asked.way === 'password';
  return (
    <ChangeForm
      presses={[{ value: 'go', label: say(isPassword ? 'connect.sign-in' : 'connect.go') }]}
      change={async ({ messages, ...fields }) => {
        const body = { ...fields, messages: messages !== undefined };
        if (isPassword) return send<ConnectedView>('POST', path(account, 'app-password'), body);
        const { address } = await send<BegunConnection>('POST', path(account, 'connection'), body);
        location.assign(address);
        return null;
      }}
      done={(connected) => (connected === null ? say('connect.answering') : <Connected connected={connected} />)}
    >
      <p>{say('connect.text')}</p>
      <h3 className="ak-label">{say('connect.asked')}</h3>
      <Scopes scopes={asked.scopes.filter(({ messages }) => !messages)} />
      <Clauses clauses={asked.clauses} />
      <GroundField asked={asked} id="connect-ground" />
      <MessagesField id="connect-messages" />
      {isPassword ? (
        <Field
          id="connect-password"
          name="password"
          type="password"
          label={say('connect.app-password')}
          hint={say('connect.app-password-hint')}
        />
      ) : null}
    </ChangeForm>
  );
}

function GiveBack({ account }: { account: AccountView }): ReactNode {
  const say = useSay();
  const access = useAccess(account);
  if (access.data?.by !== 'owner' || access.data.is === 'none') return null;
  return (
    <ChangeForm
      presses={[{ value: 'end', label: say('connect.end') }]}
      change={() => send<{ told: boolean }>('DELETE', path(account, 'connection'))}
      done={({ told }) => say(told ? 'connect.ended' : 'connect.ended-untold')}
    />
  );
}

/** Asked only when somebody opens it: what a platform would be asked for. */
function Asking({ account }: { account: AccountView }): ReactNode {
  const asked = useQuery({
    queryKey: ['connection', account.id],
    queryFn: ({ signal }) => get<AskedView>(path(account, 'connection'), signal),
  });
  return (
    <Answer of={asked}>
      {(data) => (
        <>
          <Connect account={account} asked={data} />
          <ConnectLinks account={account} asked={data} />
        </>
      )}
    </Answer>
  );
}

/** What whoever manages accounts does about access. */
export function ManageAccess({ account }: { account: AccountView }): ReactNode {
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <GiveBack account={account} />
      <details className="ak-details" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{say('connect.title')}</summary>
        {isOpen ? <Asking account={account} /> : null}
      </details>
    </>
  );
}
