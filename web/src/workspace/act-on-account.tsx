import { Button, Form, Label, TextInput } from '@trussworks/react-uswds';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { AccountView } from '../../../src/archive/views.types.js';
import { useSay } from '../frame/language.js';
import { Notice } from '../frame/notice.js';
import { Trouble } from './answers.js';
import { send } from './api.js';
import { fieldsOf } from './form-fields.js';

function path(account: AccountView, rest: string): string {
  return `/accounts/${encodeURIComponent(account.id)}/${rest}`;
}

/** Pause, resume or retire, each with a reason that goes to the log. */
export function ActOnAccount({ account }: { account: AccountView }): ReactNode {
  const say = useSay();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const act = useMutation({
    mutationFn: (what: string) => send('POST', path(account, what), { reason: reason.trim() }),
    onSuccess: () => {
      setReason('');
      return client.invalidateQueries();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const button = event.nativeEvent instanceof SubmitEvent ? event.nativeEvent.submitter : null;
    if (button instanceof HTMLButtonElement) act.mutate(button.value);
  };
  const choices = account.state === 'active' ? (['pause', 'retire'] as const) : (['resume', 'retire'] as const);
  return (
    <Form onSubmit={submit} className="ak-form">
      {act.error === null ? null : <Trouble problem={act.error} />}
      {act.isSuccess ? (
        <Notice tone="success" live>
          {say('account.done')}
        </Notice>
      ) : null}
      <Label htmlFor="reason">{say('account.reason')}</Label>
      <span className="usa-hint" id="reason-hint">
        {say('account.reason-hint')}
      </span>
      <TextInput
        id="reason"
        name="reason"
        type="text"
        required
        value={reason}
        aria-describedby="reason-hint"
        onChange={(event) => setReason(event.target.value)}
      />
      <div className="ak-buttons">
        {choices.map((what) => (
          <Button key={what} type="submit" outline value={what} disabled={act.isPending}>
            {say(`account.${what}`)}
          </Button>
        ))}
      </div>
    </Form>
  );
}

/** States the legal basis; what vanished before opens with it. */
export function StateBasis({ account }: { account: AccountView }): ReactNode {
  const say = useSay();
  const client = useQueryClient();
  const state = useMutation({
    mutationFn: (body: Record<string, string>) => send('PUT', path(account, 'legal-basis'), body),
    onSuccess: () => client.invalidateQueries(),
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    state.mutate(fieldsOf(event.currentTarget));
  };
  const fields = [
    ['statute', 'account.statute'],
    ['scheduleItem', 'account.schedule'],
    ['officer', 'account.officer'],
  ] as const;
  return (
    <details className="ak-details">
      <summary>{say('account.state-basis')}</summary>
      <Form onSubmit={submit} className="ak-form">
        {state.error === null ? null : <Trouble problem={state.error} />}
        {fields.map(([name, key]) => (
          <div key={name}>
            <Label htmlFor={name}>{say(key)}</Label>
            <TextInput id={name} name={name} type="text" required defaultValue={account.legalBasis?.[name] ?? ''} />
          </div>
        ))}
        <Button type="submit" disabled={state.isPending}>
          {say('account.state-basis')}
        </Button>
      </Form>
    </details>
  );
}
