import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { DataTable } from '../../frame/data-table.js';
import { useSay } from '../../frame/language.js';
import { Part } from '../../frame/screen.js';
import { useMoments } from '../../frame/when.js';
import { isolated, Name } from '../../records/plain-text.js';
import { Answer, Trouble } from '../answers.js';
import { send } from '../api.js';
import type { Session } from '../people.types.js';
import { useSessions } from '../reads.js';

const COLUMNS = [
  { title: 'sessions.device' },
  { title: 'sessions.began' },
  { title: 'sessions.seen' },
  { title: 'sessions.end' },
] as const;

function Row({ session, end }: { session: Session; end: (id: string) => void }): ReactNode {
  const say = useSay();
  const when = useMoments(null);
  const { id, device, beganAt, seenAt, isThis } = session;
  const began = when.full(beganAt);
  return (
    <tr>
      <th scope="row" className="ak-table__name">
        {device === '' ? say('sessions.device-unknown') : <Name limit={200}>{device}</Name>}
        {isThis ? <p className="ak-quiet">{say('sessions.this')}</p> : null}
      </th>
      <td>{began}</td>
      <td>{seenAt === null ? began : when.full(seenAt)}</td>
      <td>
        <button
          type="button"
          className="usa-button usa-button--unstyled"
          aria-label={say('sessions.end-of', { at: began })}
          onClick={() => end(id)}
        >
          {say('sessions.end')}
        </button>
      </td>
    </tr>
  );
}

/** Where a person is signed in; each ended with one press. */
export function Sessions({ person }: { person: { readonly id: string; readonly name: string } }): ReactNode {
  const say = useSay();
  const client = useQueryClient();
  const end = useMutation({
    mutationFn: (id: string) => send('DELETE', `/sessions/${encodeURIComponent(id)}`),
    onSuccess: () => client.invalidateQueries(),
  });
  return (
    <Part title={say('sessions.title')} id="sessions">
      {end.error === null ? null : <Trouble problem={end.error} />}
      <Answer of={useSessions(person.id)}>
        {(sessions) =>
          sessions.length === 0 ? (
            <p>{say('sessions.none')}</p>
          ) : (
            <DataTable title={say('sessions.table', { name: isolated(person.name) })} columns={COLUMNS}>
              {sessions.map((session) => (
                <Row key={session.id} session={session} end={end.mutate} />
              ))}
            </DataTable>
          )
        }
      </Answer>
    </Part>
  );
}
