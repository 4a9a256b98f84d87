import type { ReactNode } from 'react';
import type { HoldView } from '../../../../src/retention/holds.types.js';
import { DataTable } from '../../frame/data-table.js';
import { useSay } from '../../frame/language.js';
import { GoTo } from '../../frame/places.js';
import { When } from '../../frame/when.js';
import { Name } from '../../records/plain-text.js';
import { holdPath } from '../requests/request-reads.js';

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

export function HoldTable({ holds }: { holds: readonly HoldView[] }): ReactNode {
  const say = useSay();
  return (
    <DataTable title={say('holds.table')} columns={COLUMNS}>
      {holds.map((hold) => (
        <Row key={hold.id} hold={hold} />
      ))}
    </DataTable>
  );
}
