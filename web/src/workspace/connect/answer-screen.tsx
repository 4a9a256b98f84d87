import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { ConnectedView, ConnectionAnswer } from '../../../../src/accounts/connect/connect.types.js';
import { useSay } from '../../frame/language.js';
import { Notice } from '../../frame/notice.js';
import { GoTo } from '../../frame/places.js';
import { Screen } from '../../frame/screen.js';
import { Answer } from '../answers.js';
import { send } from '../api.js';
import { Connected } from './asked.js';
import { dropLink, heldLink } from './owner-link.js';

interface Brought {
  readonly answer: ConnectionAnswer;
  readonly link: string | null;
}

/** Taken out of the address at once: what stands there is a code that opens an account. */
function takeAnswer(): Brought | null {
  const query = new URLSearchParams(location.search);
  const state = query.get('state');
  history.replaceState(history.state, '', location.pathname);
  if (state === null) return null;
  const of = (name: string): string | undefined => query.get(name) ?? undefined;
  return { answer: { state, code: of('code'), error: of('error'), iss: of('iss') }, link: heldLink() };
}

async function bring({ answer, link }: Brought): Promise<ConnectedView> {
  if (link === null) return send<ConnectedView>('POST', '/connection-answers', answer);
  const connected = await send<ConnectedView>('POST', '/connect-link/answer', { link, ...answer });
  dropLink();
  return connected;
}

function Bringing({ brought }: { brought: Brought }): ReactNode {
  const say = useSay();
  const taken = useQuery({
    queryKey: ['connection-answer', brought.answer.state],
    queryFn: () => bring(brought),
    // An answer is good once: asked again it would be refused.
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  return (
    <Screen title={say('connect.answer')}>
      {taken.isPending ? <p>{say('connect.answering')}</p> : null}
      <Answer of={taken}>
        {(connected) => (
          <>
            <Notice tone="success" live>
              <Connected connected={connected} />
            </Notice>
            {brought.link === null ? (
              <p>
                <GoTo href={`/accounts/${encodeURIComponent(connected.accountId)}`}>{say('connect.to-account')}</GoTo>
              </p>
            ) : (
              <p>{say('connect.close-window')}</p>
            )}
          </>
        )}
      </Answer>
    </Screen>
  );
}

/** Where a platform sends the owner's browser back to. */
export function AnswerScreen(): ReactNode {
  const say = useSay();
  const [brought] = useState(takeAnswer);
  if (brought !== null) return <Bringing brought={brought} />;
  return (
    <Screen title={say('connect.answer')}>
      <p>{say('connect.no-answer')}</p>
    </Screen>
  );
}
