import type { ReactNode } from 'react';
import type { ItemView, ThreadView } from '../../../src/archive/views.types.js';
import { useSay } from '../frame/language.js';
import { GoTo, usePlaces } from '../frame/places.js';
import { ItemStates } from '../frame/state-tag.js';
import { AuthorLine, authorName } from './author-line.js';
import { RowMoment, Standing } from './item-record.js';
import { Repeated } from './repeated.js';
import { depthsOf } from './summary.rules.js';
import { VersionContent } from './version-content.js';

const DEEPEST = 5;

function ReplyLine({ item, items }: { item: ItemView; items: readonly ItemView[] }): ReactNode {
  const say = useSay();
  if (item.kind !== 'reply') return <span>{say(`kind.${item.kind}`)}</span>;
  const parent = items.find((other) => other.id === item.parentId);
  if (parent === undefined) return <span>{say('thread.parent-missing')}</span>;
  return <span>{say('thread.reply-to', { author: authorName(parent.author, say) })}</span>;
}

function Entry(props: { item: ItemView; items: readonly ItemView[]; depth: number; chosen: boolean }): ReactNode {
  const say = useSay();
  const places = usePlaces();
  const { item } = props;
  const latest = item.versions.at(-1);
  const depth = Math.min(props.depth, DEEPEST);
  return (
    <li className={`ak-thread__entry ak-thread__entry--${depth} ${props.chosen ? 'ak-thread__entry--chosen' : ''}`}>
      <article className="ak-card">
        <div className="ak-card__head">
          <AuthorLine author={item.author} />
          <ItemStates item={item} versions={item.versions.length} />
        </div>
        <p className="ak-row__meta">
          <RowMoment item={item} />
          <ReplyLine item={item} items={props.items} />
          <GoTo href={places.item(item.id)}>{say('item.open')}</GoTo>
        </p>
        <Standing item={item} />
        {latest === undefined ? null : <VersionContent version={latest} item={item} />}
        <Repeated item={item} />
      </article>
    </li>
  );
}

/** A thread in order of posting, each reply set in below what it answers. */
export function ThreadRecord({ thread, chosen }: { thread: ThreadView; chosen: string }): ReactNode {
  const say = useSay();
  const depths = depthsOf(thread.items, thread.rootId);
  return (
    <>
      <p className="ak-quiet">{say('thread.count', { n: thread.items.length })}</p>
      <ol className="ak-thread">
        {thread.items.map((item) => (
          <Entry
            key={item.id}
            item={item}
            items={thread.items}
            depth={depths.get(item.id) ?? 0}
            chosen={item.id === chosen && thread.items.length > 1}
          />
        ))}
      </ol>
    </>
  );
}
