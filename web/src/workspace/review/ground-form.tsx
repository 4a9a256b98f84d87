import { Button, Form } from '@trussworks/react-uswds';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import type { CodesView } from '../../../../src/requests/review/review.types.js';
import { useLanguage, useSay } from '../../frame/language.js';
import { Trouble } from '../answers.js';
import { Field } from '../change-form.js';
import { fieldsOf } from '../form-fields.js';

export interface GivenGround {
  readonly code: string;
  readonly statute?: string;
  readonly harm?: string;
}

/** The codes of the request's law; a code of the body's own where it is under none. */
function CodeChoice(props: { codes: CodesView; chosen: string; choose: (code: string) => void }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const { codes, chosen, choose } = props;
  if (codes.codes.length === 0) return <Field id="ground-code" name="code" label={say('cover.code')} value={chosen} />;
  return (
    <>
      <label className="usa-label" htmlFor="ground-code">
        {say('cover.code')}
      </label>
      <span className="usa-hint" id="ground-code-hint">
        {say('cover.code-of', { law: codes.law ?? '' })}
      </span>
      <select
        className="usa-select"
        id="ground-code"
        name="code"
        required
        value={chosen}
        onChange={(event) => choose(event.target.value)}
        aria-describedby="ground-code-hint"
      >
        <option value="">{say('cover.code-choose')}</option>
        {codes.codes.map(({ id, title }) => (
          <option key={id} value={id}>
            {title === null ? id : `${id} · ${title[language]}`}
          </option>
        ))}
      </select>
    </>
  );
}

function Statements({ of }: { of: CodesView['codes'][number] | undefined }): ReactNode {
  const say = useSay();
  return (
    <>
      {of?.needsStatute === true ? (
        <Field id="ground-statute" name="statute" label={say('cover.statute')} hint={say('cover.statute-hint')} />
      ) : null}
      {of?.needsHarm === true ? <Field id="ground-harm" name="harm" label={say('cover.harm')} /> : null}
    </>
  );
}

/** On which ground something is withheld. It takes the focus when it is opened, and gives it back; Escape leaves it. */
export function GroundForm(props: {
  title: string;
  go: string;
  codes: CodesView;
  usual: string;
  problem: unknown;
  isBusy: boolean;
  give: (ground: GivenGround) => void;
  leave: () => void;
}): ReactNode {
  const say = useSay();
  const { codes, give, leave, problem } = props;
  const [code, setCode] = useState(props.usual);
  useEffect(() => {
    const before = document.activeElement;
    document.getElementById('ground-code')?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const { code: named = '', statute, harm } = fieldsOf(event.currentTarget);
    give({ code: named, ...(statute === undefined ? {} : { statute }), ...(harm === undefined ? {} : { harm }) });
  };
  return (
    <section
      className="ak-ground"
      aria-label={props.title}
      onKeyDown={(event) => (event.key === 'Escape' ? leave() : undefined)}
    >
      <h3 className="ak-ground__title">{props.title}</h3>
      {problem === null ? null : <Trouble problem={problem} />}
      <Form onSubmit={submit} className="ak-form">
        <CodeChoice codes={codes} chosen={code} choose={setCode} />
        <Statements of={codes.codes.find(({ id }) => id === code)} />
        <div className="ak-buttons">
          <Button type="submit" disabled={props.isBusy}>
            {props.go}
          </Button>
          <Button type="button" outline onClick={leave}>
            {say('cover.cancel')}
          </Button>
        </div>
      </Form>
    </section>
  );
}
