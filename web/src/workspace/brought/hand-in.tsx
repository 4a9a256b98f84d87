import { Label, Textarea } from '@trussworks/react-uswds';
import { type ReactNode, useRef } from 'react';
import type { AccountView } from '../../../../src/archive/views.types.js';
import type { HandView } from '../../../../src/capture/by-hand/hand.types.js';
import { useSay } from '../../frame/language.js';
import { instantAt } from '../../frame/local-day.rules.js';
import { useZone } from '../../frame/registry.js';
import { sendForm } from '../api.js';
import { ChangeDetails, ChangeForm, Field } from '../change-form.js';

const TIMES = new Set(['seenAt', 'postedAt', 'receivedAt']);
const FILES = ['screenshot', 'file', 'webArchive'] as const;
const LABELS = { screenshot: 'brought.screenshot', file: 'brought.saved', webArchive: 'brought.web-archive' } as const;

/** The custody form of what somebody saw: who, when, with what and how, and the files. */
export function HandIn({ account }: { account: AccountView }): ReactNode {
  const say = useSay();
  const zone = useZone(account.id);
  const chosen = useRef(new Map<string, HTMLInputElement>());
  const handIn = (fields: Readonly<Record<string, string>>): Promise<HandView> => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields))
      form.set(name, TIMES.has(name) ? instantAt(value, zone) : value);
    if (fields['receivedAt'] !== undefined) form.set('personalAccount', 'true');
    for (const [name, input] of chosen.current)
      for (const file of input.files ?? []) form.append(name, file, file.name);
    return sendForm(`/accounts/${encodeURIComponent(account.id)}/by-hand`, form);
  };
  return (
    <ChangeDetails title={say('brought.hand-in')}>
      <ChangeForm
        presses={[{ value: 'hand-in', label: say('brought.hand-in') }]}
        change={handIn}
        done={(view) => <Taken view={view} />}
      >
        <Field id="hand-url" name="url" label={say('brought.address')} />
        {FILES.map((name) => (
          <div key={name}>
            <Label htmlFor={`hand-${name}`}>{say(LABELS[name])}</Label>
            <input
              ref={(input) => {
                if (input) chosen.current.set(name, input);
              }}
              className="usa-file-input"
              id={`hand-${name}`}
              type="file"
              multiple={name !== 'webArchive'}
            />
          </div>
        ))}
        <Field id="hand-seen-by" name="seenBy" label={say('brought.seen-by')} />
        <Field id="hand-seen-at" name="seenAt" type="datetime-local" label={say('brought.seen-at')} />
        <Field id="hand-device" name="device" label={say('brought.with-what')} optional />
        <Field id="hand-how" name="how" label={say('brought.how')} optional />
        <Label htmlFor="hand-text">{say('brought.text')}</Label>
        <Textarea id="hand-text" name="text" />
        <Field id="hand-posted-at" name="postedAt" type="datetime-local" label={say('brought.posted-at')} optional />
        <Field
          id="hand-received-at"
          name="receivedAt"
          type="datetime-local"
          label={say('brought.received-at')}
          hint={say('brought.received-hint')}
          optional
        />
      </ChangeForm>
    </ChangeDetails>
  );
}

function Taken({ view: { itemId, forwarded } }: { view: HandView }): ReactNode {
  const say = useSay();
  if (itemId === null) return say('brought.before');
  if (forwarded === null) return say('brought.taken');
  const { dueOn: due, daysLate: days } = forwarded;
  return `${say('brought.taken')} ${days === 0 ? say('brought.in-time', { due }) : say('brought.late', { due, days })}`;
}
