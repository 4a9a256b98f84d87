import { createContext, type ReactNode, useContext } from 'react';
import type { ItemView } from '../../../src/archive/views.types.js';
import { useSay } from '../frame/language.js';
import { authorName } from './author-line.js';
import { VersionContent } from './version-content.js';

type Repeating = Pick<ItemView, 'repostedId' | 'quotedId'>;

const AtHand = createContext<ReadonlyMap<string, ItemView>>(new Map());

/** Where whole items are at hand, as in a bundle: what one repeats can then be shown in its place. */
export const ItemsAtHand = AtHand.Provider;

export function useRepeated({ repostedId, quotedId }: Repeating): ItemView | undefined {
  return useContext(AtHand).get(repostedId ?? quotedId ?? '');
}

export function useRepeats(item: Repeating): string | null {
  const say = useSay();
  const original = useRepeated(item);
  if (original === undefined) return null;
  return say(item.repostedId === null ? 'item.quotes' : 'item.reposts', { who: authorName(original.author, say) });
}

/** What a repost or a quoting post shows of somebody else's, where it is at hand: author, newest text, pictures. */
export function Repeated({ item }: { item: Repeating }): ReactNode {
  const say = useSay();
  const label = useRepeats(item);
  const original = useRepeated(item);
  const latest = original?.versions.at(-1);
  if (original === undefined || latest === undefined) {
    return item.repostedId === null ? null : <p className="ak-quiet">{say('item.repost-only')}</p>;
  }
  return (
    <blockquote className="ak-repeated">
      <p className="ak-label">{label}</p>
      <VersionContent version={latest} item={original} />
    </blockquote>
  );
}
