import { Button, Form, Label, Select, TextInput } from '@trussworks/react-uswds';
import type { FormEvent, ReactNode } from 'react';
import type { AccountView } from '../../../src/archive/views.types.js';
import { useLanguage, useSay } from '../frame/language.js';
import { GoTo, usePlaces } from '../frame/places.js';
import { withQuery } from './api.js';
import { type SearchParams, useFields } from './reads.js';
import { fieldsOf } from './form-fields.js';

const STATES = ['present', 'suspected', 'gone', 'hidden'] as const;

export function Days({ params }: { params: SearchParams }): ReactNode {
  const say = useSay();
  return (
    <fieldset className="usa-fieldset">
      <div className="ak-days">
        {(['from', 'to'] as const).map((name) => (
          <div key={name}>
            <Label htmlFor={name}>{say(`search.${name}`)}</Label>
            <input
              className="usa-input"
              id={name}
              name={name}
              type="date"
              defaultValue={params[name] ?? ''}
              aria-describedby="days-hint"
            />
          </div>
        ))}
      </div>
      <span className="usa-hint" id="days-hint">
        {say('search.days-bodies')}
      </span>
    </fieldset>
  );
}

export function StateField({ chosen }: { chosen: string | undefined }): ReactNode {
  const say = useSay();
  return (
    <>
      <Label htmlFor="state">{say('search.state')}</Label>
      <Select id="state" name="state" defaultValue={chosen ?? ''}>
        <option value="">{say('search.any-state')}</option>
        {STATES.map((state) => (
          <option key={state} value={state}>
            {say(`state.${state}`)}
          </option>
        ))}
      </Select>
    </>
  );
}

export function TextField({ chosen }: { chosen: string | undefined }): ReactNode {
  const say = useSay();
  return (
    <>
      <Label htmlFor="text">{say('search.text')}</Label>
      <span className="usa-hint" id="text-hint">
        {say('search.text-hint')}
      </span>
      <TextInput id="text" name="text" type="text" defaultValue={chosen ?? ''} aria-describedby="text-hint" />
    </>
  );
}

/** How a search is written, with every field there is. */
function QueryHelp(): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const fields = useFields().data?.items ?? [];
  return (
    <details className="ak-details">
      <summary>{say('search.help')}</summary>
      <p>{say('search.help-words')}</p>
      <dl className="ak-fields">
        {fields.map(({ name, example, help }) => (
          <div key={name}>
            <dt>
              <code>{example}</code>
            </dt>
            <dd>{help[language]}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

export function SearchForm(props: { params: SearchParams; accounts: readonly AccountView[] }): ReactNode {
  const say = useSay();
  const { go } = usePlaces();
  const { params, accounts } = props;
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    go(withQuery('/search', fieldsOf(event.currentTarget)));
  };
  return (
    <Form onSubmit={submit} role="search" className="ak-form ak-filters" aria-label={say('search.form')}>
      <TextField chosen={params.text} />
      <QueryHelp />
      <Label htmlFor="account">{say('search.account')}</Label>
      <Select id="account" name="account" defaultValue={params.account ?? ''}>
        <option value="">{say('search.any-account')}</option>
        {accounts.map((account) => (
          <option key={account.id} value={account.id}>
            {account.title}
          </option>
        ))}
      </Select>
      <Days params={params} />
      <StateField chosen={params.state} />
      <div className="ak-buttons">
        <Button type="submit">{say('search.go')}</Button>
        <GoTo href="/search">{say('search.clear')}</GoTo>
      </div>
    </Form>
  );
}
