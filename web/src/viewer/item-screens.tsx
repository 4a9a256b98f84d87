import type { ReactNode } from 'react';
import type { ItemView } from '../../../src/archive/views.types.js';
import { useSay } from '../frame/language.js';
import { Screen } from '../frame/screen.js';
import { useMoments } from '../frame/when.js';
import { authorName, itemTitle } from '../records/author-line.js';
import { ItemRecord } from '../records/item-record.js';
import { ThreadRecord } from '../records/thread-record.js';
import type { BundleData } from './bundle-data.types.js';
import { threadOf } from './find.rules.js';

function NoItem(): ReactNode {
  const say = useSay();
  return (
    <Screen title={say('trouble.title')}>
      <p>{say('viewer.no-item')}</p>
    </Screen>
  );
}

function Item({ item }: { item: ItemView }): ReactNode {
  const say = useSay();
  const when = useMoments(item.accountId);
  return (
    <Screen title={itemTitle(item, say, when)}>
      <ItemRecord key={item.id} item={item} proof={() => <p>{say('proof.prove-offline')}</p>} />
    </Screen>
  );
}

export function ItemScreen({ bundle, id }: { bundle: BundleData; id: string }): ReactNode {
  const item = bundle.items.find((other) => other.id === id);
  return item === undefined ? <NoItem /> : <Item item={item} />;
}

export function ThreadScreen({ bundle, id }: { bundle: BundleData; id: string }): ReactNode {
  const say = useSay();
  const thread = threadOf(bundle.items, id);
  const root = thread?.items.find((item) => item.id === thread.rootId) ?? thread?.items[0];
  const when = useMoments(root?.accountId ?? null);
  if (thread === null || root === undefined) return <NoItem />;
  const title = say('thread.title', {
    author: authorName(root.author, say),
    date: when.date(root.postedAt ?? root.firstSeenAt),
  });
  return (
    <Screen title={title}>
      <ThreadRecord thread={thread} chosen={id} />
    </Screen>
  );
}
