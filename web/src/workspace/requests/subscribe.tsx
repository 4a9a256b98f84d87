import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { fullTime } from '../../../../src/platform/sentences/when.rules.js';
import { useLanguage, useSay } from '../../frame/language.js';
import { useZone } from '../../frame/registry.js';
import { get, send } from '../api.js';
import { ChangeDetails, ChangeForm } from '../change-form.js';

interface Feed {
  readonly id: string;
  readonly openedAt: string;
}

/** The address is in this answer and nowhere else: it is gone from the page with the form. */
function Subscribe({ feed }: { feed: Feed | undefined }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  return (
    <ChangeForm
      presses={[{ value: 'open', label: say(feed === undefined ? 'feed.open' : 'feed.open-another') }]}
      change={() => send<{ path: string; url: string | null }>('POST', '/due-feeds', { language })}
      done={({ path, url }) => (
        <>
          {say('feed.shown')} <code className="ak-code">{url ?? new URL(path, location.href).href}</code>
        </>
      )}
    >
      <p>{say('feed.text')}</p>
    </ChangeForm>
  );
}

function Unsubscribe({ feed }: { feed: Feed }): ReactNode {
  const say = useSay();
  const at = fullTime(feed.openedAt, useZone(null), useLanguage());
  return (
    <ChangeForm
      presses={[{ value: 'close', label: say('feed.close') }]}
      change={() => send('DELETE', `/due-feeds/${encodeURIComponent(feed.id)}`)}
    >
      <p>{say('feed.opened', { at })}</p>
    </ChangeForm>
  );
}

/** Deadlines in one's own calendar, by an address that is shown once and can be closed. */
export function SubscribeToDues(): ReactNode {
  const say = useSay();
  const feeds = useQuery({
    queryKey: ['due-feeds'],
    queryFn: ({ signal }) => get<{ items: readonly Feed[] }>('/due-feeds', signal),
  });
  const feed = feeds.data?.items[0];
  return (
    <ChangeDetails title={say('feed.title')}>
      <Subscribe feed={feed} />
      {feed === undefined ? null : <Unsubscribe feed={feed} />}
    </ChangeDetails>
  );
}
