import type { ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { ItemView } from '../../../../src/archive/views.types.js';
import type { ReviewItem } from '../../../../src/requests/review/review.types.js';
import { useSay } from '../../frame/language.js';
import { GoTo } from '../../frame/places.js';
import { StateTag } from '../../frame/state-tag.js';
import { useMoments } from '../../frame/when.js';
import { authorName } from '../../records/author-line.js';
import { clipText } from '../../records/clip-text.rules.js';
import { get } from '../api.js';

const IN_A_ROW = 90;
export const SHOWN = 20;

/** Items are asked for one by one, and once: only those of the rows that are shown. */
function useRowItem(id: string): ItemView | undefined {
  return useQuery({
    queryKey: ['item', id],
    queryFn: ({ signal }) => get<ItemView>(`/items/${encodeURIComponent(id)}`, signal),
    staleTime: Infinity,
  }).data;
}

const TONES = {
  undecided: 'plain',
  responsive: 'edited',
  'in-part': 'late',
  withhold: 'locked',
  'not-about': 'doubt',
} as const;

export function DecisionTag({ review }: { review: ReviewItem }): ReactNode {
  const say = useSay();
  return <StateTag tone={TONES[review.decision]}>{say(`decision.${review.decision}`)}</StateTag>;
}

function Words({ id }: { id: string }): ReactNode {
  const say = useSay();
  const item = useRowItem(id);
  const when = useMoments(item?.accountId ?? null);
  if (item === undefined) return say('frame.reading');
  const latest = item.versions.at(-1);
  if (latest === undefined) return say('review.unread');
  const own = latest.title ?? latest.text;
  const text = clipText(own === '' ? say(item.kind === 'repost' ? 'item.repost-only' : 'item.no-text') : own, IN_A_ROW);
  return (
    <>
      <span className="ak-queue__who">
        {authorName(item.author, say)}, {when.clock(item.postedAt ?? item.firstSeenAt)}
      </span>{' '}
      <bdi dir="auto">{text.text}</bdi>
      {text.clipped ? '…' : ''}
    </>
  );
}

interface Of {
  readonly items: readonly ReviewItem[];
  readonly at: number;
  readonly chosen: ReadonlySet<string>;
  readonly address: (itemId: string) => string;
  readonly toggle: ((itemId: string) => void) | null;
}

/** Of a long queue, the rows around the one at hand. */
export function shownOf({ items, at }: Pick<Of, 'items' | 'at'>): {
  readonly from: number;
  readonly rows: readonly ReviewItem[];
} {
  const from = Math.floor(at / SHOWN) * SHOWN;
  return { from, rows: items.slice(from, from + SHOWN) };
}

export function Queue(props: Of): ReactNode {
  const say = useSay();
  const { items, at, chosen, address, toggle } = props;
  const { from, rows } = shownOf(props);
  return (
    <>
      {items.length > SHOWN ? (
        <p className="ak-quiet">
          {say('review.window', { from: from + 1, to: from + rows.length, all: items.length })}
        </p>
      ) : null}
      <ol className="ak-queue" start={from + 1}>
        {rows.map((review, i) => (
          <li key={review.itemId} className={from + i === at ? 'ak-queue__row ak-queue__row--now' : 'ak-queue__row'}>
            {toggle === null ? null : (
              <input
                type="checkbox"
                className="ak-queue__box"
                aria-label={say('review.choose', { n: from + i + 1 })}
                checked={chosen.has(review.itemId)}
                onChange={() => toggle(review.itemId)}
              />
            )}
            <GoTo href={address(review.itemId)} className="ak-queue__link" current={from + i === at}>
              <Words id={review.itemId} />
            </GoTo>
            <DecisionTag review={review} />
          </li>
        ))}
      </ol>
    </>
  );
}
