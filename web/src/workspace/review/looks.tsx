import type { ReactNode } from 'react';
import type { DecisionView, ReviewItem } from '../../../../src/requests/review/review.types.js';
import { useSay } from '../../frame/language.js';
import { useMoments } from '../../frame/when.js';
import { isolated } from '../../records/plain-text.js';

/** Who has decided first and second, and what. */
export function Looks({ review, accountId }: { review: ReviewItem; accountId: string }): ReactNode {
  const say = useSay();
  const when = useMoments(accountId);
  const look = (of: DecisionView | null): string => {
    if (of === null) return say('review.nobody');
    const decision = say(`decision.${of.decision}`);
    const code = of.ground === null ? '' : ` (${isolated(of.ground.code)})`;
    return say('review.look', { by: isolated(of.by), at: when.full(of.at), decision: `${decision}${code}` });
  };
  return (
    <>
      <dl className="ak-facts">
        <div>
          <dt>{say('review.first')}</dt>
          <dd>{look(review.first)}</dd>
        </div>
        <div>
          <dt>{say('review.second')}</dt>
          <dd>{look(review.second)}</dd>
        </div>
      </dl>
      {review.releasedBefore === null ? null : <p>{say('review.before', { n: review.releasedBefore })}</p>}
    </>
  );
}
