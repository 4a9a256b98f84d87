import { type ReactNode, useState } from 'react';
import { KINDS } from '../../../../src/requests/kinds.types.js';
import { CHANNELS, type RequestView } from '../../../../src/requests/request.types.js';
import { useLanguage, useSay } from '../../frame/language.js';
import { instantAt } from '../../frame/local-day.rules.js';
import { useRegistry } from '../../frame/registry.js';
import { send } from '../api.js';
import { ChangeDetails, ChangeForm, Field } from '../change-form.js';
import { useClock, useClocks } from '../reads.js';
import { BodySelect } from '../selects.js';
import { Box, LongField, Pick } from './pick.js';
import { given, ScopeFields, scopeIn } from './scope-fields.js';

type Fields = Readonly<Record<string, string>>;

function letterIn(fields: Fields): object {
  return {
    name: fields['name'],
    text: fields['text'],
    contact: fields['contact'] ?? null,
    address: fields['address'] ?? null,
  };
}

function bodyOf(fields: Fields, zone: string): object {
  const scope = scopeIn(fields);
  return {
    bodyId: fields['bodyId'],
    kind: fields['kind'],
    channel: fields['channel'],
    language: fields['language'],
    letter: letterIn(fields),
    receivedAt: instantAt(fields['received'] ?? '', zone),
    ...given('law', fields),
    ...(fields['law'] === undefined ? {} : given('bodyType', fields)),
    ...given('dueOn', fields),
    ...(scope === undefined ? {} : { scope }),
    secondReview: fields['secondReview'] !== undefined,
    onlyNew: fields['onlyNew'] !== undefined,
  };
}

/** The law, and the type of body or request where this law makes a difference of it. */
function LawFields(): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const [named, setNamed] = useState('');
  const known = useClocks(language).data?.items.some(({ id }) => id === named) === true;
  const types = useClock(known ? named : null, language).data?.bodyTypes ?? [];
  return (
    <>
      <div onChange={(event) => setNamed(event.target instanceof HTMLInputElement ? event.target.value.trim() : '')}>
        <Field id="open-law" name="law" label={say('open.law')} hint={say('open.law-hint')} optional />
      </div>
      {known && types.length > 0 ? (
        <Pick
          id="open-type"
          name="bodyType"
          label={say('clocks.body-type')}
          options={[['', say('open.type-usual')], ...types.map(({ id, title }) => [id, title] as const)]}
        />
      ) : null}
    </>
  );
}

function Asked(): ReactNode {
  const say = useSay();
  return (
    <>
      <Pick
        id="open-kind"
        name="kind"
        label={say('open.kind')}
        options={KINDS.map((kind) => [kind, say(`request-kind.${kind}`)])}
      />
      <LawFields />
      <Field id="open-due" name="dueOn" type="date" label={say('open.due')} optional />
      <BodySelect id="open-body" />
      <Field
        id="open-received"
        name="received"
        type="datetime-local"
        label={say('open.received')}
        hint={say('open.received-hint')}
      />
      <Pick
        id="open-channel"
        name="channel"
        label={say('open.channel')}
        options={CHANNELS.map((channel) => [channel, say(`channel.${channel}`)])}
      />
    </>
  );
}

function Asks(): ReactNode {
  const say = useSay();
  return (
    <>
      <Field id="open-name" name="name" label={say('open.name')} />
      <Field id="open-contact" name="contact" label={say('open.contact')} hint={say('open.contact-hint')} optional />
      <Field id="open-address" name="address" label={say('open.address')} optional />
      <LongField id="open-text" name="text" label={say('open.text')} />
      <Pick
        id="open-language"
        name="language"
        label={say('open.language')}
        options={[
          ['en', 'English'],
          ['pl', 'Polski'],
        ]}
      />
    </>
  );
}

/** The letter as it came. Its scope is held from the moment it is registered. */
export function OpenRequest(): ReactNode {
  const say = useSay();
  const { bodies } = useRegistry();
  return (
    <ChangeDetails title={say('requests.open')}>
      <ChangeForm
        presses={[{ value: 'open', label: say('requests.open') }]}
        change={(fields) =>
          send<RequestView>('POST', '/requests', bodyOf(fields, bodies.get(fields['bodyId'] ?? '')?.zone ?? 'UTC'))
        }
        done={({ number }) => say('requests.opened', { number })}
      >
        <Asked />
        <Asks />
        <ScopeFields id="open" />
        <fieldset className="usa-fieldset">
          <legend className="usa-legend">{say('open.options')}</legend>
          <Box id="open-second" name="secondReview" label={say('open.second-review')} />
          <Box id="open-new" name="onlyNew" label={say('open.only-new')} />
        </fieldset>
      </ChangeForm>
    </ChangeDetails>
  );
}
