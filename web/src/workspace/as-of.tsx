import { Button, Form, Label } from '@trussworks/react-uswds';
import type { FormEvent, ReactNode } from 'react';
import { useSay } from '../frame/language.js';
import { GoTo, usePlaces } from '../frame/places.js';
import { useMoments } from '../frame/when.js';
import { withQuery } from './api.js';
import { fieldsOf } from './form-fields.js';

/** Asks for a day or a moment; what is asked for is the address, so that it can be sent to a colleague. */
export function AskAt(props: { path: string; at: string | undefined; by: 'day' | 'minute' }): ReactNode {
  const say = useSay();
  const { go } = usePlaces();
  const { path, at, by } = props;
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    go(withQuery(path, { at: fieldsOf(event.currentTarget)['at'] }));
  };
  return (
    <details className="ak-details" open={at !== undefined}>
      <summary>{say('as-of.title')}</summary>
      <Form onSubmit={submit} className="ak-form" key={at ?? ''}>
        <Label htmlFor="as-of">{say(by === 'day' ? 'as-of.day' : 'as-of.at')}</Label>
        <input
          className="usa-input"
          id="as-of"
          name="at"
          type={by === 'day' ? 'date' : 'datetime-local'}
          required
          defaultValue={at ?? ''}
        />
        <div className="ak-buttons">
          <Button type="submit">{say('as-of.show')}</Button>
          {at === undefined ? null : <GoTo href={path}>{say('as-of.now')}</GoTo>}
        </div>
      </Form>
    </details>
  );
}

/** Which time is shown. */
export function ShownAt({ moment, accountId }: { moment: string | null; accountId: string | null }): ReactNode {
  const say = useSay();
  const when = useMoments(accountId);
  if (moment === null) return null;
  return (
    <p className="ak-count" role="status">
      {say('as-of.shown', { at: when.full(moment) })}
    </p>
  );
}
