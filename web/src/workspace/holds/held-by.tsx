import type { ReactNode } from 'react';
import type { HoldView } from '../../../../src/retention/holds.types.js';
import { useSay } from '../../frame/language.js';
import { GoTo } from '../../frame/places.js';
import { Part } from '../../frame/screen.js';
import { Name } from '../../records/plain-text.js';
import { Answer } from '../answers.js';
import { useMay } from '../reads.js';
import { holdPath, useHolds } from '../requests/request-reads.js';

export function HoldLinks({ holds }: { holds: readonly HoldView[] }): ReactNode {
  const say = useSay();
  return (
    <ul className="ak-list">
      {holds.map((hold) => (
        <li key={hold.id}>
          <GoTo href={holdPath(hold.id)}>
            <Name limit={200}>{hold.name}</Name>
          </GoTo>
          {hold.state === 'active' ? null : ` · ${say(`hold-state.${hold.state}`)}`}
        </li>
      ))}
    </ul>
  );
}

/** The holds an item is under: it stays until all are released. */
export function HeldBy({ itemId }: { itemId: string }): ReactNode {
  const say = useSay();
  const may = useMay('hold.read');
  const holds = useHolds({ item: itemId }, may);
  if (!may) return null;
  return (
    <Part title={say('item.holds')} id="item-holds">
      <Answer of={holds}>
        {(data) => (data.length === 0 ? <p>{say('item.holds-none')}</p> : <HoldLinks holds={data} />)}
      </Answer>
    </Part>
  );
}
