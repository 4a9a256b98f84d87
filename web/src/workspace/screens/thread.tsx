import type { ReactNode } from 'react';
import type { ThreadView } from '../../../../src/archive/views.types.js';
import { useSay } from '../../frame/language.js';
import { Screen } from '../../frame/screen.js';
import { useMoments } from '../../frame/when.js';
import { authorName } from '../../records/author-line.js';
import { ThreadRecord } from '../../records/thread-record.js';
import { AnswerScreen } from '../answers.js';
import { useThread } from '../reads.js';

function Thread({ thread, chosen }: { thread: ThreadView; chosen: string }): ReactNode {
  const say = useSay();
  const root = thread.items.find((item) => item.id === thread.rootId) ?? thread.items[0];
  const when = useMoments(root?.accountId ?? null);
  const title = say('thread.title', {
    author: authorName(root?.author ?? null, say),
    date: root === undefined ? '' : when.date(root.postedAt ?? root.firstSeenAt),
  });
  return (
    <Screen title={title}>
      <ThreadRecord thread={thread} chosen={chosen} />
    </Screen>
  );
}

export function ThreadScreen({ id }: { id: string }): ReactNode {
  return <AnswerScreen of={useThread(id)}>{(thread) => <Thread thread={thread} chosen={id} />}</AnswerScreen>;
}
