import { type ReactNode, useState } from 'react';
import type { HoldView, MatterView } from '../../../../src/retention/holds.types.js';
import { DataTable } from '../../frame/data-table.js';
import { useSay } from '../../frame/language.js';
import { GoTo } from '../../frame/places.js';
import { Part, Screen } from '../../frame/screen.js';
import { When } from '../../frame/when.js';
import { Name } from '../../records/plain-text.js';
import { Answer } from '../answers.js';
import { PlaceHold } from '../holds/place-hold.js';
import { useMay } from '../reads.js';
import { holdPath, useHolds, useMatters } from '../requests/request-reads.js';

const COLUMNS = [
  { title: 'holds.number' },
  { title: 'holds.matter' },
  { title: 'holds.state' },
  { title: 'holds.trigger' },
  { title: 'holds.items', isNumber: true },
] as const;

function Row({ hold }: { hold: HoldView }): ReactNode {
  const say = useSay();
  return (
    <tr>
      <th scope="row" className="ak-nowrap">
        <GoTo href={holdPath(hold.id)}>{hold.number}</GoTo>
      </th>
      <td>
        <Name limit={200}>{hold.matter.name}</Name>
      </td>
      <td>{say(`hold-state.${hold.state}`)}</td>
      <td>
        <When at={hold.triggerAt} precision="date" />
      </td>
      <td className="ak-number">{hold.items}</td>
    </tr>
  );
}

const CASE_COLUMNS = [
  { title: 'holds.matter' },
  { title: 'matter.sort' },
  { title: 'matter.holds', isNumber: true },
  { title: 'matter.held', isNumber: true },
] as const;

function Cases({ matters }: { matters: readonly MatterView[] }): ReactNode {
  const say = useSay();
  if (matters.length === 0) return <p>{say('matter.none')}</p>;
  return (
    <DataTable title={say('matter.table')} columns={CASE_COLUMNS}>
      {matters.map(({ id, number, name, kind, holds, held }) => (
        <tr key={id}>
          <th scope="row" className="ak-table__name">
            <Name limit={300}>{say('matter.line', { number, name })}</Name>
          </th>
          <td>{say(`matter-kind.${kind}`)}</td>
          <td className="ak-number">{holds}</td>
          <td className="ak-number">{held}</td>
        </tr>
      ))}
    </DataTable>
  );
}

export function HoldsScreen(): ReactNode {
  const say = useSay();
  const [all, setAll] = useState(false);
  const holds = useHolds(all ? { all: 'true' } : {});
  const matters = useMatters();
  return (
    <Screen title={say('holds.title')} lede={say('holds.lede')}>
      {useMay('hold.manage') ? <PlaceHold matters={matters.data ?? []} /> : null}
      <p>
        <button type="button" className="usa-button usa-button--unstyled" onClick={() => setAll(!all)}>
          {say(all ? 'holds.in-place' : 'holds.all')}
        </button>
      </p>
      <Answer of={holds}>
        {(data) =>
          data.length === 0 ? (
            <p>{say('holds.none')}</p>
          ) : (
            <DataTable title={say('holds.table')} columns={COLUMNS}>
              {data.map((hold) => (
                <Row key={hold.id} hold={hold} />
              ))}
            </DataTable>
          )
        }
      </Answer>
      <Part title={say('matter.title')} id="matters">
        <Answer of={matters}>{(data) => <Cases matters={data} />}</Answer>
      </Part>
    </Screen>
  );
}
