import type { ReactNode } from 'react';
import type { RequestView } from '../../../../src/requests/request.types.js';
import { useSay } from '../../frame/language.js';
import { GoTo } from '../../frame/places.js';
import { Screen } from '../../frame/screen.js';
import { Answer, AnswerScreen } from '../answers.js';
import { requestPath, useRequest, useReview } from '../requests/request-reads.js';
import { ReviewDesk } from '../review/desk.js';
import { ReviewProgress } from '../review/progress.js';

function Review({ request, item }: { request: RequestView; item: string | undefined }): ReactNode {
  const say = useSay();
  const review = useReview(request.id);
  return (
    <Screen title={say('review.title', { number: request.number })}>
      <p>
        <GoTo href={requestPath(request.id)}>{say('review.back')}</GoTo>
      </p>
      {request.progress === null ? null : <ReviewProgress progress={request.progress} />}
      <Answer of={review}>{(items) => <ReviewDesk request={request} items={items} item={item} />}</Answer>
    </Screen>
  );
}

export function ReviewScreen({ id, item }: { id: string; item: string | undefined }): ReactNode {
  return <AnswerScreen of={useRequest(id)}>{(request) => <Review request={request} item={item} />}</AnswerScreen>;
}
