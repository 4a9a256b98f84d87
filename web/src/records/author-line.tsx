import type { ReactNode } from 'react';
import type { AuthorView, ItemView } from '../../../src/archive/views.types.js';
import { type Say, useSay } from '../frame/language.js';
import type { Moments } from '../frame/when.js';
import { isolated, Name } from './plain-text.js';

export function AuthorLine({ author }: { author: AuthorView | null }): ReactNode {
  const say = useSay();
  if (author === null) return <span className="ak-author">{say('author.unknown')}</span>;
  return (
    <span className="ak-author">
      <strong>
        <Name>{author.displayName === '' ? author.handle : author.displayName}</Name>
      </strong>{' '}
      <span className="ak-author__handle">
        <Name>{author.handle}</Name>
      </span>
      {author.official ? <span className="ak-author__official">{say('author.official')}</span> : null}
    </span>
  );
}

export function authorName(author: AuthorView | null, say: Say): string {
  return author === null
    ? say('author.unknown')
    : isolated(author.displayName === '' ? author.handle : author.displayName);
}

/** What a screen about the item is called. */
export function itemTitle(item: Pick<ItemView, 'kind' | 'author' | 'postedAt'>, say: Say, when: Moments): string {
  const values = { kind: say(`kind.${item.kind}`), author: authorName(item.author, say) };
  if (item.postedAt === null) return say('item.title-undated', values);
  return say('item.title', { ...values, date: `${when.date(item.postedAt)}, ${when.clock(item.postedAt)}` });
}
