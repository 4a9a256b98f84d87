import type { ReactNode } from 'react';
import type { RequestView } from '../../../../src/requests/request.types.js';
import { type Action, TRANSITIONS } from '../../../../src/requests/states.rules.js';
import type { PageKey } from '../../../../src/platform/sentences/page.sentences.js';
import { useSay } from '../../frame/language.js';
import { send } from '../api.js';
import { ChangeDetails, ChangeForm, Field, type Press } from '../change-form.js';
import { requestPath, useLetters } from './request-reads.js';
import { given, ScopeFields, scopeIn } from './scope-fields.js';

const ADDRESS: Readonly<Record<Action, string>> = {
  acknowledge: '/acknowledgement',
  collect: '/collection',
  freeze: '/freeze',
  pause: '/pause',
  resume: '/resume',
  extend: '/extension',
  close: '/closing',
  withdraw: '/withdrawal',
};

/** Pressed to collect by the handles of a person. */
const PERSON = 'person';

interface Extra {
  readonly name: string;
  readonly label: PageKey;
  readonly hint?: PageKey;
  readonly type?: 'date';
}

/** What a step may be told beside the ground and the letter that the table of states wants for it. */
const EXTRAS: Readonly<Partial<Record<Action, readonly Extra[]>>> = {
  pause: [
    { name: 'kind', label: 'step.kind' },
    { name: 'day', label: 'step.pause-day', hint: 'step.today-hint', type: 'date' },
  ],
  resume: [
    { name: 'day', label: 'step.resume-day', hint: 'step.today-hint', type: 'date' },
    { name: 'letter', label: 'step.letter', hint: 'step.letter-hint' },
  ],
  extend: [
    { name: 'kind', label: 'step.kind' },
    { name: 'until', label: 'step.until', hint: 'step.until-hint', type: 'date' },
  ],
};

/** The letter of a step: one that was written here is offered, another is named as the office's own register names it. */
function LetterField({ request, action }: { request: RequestView; action: Action }): ReactNode {
  const say = useSay();
  const written = useLetters(request.id).data?.written ?? [];
  const list = `${action}-letters`;
  return (
    <>
      <Field
        id={`${action}-letter`}
        name="letter"
        label={say('step.letter')}
        hint={say('step.letter-hint')}
        list={list}
      />
      <datalist id={list}>
        {written.map(({ id, name, title }) => (
          <option key={id} value={name} label={title} />
        ))}
      </datalist>
    </>
  );
}

/** Whose own data is asked for. */
function isOfPerson({ kind }: RequestView): boolean {
  return kind === 'gdpr-access' || kind === 'erasure';
}

function PersonFields(): ReactNode {
  const say = useSay();
  return (
    <fieldset className="usa-fieldset">
      <legend className="usa-legend">{say('person.legend')}</legend>
      <span className="usa-hint">{say('person.hint')}</span>
      <Field
        id="collect-handle"
        name="handle"
        label={say('person.handle')}
        hint={say('handles.handle-hint')}
        optional
      />
      <Field id="collect-ground" name="ground" label={say('person.ground')} optional />
    </fieldset>
  );
}

/** What is collected by: the person's handles, or accounts, days and words. */
function collectionOf(fields: Readonly<Record<string, string>>, pressed: string): object {
  if (pressed === PERSON) {
    const { handle } = fields;
    const handles = handle === undefined ? {} : { handles: [{ platform: 'mastodon', handle }] };
    return { person: { ...handles, ...given('ground', fields) } };
  }
  const scope = scopeIn(fields);
  return scope === undefined ? {} : { scope };
}

function CollectFields({ request }: { request: RequestView }): ReactNode {
  return (
    <>
      {request.kind === 'erasure' ? null : <ScopeFields id="collect" />}
      {isOfPerson(request) ? <PersonFields /> : null}
    </>
  );
}

function Fields({ request, action }: { request: RequestView; action: Action }): ReactNode {
  const say = useSay();
  const needs = TRANSITIONS.find((row) => row.action === action)?.needs ?? [];
  return (
    <>
      {needs.includes('ground') ? (
        <Field id={`${action}-ground`} name="ground" label={say('step.ground')} hint={say('step.ground-hint')} />
      ) : null}
      {needs.includes('letter') ? <LetterField request={request} action={action} /> : null}
      {(EXTRAS[action] ?? []).map(({ name, label, hint, type }) => (
        <Field
          key={name}
          id={`${action}-${name}`}
          name={name}
          label={say(label)}
          {...(type === undefined ? {} : { type })}
          {...(hint === undefined ? {} : { hint: say(hint) })}
          optional
        />
      ))}
      {action === 'collect' ? <CollectFields request={request} /> : null}
      {action === 'freeze' ? <p>{say('step.freeze-hint')}</p> : null}
    </>
  );
}

function bodyOf(action: Action, fields: Readonly<Record<string, string>>, pressed: string): object | undefined {
  if (action === 'freeze') return undefined;
  return action === 'collect' ? collectionOf(fields, pressed) : fields;
}

/** An erasure is collected by person alone. */
function pressesOf(of: { request: RequestView; action: Action; byPerson: Press; own: Press }): [Press, ...Press[]] {
  const { request, action, byPerson, own } = of;
  if (action !== 'collect' || !isOfPerson(request)) return [own];
  return request.kind === 'erasure' ? [byPerson] : [byPerson, own];
}

interface Answered {
  readonly found?: number;
}

function Step({ request, action }: { request: RequestView; action: Action }): ReactNode {
  const say = useSay();
  const label = say(`step.${action}`);
  const byPerson = { value: PERSON, label: say('person.collect'), bare: true };
  const own = { value: action, label };
  return (
    <ChangeDetails title={label}>
      <ChangeForm
        presses={pressesOf({ request, action, byPerson, own })}
        change={(fields, pressed) =>
          send<Answered | null>('POST', requestPath(request.id, ADDRESS[action]), bodyOf(action, fields, pressed))
        }
        done={(answer) => {
          const found = action === 'collect' ? answer?.found : undefined;
          return found === undefined ? say('account.done') : say('step.found', { n: found });
        }}
      >
        <Fields request={request} action={action} />
      </ChangeForm>
    </ChangeDetails>
  );
}

/** The steps the table of states allows now, each with what it asks for. */
export function TakeSteps({ request }: { request: RequestView }): ReactNode {
  const say = useSay();
  if (request.actions.length === 0) return <p>{say('request.steps-none')}</p>;
  return request.actions.map((action) => <Step key={action} request={request} action={action} />);
}
