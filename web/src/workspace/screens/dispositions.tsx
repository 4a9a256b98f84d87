import type { ReactNode } from 'react';
import type { ListSummary } from '../../../../src/retention/disposition/disposition.types.js';
import { DataTable } from '../../frame/data-table.js';
import { useLanguage, useSay } from '../../frame/language.js';
import { GoTo } from '../../frame/places.js';
import { Screen } from '../../frame/screen.js';
import { Name } from '../../records/plain-text.js';
import { Answer } from '../answers.js';
import { send } from '../api.js';
import { ChangeForm } from '../change-form.js';
import { listPath, useLists } from '../dispositions/disposition-reads.js';
import { useMay } from '../reads.js';

const COLUMNS = [
  { title: 'dispositions.number' },
  { title: 'dispositions.rule' },
  { title: 'dispositions.kind' },
  { title: 'dispositions.state' },
  { title: 'dispositions.listed', isNumber: true },
  { title: 'dispositions.destroyed', isNumber: true },
] as const;

function Row({ list }: { list: ListSummary }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  return (
    <tr>
      <th scope="row" className="ak-nowrap">
        <GoTo href={listPath(list.id)}>{list.number}</GoTo>
      </th>
      <td>
        <Name limit={200}>{`${list.about.series}: ${list.about.title[language]}`}</Name>
      </td>
      <td>{say(`list-kind.${list.about.action}`)}</td>
      <td>{say(`list-state.${list.state}`)}</td>
      <td className="ak-number">{list.counts.listed}</td>
      <td className="ak-number">{list.counts.destroyed}</td>
    </tr>
  );
}

/** Does at once what the night does. */
function Propose(): ReactNode {
  const say = useSay();
  return (
    <ChangeForm
      presses={[{ value: 'propose', label: say('dispositions.propose') }]}
      change={() => send<{ items: readonly unknown[] }>('POST', '/dispositions', {})}
      done={({ items }) => say('dispositions.proposed', { n: items.length })}
    />
  );
}

export function DispositionsScreen(): ReactNode {
  const say = useSay();
  return (
    <Screen title={say('dispositions.title')} lede={say('dispositions.lede')}>
      {useMay('disposition.manage') ? <Propose /> : null}
      <Answer of={useLists()}>
        {(data) =>
          data.length === 0 ? (
            <p>{say('dispositions.none')}</p>
          ) : (
            <DataTable title={say('dispositions.table')} columns={COLUMNS}>
              {data.map((list) => (
                <Row key={list.id} list={list} />
              ))}
            </DataTable>
          )
        }
      </Answer>
    </Screen>
  );
}
