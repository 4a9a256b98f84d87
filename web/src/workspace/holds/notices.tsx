import type { ReactNode } from 'react';
import type { HoldNoticeView } from '../../../../src/retention/notices/notice.types.js';
import { fullTime } from '../../../../src/platform/sentences/when.rules.js';
import { DataTable } from '../../frame/data-table.js';
import { useLanguage, useSay } from '../../frame/language.js';
import { Part } from '../../frame/screen.js';
import { isolated, Name } from '../../records/plain-text.js';
import { Answer } from '../answers.js';
import { send } from '../api.js';
import { ChangeDetails, ChangeForm, Field } from '../change-form.js';
import { useMay } from '../reads.js';
import { holdPath, useHoldNotices, useOwnNotices } from '../requests/request-reads.js';

function useNoticeState({ state, fault, sentAt, reminders, acknowledged, hold }: HoldNoticeView): string {
  const say = useSay();
  const language = useLanguage();
  const at = (time: string): string => fullTime(time, hold.zone, language);
  if (acknowledged !== null) {
    const { by, said } = acknowledged;
    return say('notices.acknowledged', { at: at(acknowledged.at), by: isolated(by), said: isolated(said, 2_000) });
  }
  if (state === 'sent' && sentAt !== null) return say('notices.sent', { at: at(sentAt), n: reminders });
  return say(state === 'ended' ? 'notices.ended' : fault === null ? 'notices.waiting' : `notices.${fault}`);
}

function acknowledgementOf({ id }: HoldNoticeView): string {
  return `/hold-notices/${encodeURIComponent(id)}/acknowledgement`;
}

/** Of somebody who does not sign in here: what they answered is noted by whoever has it. */
function Note({ notice }: { notice: HoldNoticeView }): ReactNode {
  const say = useSay();
  return (
    <ChangeDetails title={say('notices.note')}>
      <ChangeForm
        presses={[{ value: 'note', label: say('notices.note') }]}
        change={({ said }) => send('POST', acknowledgementOf(notice), { said })}
      >
        <Field id={`said-${notice.id}`} name="said" label={say('notices.note-of', { name: isolated(notice.to) })} />
      </ChangeForm>
    </ChangeDetails>
  );
}

function Row({ notice }: { notice: HoldNoticeView }): ReactNode {
  const mayNote = useMay('hold.manage') && !notice.isPerson;
  const isOpen = notice.state === 'waiting' || notice.state === 'sent';
  return (
    <tr>
      <th scope="row" className="ak-table__name">
        <Name limit={200}>{notice.to}</Name>
      </th>
      <td>{notice.hold.number}</td>
      <td>
        {useNoticeState(notice)}
        {mayNote && isOpen ? <Note notice={notice} /> : null}
      </td>
    </tr>
  );
}

const COLUMNS = [{ title: 'notices.to' }, { title: 'notices.hold' }, { title: 'notices.state' }] as const;

/** Who was told of the holds of a case, or of one hold, and how it stands. */
export function Notices({ of, tells }: { of: { hold?: string; matter?: string }; tells?: string }): ReactNode {
  const say = useSay();
  const notices = useHoldNotices(of);
  return (
    <Part title={say('notices.title')} id="hold-notices">
      <Answer of={notices}>
        {(data) =>
          data.length === 0 ? (
            <p>{say('notices.none')}</p>
          ) : (
            <DataTable title={say('notices.table')} columns={COLUMNS}>
              {data.map((notice) => (
                <Row key={notice.id} notice={notice} />
              ))}
            </DataTable>
          )
        }
      </Answer>
      {tells === undefined ? null : <Tell hold={tells} />}
    </Part>
  );
}

function named(typed = ''): string[] {
  return typed.split(',').flatMap((one) => (one.trim() === '' ? [] : [one.trim()]));
}

function Tell({ hold }: { hold: string }): ReactNode {
  const say = useSay();
  return (
    <ChangeDetails title={say('notices.tell')}>
      <ChangeForm
        presses={[{ value: 'tell', label: say('notices.tell') }]}
        change={({ to, text }) =>
          send('POST', holdPath(hold, '/notices'), { to: named(to), ...(text === undefined ? {} : { text }) })
        }
      >
        <Field id="notice-to" name="to" label={say('notices.who')} hint={say('notices.who-hint')} />
        <Field id="notice-text" name="text" label={say('notices.text')} hint={say('notices.text-hint')} optional />
      </ChangeForm>
    </ChangeDetails>
  );
}

/** What one was told oneself; it stays until it is acknowledged. */
export function OwnNotices(): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const notices = useOwnNotices().data ?? [];
  if (notices.length === 0) return null;
  return (
    <Part title={say('notices.own')} id="own-notices">
      {notices.map((notice) => (
        <div key={notice.id} className="ak-card">
          <p>
            {say('notices.own-of', {
              number: notice.hold.number,
              by: isolated(notice.writtenBy),
              at: fullTime(notice.writtenAt, notice.hold.zone, language),
            })}
          </p>
          <p>{isolated(notice.text, 2_000)}</p>
          <ChangeForm
            presses={[{ value: 'understood', label: say('notices.understood') }]}
            change={() => send('POST', acknowledgementOf(notice), {})}
          />
        </div>
      ))}
    </Part>
  );
}
