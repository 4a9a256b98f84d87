import { type ReactNode, useState } from 'react';
import type { RequestSummary } from '../../../../src/requests/request.types.js';
import { DataTable } from '../../frame/data-table.js';
import { useSay } from '../../frame/language.js';
import { GoTo } from '../../frame/places.js';
import { Screen } from '../../frame/screen.js';
import { Name } from '../../records/plain-text.js';
import { Answer } from '../answers.js';
import { useMay } from '../reads.js';
import { DaysLeft, useDay } from '../requests/due.js';
import { OpenRequest } from '../requests/open-request.js';
import { requestPath, useRequest, useRequests } from '../requests/request-reads.js';
import { SubscribeToDues } from '../requests/subscribe.js';

/** How far the review is; a row of its own asks, for a list does not count items. */
function Decided({ request }: { request: RequestSummary }): ReactNode {
  const say = useSay();
  const progress = useRequest(request.id).data?.progress;
  if (progress === undefined || progress === null) return null;
  const { decided, found, second } = progress;
  return say('review.progress', { decided, found, second });
}

function Row({ request }: { request: RequestSummary }): ReactNode {
  const say = useSay();
  const day = useDay();
  const { dueOn, paused } = request;
  const due = dueOn === null ? say('due.none') : paused ? say('due.paused', { due: day(dueOn) }) : day(dueOn);
  return (
    <tr>
      <th scope="row" className="ak-nowrap">
        <GoTo href={requestPath(request.id)}>{request.number}</GoTo>
      </th>
      <td>
        <Name>{request.requester}</Name>
      </td>
      <td>
        {say(`request-kind.${request.kind}`)}{' '}
        {request.law === null ? null : <span className="ak-quiet">{request.law}</span>}
      </td>
      <td>{say(`request-state.${request.state}`)}</td>
      <td>
        {due} <DaysLeft of={request} />
      </td>
      <td>{request.state === 'in-review' ? <Decided request={request} /> : null}</td>
    </tr>
  );
}

const COLUMNS = [
  { title: 'requests.number' },
  { title: 'requests.requester' },
  { title: 'requests.law' },
  { title: 'requests.state' },
  { title: 'requests.due' },
  { title: 'requests.progress' },
] as const;

function Table({ requests }: { requests: readonly RequestSummary[] }): ReactNode {
  const say = useSay();
  if (requests.length === 0) return <p>{say('requests.none')}</p>;
  return (
    <DataTable title={say('requests.table')} columns={COLUMNS}>
      {requests.map((request) => (
        <Row key={request.id} request={request} />
      ))}
    </DataTable>
  );
}

export function RequestsScreen(): ReactNode {
  const say = useSay();
  const [all, setAll] = useState(false);
  const requests = useRequests(all);
  return (
    <Screen title={say('requests.title')}>
      {useMay('request.manage') ? <OpenRequest /> : null}
      {useMay('request.read') ? <SubscribeToDues /> : null}
      <p>
        <button type="button" className="usa-button usa-button--unstyled" onClick={() => setAll(!all)}>
          {say(all ? 'requests.open-only' : 'requests.all')}
        </button>
      </p>
      <Answer of={requests}>{(data) => <Table requests={data} />}</Answer>
    </Screen>
  );
}
