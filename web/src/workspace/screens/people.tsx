import type { ReactNode } from 'react';
import { DataTable } from '../../frame/data-table.js';
import { useSay } from '../../frame/language.js';
import { GoTo } from '../../frame/places.js';
import { Part, Screen } from '../../frame/screen.js';
import { useMoments } from '../../frame/when.js';
import { Name } from '../../records/plain-text.js';
import { Answer } from '../answers.js';
import { AddPerson } from '../change-person.js';
import type { Person } from '../people.types.js';
import { usePeople } from '../reads.js';

export function useStanding(person: Person): string {
  const say = useSay();
  const when = useMoments(null);
  return person.disabledAt === null
    ? say('people.let-in', { at: when.date(person.addedAt) })
    : say('people.disabled', { at: when.full(person.disabledAt) });
}

function Row({ person }: { person: Person }): ReactNode {
  const say = useSay();
  const roles = person.roles.map((role) => say(`role.${role}`)).join(', ');
  return (
    <tr>
      <th scope="row" className="ak-table__name">
        <GoTo href={`/people/${encodeURIComponent(person.id)}`}>
          <Name>{person.name}</Name>
        </GoTo>
      </th>
      <td>
        <Name>{person.login}</Name>
      </td>
      <td>{roles === '' ? say('people.roles-none') : roles}</td>
      <td>{useStanding(person)}</td>
    </tr>
  );
}

const COLUMNS = [
  { title: 'people.name' },
  { title: 'people.login' },
  { title: 'people.roles' },
  { title: 'people.standing' },
] as const;

function Table({ people }: { people: readonly Person[] }): ReactNode {
  const say = useSay();
  return (
    <DataTable title={say('people.table')} columns={COLUMNS}>
      {people.map((person) => (
        <Row key={person.id} person={person} />
      ))}
    </DataTable>
  );
}

/** For an administrator: who is let in, and letting somebody in. */
export function PeopleScreen(): ReactNode {
  const say = useSay();
  const people = usePeople();
  return (
    <Screen title={say('people.title')} lede={say('people.lede')}>
      <Answer of={people}>
        {(data) => (
          <>
            <Table people={data} />
            <Part title={say('people.add')} id="people-add">
              <AddPerson />
            </Part>
          </>
        )}
      </Answer>
    </Screen>
  );
}
