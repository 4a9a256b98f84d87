import { Label, Select } from '@trussworks/react-uswds';
import type { ReactNode } from 'react';

/** One of a few things by their names. */
export function Pick(props: {
  id: string;
  name: string;
  label: string;
  options: readonly (readonly [value: string, text: string])[];
}): ReactNode {
  return (
    <>
      <Label htmlFor={props.id}>{props.label}</Label>
      <Select id={props.id} name={props.name}>
        {props.options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </Select>
    </>
  );
}

export function Box(props: { id: string; name: string; value?: string; label: string }): ReactNode {
  return (
    <div className="usa-checkbox">
      <input
        id={props.id}
        className="usa-checkbox__input"
        type="checkbox"
        name={props.name}
        value={props.value ?? 'yes'}
      />
      <label className="usa-checkbox__label" htmlFor={props.id}>
        {props.label}
      </label>
    </div>
  );
}

/** A text of more than one line. */
export function LongField(props: { id: string; name: string; label: string; optional?: boolean }): ReactNode {
  return (
    <>
      <Label htmlFor={props.id}>{props.label}</Label>
      <textarea
        className="usa-textarea"
        id={props.id}
        name={props.name}
        required={props.optional !== true}
        autoComplete="off"
      />
    </>
  );
}
