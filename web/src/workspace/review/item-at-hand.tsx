import type { ReactNode } from 'react';
import type { ItemView } from '../../../../src/archive/views.types.js';
import type { RequestView } from '../../../../src/requests/request.types.js';
import type { CodesView, ReviewItem } from '../../../../src/requests/review/review.types.js';
import { useSay } from '../../frame/language.js';
import { Part } from '../../frame/screen.js';
import { ThreadRecord } from '../../records/thread-record.js';
import { Answer } from '../answers.js';
import { useItem, useThread } from '../reads.js';
import { GroundForm } from './ground-form.js';
import { ItemPane } from './item-pane.js';
import { type Covering, settled, useCover } from './use-cover.js';
import { useCovered } from './words.js';

/** One item with its thread; the form for a ground opens above it, where the focus goes. */
export function ItemAtHand(props: {
  request: RequestView;
  review: ReviewItem;
  codes: CodesView;
  may: boolean;
}): ReactNode {
  const say = useSay();
  const { request, review, codes, may } = props;
  const item = useItem(review.itemId);
  const thread = useThread(review.itemId);
  const covering = useCover(request.id, review.itemId);
  return (
    <div className="ak-review__hand">
      <Part title={say('review.item')} id="review-item" className="ak-card">
        <Answer of={item}>
          {(data) => (
            <>
              <CoverForm covering={covering} codes={codes} item={data} />
              <ItemPane
                key={review.itemId}
                requestId={request.id}
                item={data}
                review={review}
                cover={may ? covering.ask : null}
              />
            </>
          )}
        </Answer>
      </Part>
      <Part title={say('review.thread')} id="review-thread">
        <Answer of={thread}>{(data) => <ThreadRecord thread={data} chosen={review.itemId} />}</Answer>
      </Part>
    </div>
  );
}

function CoverForm(props: { covering: Covering; codes: CodesView; item: ItemView }): ReactNode {
  const say = useSay();
  const covered = useCovered();
  const { covering, codes, item } = props;
  if (covering.target === null) return null;
  const what = covered(settled(covering.target), item);
  return (
    <GroundForm
      key={what}
      title={say('cover.suggested', { what })}
      go={say('cover.go')}
      codes={codes}
      usual={covering.code}
      problem={covering.problem}
      isBusy={covering.isBusy}
      give={covering.give}
      leave={covering.leave}
    />
  );
}
