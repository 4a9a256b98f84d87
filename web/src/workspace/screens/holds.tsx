import { type ReactNode, useState } from 'react';
import type { MatterView } from '../../../../src/retention/holds.types.js';
import { DataTable } from '../../frame/data-table.js';
import { useSay } from '../../frame/language.js';
import { GoTo } from '../../frame/places.js';
import { Part, Screen } from '../../frame/screen.js';
import { Name } from '../../records/plain-text.js';
import { Answer } from '../answers.js';
import { HoldTable } from '../holds/hold-table.js';
import { PlaceHold } from '../holds/place-hold.js';
import { useMay } from '../reads.js';
import { useHolds, useMatters } from '../requests/request-reads.js';

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
            <GoTo href={`/matters/${encodeURIComponent(id)}`}>
              <Name limit={300}>{say('matter.line', { number, name })}</Name>
            </GoTo>
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
        {(data) => (data.length === 0 ? <p>{say('holds.none')}</p> : <HoldTable holds={data} />)}
      </Answer>
      <Part title={say('matter.title')} id="matters">
        <Answer of={matters}>{(data) => <Cases matters={data} />}</Answer>
      </Part>
    </Screen>
  );
}
