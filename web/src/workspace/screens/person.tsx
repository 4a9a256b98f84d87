import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { DataTable } from '../../frame/data-table.js';
import { useSay } from '../../frame/language.js';
import { GoTo } from '../../frame/places.js';
import { Part, Screen } from '../../frame/screen.js';
import { useMoments } from '../../frame/when.js';
import { isolated, Name } from '../../records/plain-text.js';
import { Answer, AnswerScreen, Trouble } from '../answers.js';
import { send } from '../api.js';
import { DisablePerson, IssueKey, RemoveFactor, SetMail, SetPassword, SetRoles } from '../change-person.js';
import { Sessions } from '../me/sessions.js';
import type { Key, Person } from '../people.types.js';
import { useKeys, useMay, useMe, usePeople } from '../reads.js';
import { useStanding } from './people.js';

function KeyRow({ issued, revoke }: { issued: Key; revoke: (id: string) => void }): ReactNode {
  const say = useSay();
  const when = useMoments(null);
  const { expiresAt, revokedAt, permissions } = issued;
  const ends = expiresAt === null ? say('keys.never') : when.full(expiresAt);
  return (
    <tr>
      <th scope="row" className="ak-table__name">
        <Name>{issued.label}</Name>
        {permissions === null ? null : (
          <p className="ak-quiet">{say('keys.limited', { permissions: permissions.join(', ') })}</p>
        )}
      </th>
      <td>{when.date(issued.issuedAt)}</td>
      <td>{revokedAt === null ? ends : say('keys.revoked', { at: when.full(revokedAt) })}</td>
      <td>
        {revokedAt === null ? (
          <button
            type="button"
            className="usa-button usa-button--unstyled"
            aria-label={say('keys.revoke-of', { label: isolated(issued.label) })}
            onClick={() => revoke(issued.id)}
          >
            {say('keys.revoke')}
          </button>
        ) : null}
      </td>
    </tr>
  );
}

const COLUMNS = [
  { title: 'keys.label' },
  { title: 'keys.issued' },
  { title: 'keys.ends' },
  { title: 'keys.revoke' },
] as const;

function KeyTable({ person, keys }: { person: Person; keys: readonly Key[] }): ReactNode {
  const say = useSay();
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: (id: string) => send('DELETE', `/keys/${encodeURIComponent(id)}`),
    onSuccess: () => client.invalidateQueries(),
  });
  if (keys.length === 0) return <p>{say('keys.none')}</p>;
  return (
    <>
      {revoke.error === null ? null : <Trouble problem={revoke.error} />}
      <DataTable title={say('keys.table', { name: isolated(person.name) })} columns={COLUMNS}>
        {keys.map((key) => (
          <KeyRow key={key.id} issued={key} revoke={revoke.mutate} />
        ))}
      </DataTable>
    </>
  );
}

function Keys({ person }: { person: Person }): ReactNode {
  const say = useSay();
  const keys = useKeys();
  return (
    <Part title={say('keys.title')} id="person-keys">
      <Answer of={keys}>
        {(all) => <KeyTable person={person} keys={all.filter((key) => key.person === person.id)} />}
      </Answer>
      {person.disabledAt === null ? <IssueKey person={person} /> : null}
    </Part>
  );
}

function useFactor({ factorSince }: Person): string {
  const say = useSay();
  const when = useMoments(null);
  return factorSince === null ? say('factor.person-none') : say('factor.since', { at: when.full(factorSince) });
}

function Changes({ person }: { person: Person }): ReactNode {
  const say = useSay();
  const isOwn = useMe().data?.id === person.id;
  return (
    <div>
      <Part title={say('people.password')} id="person-password">
        <SetPassword person={person} />
      </Part>
      <Part title={say('people.mail')} id="person-mail">
        <SetMail key={person.mail ?? ''} person={person} />
      </Part>
      {person.factorSince === null || isOwn ? null : (
        <Part title={say('factor.remove')} id="person-factor">
          <RemoveFactor person={person} />
        </Part>
      )}
      <Part title={say('people.disable')} id="person-disable">
        <DisablePerson person={person} />
      </Part>
    </div>
  );
}

function OnePerson({ person }: { person: Person }): ReactNode {
  const say = useSay();
  const isOwn = useMe().data?.id === person.id;
  const maySeeKeys = useMay('key.manage') || isOwn;
  return (
    <Screen title={person.name} lede={<Name>{person.login}</Name>}>
      <dl className="ak-facts">
        <div>
          <dt>{say('people.standing')}</dt>
          <dd>{useStanding(person)}</dd>
        </div>
        <div>
          <dt>{say('factor.title')}</dt>
          <dd>{useFactor(person)}</dd>
        </div>
      </dl>
      <p>
        <GoTo href="/people">{say('people.back')}</GoTo>
      </p>
      {maySeeKeys ? <Keys person={person} /> : null}
      <Sessions person={person} />
      {person.disabledAt === null ? (
        <div className="ak-columns">
          <Part title={say('people.roles')} id="person-roles">
            <SetRoles person={person} />
          </Part>
          <Changes person={person} />
        </div>
      ) : null}
    </Screen>
  );
}

function NoPerson(): ReactNode {
  const say = useSay();
  return (
    <Screen title={say('trouble.title')}>
      <p>{say('people.unknown')}</p>
      <p>
        <GoTo href="/people">{say('people.back')}</GoTo>
      </p>
    </Screen>
  );
}

/** For an administrator: roles, keys, password and the end of one person. */
export function PersonScreen({ id }: { id: string }): ReactNode {
  const people = usePeople();
  return (
    <AnswerScreen of={people}>
      {(all) => {
        const person = all.find((one) => one.id === id);
        return person === undefined ? <NoPerson /> : <OnePerson person={person} />;
      }}
    </AnswerScreen>
  );
}
