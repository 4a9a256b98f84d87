import type { ReactNode } from 'react';
import type { Progress } from '../../../../src/requests/request.types.js';
import { useSay } from '../../frame/language.js';

export function ReviewProgress({ progress: { decided, found, second } }: { progress: Progress }): ReactNode {
  const say = useSay();
  return (
    <div>
      <progress
        className="ak-progress"
        aria-label={say('review.progress-bar')}
        max={Math.max(found, 1)}
        value={decided}
      />
      <p className="ak-quiet">{say('review.progress', { decided, found, second })}</p>
    </div>
  );
}
