import { Label, Select } from '@trussworks/react-uswds';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { INCIDENT_KINDS } from '../../../../src/accounts/incidents/incident.types.js';
import type { AccountIncident, AccountView } from '../../../../src/archive/views.types.js';
import { inSeconds } from '../../../../src/capture/latency/latency.rules.js';
import type { LatencyView } from '../../../../src/capture/latency/latency.types.js';
import { useLanguage, useSay } from '../../frame/language.js';
import { endOfDay, startOfDay } from '../../frame/local-day.rules.js';
import { useZone } from '../../frame/registry.js';
import { Part } from '../../frame/screen.js';
import { useMoments } from '../../frame/when.js';
import { Answer } from '../answers.js';
import { get, send } from '../api.js';
import { ChangeDetails, ChangeForm, Field } from '../change-form.js';

function path(account: AccountView, rest: string): string {
  return `/accounts/${encodeURIComponent(account.id)}/${rest}`;
}

/** All loops together, over 24 hours and 30 days. */
export function AccountLatency({ account }: { account: AccountView }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const latency = useQuery({
    queryKey: ['latency', account.id],
    queryFn: ({ signal }) => get<readonly LatencyView[]>(path(account, 'latency'), signal),
  });
  const line = ({ days, versions, observed, durable }: LatencyView): string =>
    say('latency.line', {
      days,
      versions,
      loop: say('latency.all'),
      seenMedian: inSeconds(observed.median, language),
      seenMost: inSeconds(observed.most, language),
      keptMedian: inSeconds(durable.median, language),
      keptMost: inSeconds(durable.most, language),
    });
  return (
    <Part title={say('latency.title')} id="account-latency">
      <Answer of={latency}>
        {(views) => {
          const all = views.filter(({ loop }) => loop === null);
          if (all.length === 0) return <p>{say('latency.none')}</p>;
          return (
            <ul className="ak-list">
              {all.map((view) => (
                <li key={view.days}>{line(view)}</li>
              ))}
            </ul>
          );
        }}
      </Answer>
    </Part>
  );
}

function useStretch(accountId: string): (incident: AccountIncident) => string {
  const say = useSay();
  const when = useMoments(accountId);
  return ({ kind, from, to }) => {
    const stretch = to === null ? `${when.full(from)} –` : `${when.full(from)} – ${when.full(to)}`;
    return `${say(`incident.${kind}`)}: ${stretch}`;
  };
}

function NoteIncident({ account }: { account: AccountView }): ReactNode {
  const say = useSay();
  const zone = useZone(account.id);
  const until = (day: string): string => {
    const end = endOfDay(day, zone);
    return Date.parse(end) > Date.now() ? new Date().toISOString() : end;
  };
  return (
    <ChangeDetails title={say('incident.add')}>
      <ChangeForm
        presses={[{ value: 'add', label: say('incident.add') }]}
        change={({ kind, from = '', to, reason }) =>
          send('POST', path(account, 'incidents'), {
            kind,
            reason,
            from: startOfDay(from, zone),
            ...(to === undefined ? {} : { to: until(to) }),
          })
        }
      >
        <Label htmlFor="incident-kind">{say('incident.kind')}</Label>
        <Select id="incident-kind" name="kind" required>
          {INCIDENT_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {say(`incident.${kind}`)}
            </option>
          ))}
        </Select>
        <Field id="incident-from" name="from" type="date" label={say('incident.from')} />
        <Field id="incident-to" name="to" type="date" label={say('incident.to')} optional />
        <Field id="incident-reason" name="reason" label={say('incident.reason')} />
      </ChangeForm>
    </ChangeDetails>
  );
}

function EndIncident({
  account,
  incidents,
}: {
  account: AccountView;
  incidents: readonly AccountIncident[];
}): ReactNode {
  const say = useSay();
  const stretch = useStretch(account.id);
  if (incidents.length === 0) return null;
  return (
    <ChangeDetails title={say('incident.end')}>
      <ChangeForm
        presses={[{ value: 'end', label: say('incident.end') }]}
        change={({ incident, reason }) => send('POST', path(account, `incidents/${incident ?? ''}/end`), { reason })}
      >
        <Label htmlFor="incident-ended">{say('incident.kind')}</Label>
        <Select id="incident-ended" name="incident" required>
          {incidents.map((one) => (
            <option key={one.id} value={one.id}>
              {stretch(one)}
            </option>
          ))}
        </Select>
        <Field id="incident-end-reason" name="reason" label={say('incident.reason')} />
      </ChangeForm>
    </ChangeDetails>
  );
}

/** Stretches in which what the account showed was not its owner's doing. */
export function AccountIncidents({ account, manages }: { account: AccountView; manages: boolean }): ReactNode {
  const say = useSay();
  const stretch = useStretch(account.id);
  const { incidents = [] } = account;
  return (
    <Part title={say('incident.title')} id="account-incidents">
      {incidents.length === 0 ? (
        <p>{say('incident.none')}</p>
      ) : (
        <ul className="ak-list">
          {incidents.map((one) => (
            <li key={one.id}>{stretch(one)}</li>
          ))}
        </ul>
      )}
      {manages ? (
        <>
          <NoteIncident account={account} />
          <EndIncident account={account} incidents={incidents.filter(({ to }) => to === null)} />
        </>
      ) : null}
    </Part>
  );
}

/** Whether direct messages are kept; where they are not, somebody may agree to it here. */
export function AccountMessages({ account, manages }: { account: AccountView; manages: boolean }): ReactNode {
  const say = useSay();
  if (!account.limits.includes('messages-not-granted')) return null;
  return (
    <Part title={say('messages.title')} id="account-messages">
      <p>{say('messages.not-granted')}</p>
      {manages ? (
        <ChangeDetails title={say('messages.grant')}>
          <ChangeForm
            presses={[{ value: 'grant', label: say('messages.grant') }]}
            change={(consent) => send('POST', path(account, 'messages/grant'), consent)}
          >
            <Field id="messages-by" name="grantedBy" label={say('messages.by')} />
            <Field id="messages-ground" name="ground" label={say('messages.ground')} />
          </ChangeForm>
        </ChangeDetails>
      ) : null}
    </Part>
  );
}
