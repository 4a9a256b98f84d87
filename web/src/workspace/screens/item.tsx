import type { ReactNode } from 'react';
import { useSay } from '../../frame/language.js';
import { Screen } from '../../frame/screen.js';
import { useMoments } from '../../frame/when.js';
import type { ItemView } from '../../../../src/archive/views.types.js';
import { itemTitle } from '../../records/author-line.js';
import { ItemRecord } from '../../records/item-record.js';
import { AnswerScreen } from '../answers.js';
import { addressOf } from '../api.js';
import { useItem } from '../reads.js';

function Proof({ id }: { id: string }): ReactNode {
  const say = useSay();
  return (
    <>
      <p>{say('proof.prove-text')}</p>
      <p>
        <a
          className="usa-button usa-button--outline"
          href={addressOf(`/items/${encodeURIComponent(id)}/proof`)}
          download={`proof-${id}.json`}
        >
          {say('proof.download')}
        </a>
      </p>
    </>
  );
}

function Item({ item }: { item: ItemView }): ReactNode {
  const say = useSay();
  const when = useMoments(item.accountId);
  return (
    <Screen title={itemTitle(item, say, when)}>
      <ItemRecord key={item.id} item={item} proof={<Proof id={item.id} />} />
    </Screen>
  );
}

export function ItemScreen({ id }: { id: string }): ReactNode {
  return <AnswerScreen of={useItem(id)}>{(item) => <Item item={item} />}</AnswerScreen>;
}
