import type { ReactNode } from 'react';
import { useSay } from '../frame/language.js';
import { send } from './api.js';
import { ChangeDetails, ChangeForm, Field } from './change-form.js';
import { BodySelect } from './selects.js';

/** Notes an account that exists and is not archived: every search and every export then says so. */
export function NoteKnown(): ReactNode {
  const say = useSay();
  return (
    <ChangeDetails title={say('known.note')}>
      <ChangeForm
        presses={[{ value: 'note', label: say('known.note') }]}
        change={(fields) => send('POST', '/known-accounts', fields)}
      >
        <Field id="known-handle" name="handle" label={say('known.handle')} />
        <Field id="known-platform" name="platform" label={say('account.platform')} />
        <BodySelect id="known-body" />
        <Field id="known-reason" name="reason" label={say('known.reason')} hint={say('account.reason-hint')} />
        <Field id="known-who" name="decidedBy" label={say('known.who')} />
        <Field id="known-day" name="decidedAt" type="date" label={say('known.day')} />
      </ChangeForm>
    </ChangeDetails>
  );
}
