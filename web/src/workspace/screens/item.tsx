import type { ReactNode } from 'react';
import { useSay } from '../../frame/language.js';
import { Screen } from '../../frame/screen.js';
import { useMoments } from '../../frame/when.js';
import type { ItemView } from '../../../../src/archive/views.types.js';
import { itemTitle } from '../../records/author-line.js';
import { ItemRecord } from '../../records/item-record.js';
import { AnswerScreen } from '../answers.js';
import { ApiProblem } from '../api.js';
import { Residual } from '../dispositions/residual.js';
import { HeldBy } from '../holds/held-by.js';
import { KeptFor } from '../kept-for.js';
import { ProveIt } from '../prove-it.js';
import { useItem } from '../reads.js';

function Item({ item }: { item: ItemView }): ReactNode {
  const say = useSay();
  const when = useMoments(item.accountId);
  return (
    <Screen title={itemTitle(item, say, when)}>
      <ItemRecord
        key={item.id}
        item={item}
        proof={(version) => <ProveIt key={version.number} item={item} version={version} />}
      />
      <KeptFor itemId={item.id} />
      <HeldBy itemId={item.id} />
    </Screen>
  );
}

export function ItemScreen({ id }: { id: string }): ReactNode {
  const item = useItem(id);
  const residual = item.error instanceof ApiProblem ? item.error.problem?.residual : undefined;
  if (residual !== undefined) return <Residual residual={residual} />;
  return <AnswerScreen of={item}>{(data) => <Item item={data} />}</AnswerScreen>;
}
