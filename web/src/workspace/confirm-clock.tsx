import { Button, Form, Label, TextInput } from '@trussworks/react-uswds';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent, ReactNode } from 'react';
import { useSay } from '../frame/language.js';
import { Trouble } from './answers.js';
import { send } from './api.js';
import { fieldsOf } from './form-fields.js';

/** Whoever confirms a draft says what was checked; it is recorded under that person's name. */
export function ConfirmClock({ law }: { law: string }): ReactNode {
  const say = useSay();
  const client = useQueryClient();
  const confirm = useMutation({
    mutationFn: (fields: Record<string, string>) =>
      send('POST', `/clocks/${encodeURIComponent(law)}/confirmations`, fields),
    onSuccess: () => client.invalidateQueries({ queryKey: ['clocks'] }),
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    confirm.mutate(fieldsOf(event.currentTarget));
  };
  return (
    <details className="ak-details">
      <summary>{say('clocks.confirm')}</summary>
      <Form onSubmit={submit} className="ak-form">
        {confirm.error === null ? null : <Trouble problem={confirm.error} />}
        <Label htmlFor="reason">{say('clocks.confirm-reason')}</Label>
        <TextInput id="reason" name="reason" type="text" required />
        <Button type="submit" disabled={confirm.isPending}>
          {say('clocks.confirm')}
        </Button>
      </Form>
    </details>
  );
}
