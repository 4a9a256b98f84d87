import { Button, Form, Label, TextInput } from '@trussworks/react-uswds';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { AccountView } from '../../../src/archive/views.types.js';
import { Limits } from '../accounts/account-facts.js';
import { useSay } from '../frame/language.js';
import { Notice } from '../frame/notice.js';
import { useMoments } from '../frame/when.js';
import { isolated } from '../records/plain-text.js';
import { Trouble } from './answers.js';
import { send } from './api.js';
import { fieldsOf } from './form-fields.js';
import { BodySelect, CharacterSelect } from './selects.js';

/** What a look at an address found: enough to decide whether it is the right account. */
interface Probed {
  readonly handle: string;
  readonly title: string;
  readonly url: string;
  readonly software: string;
  readonly limits: AccountView['limits'];
}

function Found({ found }: { found: Probed }): ReactNode {
  const say = useSay();
  return (
    <div className="ak-card" role="status">
      <p>
        {say('add.found', {
          title: isolated(found.title),
          handle: isolated(found.handle),
          software: isolated(found.software),
        })}
      </p>
      <h3 className="ak-label">{say('account.limits')}</h3>
      <Limits limits={found.limits} />
    </div>
  );
}

function Details(): ReactNode {
  return (
    <>
      <BodySelect id="bodyId" />
      <CharacterSelect />
    </>
  );
}

/** What the look itself may need: a token for servers that show nothing without one, and leave to look in our network. */
function Access(): ReactNode {
  const say = useSay();
  return (
    <>
      <Label htmlFor="token">{say('add.token')}</Label>
      <span className="usa-hint" id="token-hint">
        {say('add.token-hint')}
      </span>
      <TextInput id="token" name="token" type="password" autoComplete="off" aria-describedby="token-hint" />
      <div className="usa-checkbox">
        <input id="connect-first" className="usa-checkbox__input" type="checkbox" name="connectFirst" value="yes" />
        <label className="usa-checkbox__label" htmlFor="connect-first">
          {say('add.connect-first')}
        </label>
      </div>
      <div className="usa-checkbox">
        <input id="private" className="usa-checkbox__input" type="checkbox" name="privateAllowed" value="yes" />
        <label className="usa-checkbox__label" htmlFor="private">
          {say('add.private')}
        </label>
      </div>
    </>
  );
}

function Address(props: { value: string; onChange: (value: string) => void }): ReactNode {
  const say = useSay();
  return (
    <>
      <Label htmlFor="address">{say('add.address')}</Label>
      <span className="usa-hint" id="address-hint">
        {say('add.address-hint')}
      </span>
      <TextInput
        id="address"
        name="address"
        type="text"
        required
        autoComplete="off"
        aria-describedby="address-hint"
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </>
  );
}

function Added({ account }: { account: AccountView }): ReactNode {
  const say = useSay();
  const when = useMoments(account.id);
  return (
    <Notice tone="success" live>
      {say(account.limits.includes('not-connected') ? 'add.awaited' : 'add.done', {
        handle: isolated(account.handle),
        at: when.full(account.addedAt),
      })}{' '}
      {account.legalBasis === null ? say('account.basis-missing') : ''}
    </Notice>
  );
}

/** Looks at an address first, says what cannot be archived there, then begins. */
export function AddAccount(): ReactNode {
  const say = useSay();
  const client = useQueryClient();
  const [address, setAddress] = useState('');
  const probe = useMutation({
    mutationFn: (fields: Record<string, unknown>) => send<Probed>('POST', '/accounts/probe', fields),
  });
  const add = useMutation({
    mutationFn: (body: Record<string, unknown>) => send<AccountView>('POST', '/accounts', body),
    onSuccess: () => client.invalidateQueries(),
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const { privateAllowed, connectFirst, ...fields } = fieldsOf(event.currentTarget);
    const wanted = connectFirst === undefined ? {} : { connectFirst: true };
    const body = { ...fields, ...wanted, privateAllowed: privateAllowed !== undefined };
    (probe.data === undefined ? probe : add).mutate(body);
  };
  if (add.data !== undefined) return <Added account={add.data} />;
  return (
    <Form onSubmit={submit} className="ak-form">
      {(add.error ?? probe.error) === null ? null : <Trouble problem={add.error ?? probe.error} />}
      <Address
        value={address}
        onChange={(value) => {
          setAddress(value);
          probe.reset();
          add.reset();
        }}
      />
      <Access />
      {probe.data === undefined ? null : <Found found={probe.data} />}
      {probe.data === undefined ? null : <Details />}
      <Button type="submit" disabled={probe.isPending || add.isPending}>
        {probe.isPending ? say('add.probing') : say(probe.data === undefined ? 'add.probe' : 'add.go')}
      </Button>
    </Form>
  );
}
