import { Button, Form, Label, TextInput } from '@trussworks/react-uswds';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useSay } from '../frame/language.js';
import { Notice } from '../frame/notice.js';
import { Screen } from '../frame/screen.js';
import { Trouble } from './answers.js';
import { send } from './api.js';
import { fieldsOf } from './form-fields.js';

type Way = 'key' | 'password';

function Fields({ way }: { way: Way }): ReactNode {
  const say = useSay();
  if (way === 'key') {
    return (
      <>
        <Label htmlFor="key">{say('signin.key')}</Label>
        <span className="usa-hint" id="key-hint">
          {say('signin.key-hint')}
        </span>
        <TextInput id="key" name="key" type="password" autoComplete="off" required aria-describedby="key-hint" />
      </>
    );
  }
  return (
    <>
      <Label htmlFor="name">{say('signin.name')}</Label>
      <TextInput id="name" name="name" type="text" autoComplete="username" required />
      <Label htmlFor="password">{say('signin.password')}</Label>
      <TextInput id="password" name="password" type="password" autoComplete="current-password" required />
    </>
  );
}

function Ways({ way, onChoose }: { way: Way; onChoose: (way: Way) => void }): ReactNode {
  const say = useSay();
  return (
    <fieldset className="usa-fieldset">
      <legend className="usa-legend">{say('signin.how')}</legend>
      {(['key', 'password'] as const).map((each) => (
        <div key={each} className="usa-radio">
          <input
            id={`with-${each}`}
            className="usa-radio__input"
            type="radio"
            name="way"
            checked={way === each}
            onChange={() => onChoose(each)}
          />
          <label className="usa-radio__label" htmlFor={`with-${each}`}>
            {say(`signin.with-${each}`)}
          </label>
        </div>
      ))}
    </fieldset>
  );
}

/** Opens a session; the screen that was asked for is then shown at the same address. */
export function SignIn({ ended }: { ended: boolean }): ReactNode {
  const say = useSay();
  const client = useQueryClient();
  const [way, setWay] = useState<Way>('key');
  const open = useMutation({
    mutationFn: (fields: Record<string, string>) => send('POST', '/session', fields),
    onSuccess: () => client.invalidateQueries(),
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const { way: _, ...fields } = fieldsOf(event.currentTarget);
    open.mutate(fields);
  };
  return (
    <Screen title={say('signin.title')} lede={say('signin.lede')}>
      {ended && open.error === null ? <Notice tone="info">{say('signin.ended')}</Notice> : null}
      {open.error === null ? null : <Trouble problem={open.error} />}
      <Form onSubmit={submit} className="ak-form">
        <Ways way={way} onChoose={setWay} />
        <Fields way={way} />
        <Button type="submit" disabled={open.isPending}>
          {say('signin.go')}
        </Button>
      </Form>
    </Screen>
  );
}
