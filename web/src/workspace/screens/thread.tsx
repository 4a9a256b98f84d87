import type { ReactNode } from 'react';
import type { ThreadView } from '../../../../src/archive/views.types.js';
import { useSay } from '../../frame/language.js';
import { instantAt } from '../../frame/local-day.rules.js';
import { useZone } from '../../frame/registry.js';
import { Screen } from '../../frame/screen.js';
import { useMoments } from '../../frame/when.js';
import { authorName } from '../../records/author-line.js';
import { ThreadRecord } from '../../records/thread-record.js';
import { AnswerScreen } from '../answers.js';
import { AskAt, ShownAt } from '../as-of.js';
import { useItem, useThread } from '../reads.js';

interface Shown {
  readonly chosen: string;
  readonly accountId: string | null;
  /** As the address says it. */
  readonly at: string | undefined;
  readonly moment: string | null;
}

function Thread({ thread, shown }: { thread: ThreadView; shown: Shown }): ReactNode {
  const say = useSay();
  const { chosen, accountId, at, moment } = shown;
  const root = thread.items.find((item) => item.id === thread.rootId) ?? thread.items[0];
  const when = useMoments(root?.accountId ?? accountId);
  const title = say('thread.title', {
    author: authorName(root?.author ?? null, say),
    date: root === undefined ? '' : when.date(root.postedAt ?? root.firstSeenAt),
  });
  return (
    <Screen title={title}>
      <ShownAt moment={moment} accountId={accountId} />
      <AskAt path={`/threads/${encodeURIComponent(chosen)}`} at={at} by="minute" />
      {thread.items.length === 0 ? <p>{say('as-of.nothing')}</p> : <ThreadRecord thread={thread} chosen={chosen} />}
    </Screen>
  );
}

function ThreadAt(props: { id: string; accountId: string; at: string }): ReactNode {
  const { id, accountId, at } = props;
  const moment = instantAt(at, useZone(accountId));
  const shown = { chosen: id, accountId, at, moment };
  return <AnswerScreen of={useThread(id, moment)}>{(thread) => <Thread thread={thread} shown={shown} />}</AnswerScreen>;
}

function ThreadNow({ id }: { id: string }): ReactNode {
  const shown = { chosen: id, accountId: null, at: undefined, moment: null };
  return <AnswerScreen of={useThread(id)}>{(thread) => <Thread thread={thread} shown={shown} />}</AnswerScreen>;
}

/** A time is one of the account's body: whose that is, the item says. */
function ThreadThen({ id, at }: { id: string; at: string }): ReactNode {
  return (
    <AnswerScreen of={useItem(id)}>
      {({ accountId }) => <ThreadAt id={id} accountId={accountId} at={at} />}
    </AnswerScreen>
  );
}

export function ThreadScreen({ id, at }: { id: string; at: string | undefined }): ReactNode {
  const isMinute = at !== undefined && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(at);
  return isMinute ? <ThreadThen id={id} at={at} /> : <ThreadNow id={id} />;
}
