import { Button, Form, Label } from '@trussworks/react-uswds';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FormEvent, ReactNode } from 'react';
import { useSay } from '../frame/language.js';
import { Notice } from '../frame/notice.js';
import { Trouble } from './answers.js';
import { fieldsOf } from './form-fields.js';

/** One text, day or secret of a form, with its label and, where it needs one, a hint. */
export function Field(props: {
  id: string;
  name: string;
  label: string;
  hint?: string;
  type?: 'text' | 'password' | 'date' | 'datetime-local';
  value?: string;
  optional?: boolean;
  minLength?: number;
  /** Id of a datalist with what is usually meant. */
  list?: string;
}): ReactNode {
  const { id, name, label, hint, type = 'text', value = '', optional = false, minLength, list } = props;
  return (
    <>
      <Label htmlFor={id}>{label}</Label>
      {hint === undefined ? null : (
        <span className="usa-hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      <input
        className="usa-input"
        id={id}
        name={name}
        type={type}
        required={!optional}
        defaultValue={value}
        // What is typed into a form of duties is nobody's own: a browser must not offer it to the next person.
        autoComplete={type === 'password' ? 'new-password' : 'off'}
        {...(minLength === undefined ? {} : { minLength })}
        {...(list === undefined ? {} : { list })}
        {...(hint === undefined ? {} : { 'aria-describedby': `${id}-hint` })}
      />
    </>
  );
}

export interface Press {
  readonly value: string;
  readonly label: string;
  /** It needs nothing filled in. */
  readonly bare?: boolean;
}

/**
 * A form that changes something. What was refused, or was done, stands above its fields; once it is done the fields are
 * empty and every screen is read anew.
 */
export function ChangeForm<T>(props: {
  presses: readonly [Press, ...Press[]];
  change: (fields: Readonly<Record<string, string>>, pressed: string) => Promise<T>;
  done?: (answer: T) => ReactNode;
  children?: ReactNode;
}): ReactNode {
  const say = useSay();
  const client = useQueryClient();
  const { presses, change, done, children } = props;
  const act = useMutation({
    mutationFn: ({ form, pressed }: { form: HTMLFormElement; pressed: string }) => change(fieldsOf(form), pressed),
    onSuccess: (_, { form }) => {
      form.reset();
      return client.invalidateQueries();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const by = event.nativeEvent instanceof SubmitEvent ? event.nativeEvent.submitter : null;
    act.mutate({ form: event.currentTarget, pressed: by instanceof HTMLButtonElement ? by.value : presses[0].value });
  };
  return (
    <Form onSubmit={submit} className="ak-form">
      {act.error === null ? null : <Trouble problem={act.error} />}
      {act.isSuccess ? (
        <Notice tone="success" live>
          {done === undefined ? say('account.done') : done(act.data)}
        </Notice>
      ) : null}
      {children}
      <div className="ak-buttons">
        {presses.map(({ value, label, bare = false }) => (
          <Button
            key={value}
            type="submit"
            value={value}
            outline={presses.length > 1}
            disabled={act.isPending}
            formNoValidate={bare}
          >
            {label}
          </Button>
        ))}
      </div>
    </Form>
  );
}

/** A form that is opened only by whoever wants to change what stands above it. */
export function ChangeDetails(props: { title: string; children: ReactNode }): ReactNode {
  return (
    <details className="ak-details">
      <summary>{props.title}</summary>
      {props.children}
    </details>
  );
}
