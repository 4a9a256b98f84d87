import { Label, Select } from '@trussworks/react-uswds';
import { type ReactNode, useState } from 'react';
import type { RetentionEventView } from '../../../../src/retention/schedules/read-events.js';
import {
  RETENTION_EVENTS,
  type RetentionEventName,
} from '../../../../src/retention/schedules/retention-events.types.js';
import { DataTable } from '../../frame/data-table.js';
import { type Say, useSay } from '../../frame/language.js';
import { useRegistry } from '../../frame/registry.js';
import { Part } from '../../frame/screen.js';
import { isolated, Name } from '../../records/plain-text.js';
import { Answer } from '../answers.js';
import { send } from '../api.js';
import { ChangeDetails, ChangeForm, Field } from '../change-form.js';
import { useMay } from '../reads.js';
import { Pick } from '../requests/pick.js';
import { BodySelect } from '../selects.js';
import { useRetentionEvents } from './policy-reads.js';
import { Day } from './trial.js';

const COLUMNS = [
  { title: 'events.what' },
  { title: 'events.of' },
  { title: 'events.on' },
  { title: 'events.who' },
] as const;
const SCOPES = ['account', 'body', 'matter'] as const;
type Scope = (typeof SCOPES)[number];

function isEvent(name: string): name is RetentionEventName {
  return RETENTION_EVENTS.some((one) => one === name);
}

function nameOf(name: string, say: Say): string {
  return isEvent(name) ? say(`retention-event.${name}`) : name;
}

function Withdraw({ event }: { event: RetentionEventView }): ReactNode {
  const say = useSay();
  const title = say('events.withdraw-of', { event: nameOf(event.name, say), on: event.on });
  return (
    <ChangeDetails title={title}>
      <ChangeForm
        presses={[{ value: 'withdraw', label: say('events.withdraw') }]}
        change={({ reason }) =>
          send('POST', `/retention-events/${encodeURIComponent(event.id)}/withdrawal`, { reason })
        }
      >
        <Field id={`withdraw-${event.id}`} name="reason" label={say('events.reason')} />
      </ChangeForm>
    </ChangeDetails>
  );
}

/** What somebody wrote, with its direction kept to itself. */
function saidBy(who: string, reason: string): { who: string; reason: string } {
  return { who: isolated(who, 100), reason: isolated(reason, 2_000) };
}

function Row({ event, mayWithdraw }: { event: RetentionEventView; mayWithdraw: boolean }): ReactNode {
  const say = useSay();
  const { name, scope, account, about, body, items, on, recordedBy, reason, withdrawn } = event;
  const of = scope === 'items' ? say('events.items-count', { n: items }) : (account ?? about ?? body);
  return (
    <tr>
      <th scope="row">{nameOf(name, say)}</th>
      <td>
        <Name limit={100}>{of}</Name>
      </td>
      <td>
        <Day on={on} />
      </td>
      <td>
        {say('events.said', saidBy(recordedBy, reason))}
        {withdrawn === null ? null : <p>{say('events.withdrawn', saidBy(withdrawn.by, withdrawn.reason))}</p>}
        {withdrawn === null && mayWithdraw ? <Withdraw event={event} /> : null}
      </td>
    </tr>
  );
}

function AccountSelect(): ReactNode {
  const say = useSay();
  const { accounts } = useRegistry();
  return (
    <>
      <Label htmlFor="event-account">{say('samples.account')}</Label>
      <Select id="event-account" name="accountId" required>
        {[...accounts.values()].map(({ id, handle }) => (
          <option key={id} value={id}>
            {isolated(handle, 100)}
          </option>
        ))}
      </Select>
    </>
  );
}

function Record(): ReactNode {
  const say = useSay();
  const [scope, setScope] = useState<Scope>('account');
  return (
    <ChangeDetails title={say('events.record')}>
      <ChangeForm
        presses={[{ value: 'record', label: say('events.record') }]}
        change={(fields) => send('POST', '/retention-events', fields)}
        done={() => say('events.recorded')}
      >
        <Pick
          id="event-name"
          name="name"
          label={say('events.what')}
          options={RETENTION_EVENTS.map((name) => [name, say(`retention-event.${name}`)])}
        />
        <Label htmlFor="event-scope">{say('events.scope')}</Label>
        <Select
          id="event-scope"
          name="scope"
          value={scope}
          onChange={({ target }) => setScope(SCOPES.find((one) => one === target.value) ?? 'account')}
        >
          {SCOPES.map((one) => (
            <option key={one} value={one}>
              {say(`events.scope-${one}`)}
            </option>
          ))}
        </Select>
        {scope === 'account' ? <AccountSelect /> : <BodySelect id="event-body" />}
        {scope === 'matter' ? <Field id="event-number" name="number" label={say('events.number')} /> : null}
        <Field id="event-on" name="on" type="date" label={say('events.day')} />
        <Field id="event-reason" name="reason" label={say('events.reason')} />
      </ChangeForm>
    </ChangeDetails>
  );
}

/** What happened from which periods are counted, with who says so and why; it can be taken back. */
export function RetentionEvents(): ReactNode {
  const say = useSay();
  const mayManage = useMay('policy.manage');
  return (
    <Part title={say('events.title')} id="retention-events">
      <Answer of={useRetentionEvents()}>
        {({ items }) =>
          items.length === 0 ? (
            <p>{say('events.none')}</p>
          ) : (
            <DataTable title={say('events.table')} columns={COLUMNS}>
              {items.map((event) => (
                <Row key={event.id} event={event} mayWithdraw={mayManage} />
              ))}
            </DataTable>
          )
        }
      </Answer>
      {mayManage ? <Record /> : null}
    </Part>
  );
}
