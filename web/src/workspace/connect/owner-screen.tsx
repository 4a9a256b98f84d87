import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { BegunConnection, ConnectedView } from '../../../../src/accounts/connect/connect.types.js';
import type { OpenedConnectLink } from '../../../../src/accounts/connect/links/follow-connect-link.js';
import { useSay, useSuggestedLanguage } from '../../frame/language.js';
import { Notice } from '../../frame/notice.js';
import { Screen } from '../../frame/screen.js';
import { useMoments } from '../../frame/when.js';
import { isolated } from '../../records/plain-text.js';
import { Answer } from '../answers.js';
import { send } from '../api.js';
import { ChangeForm, Field } from '../change-form.js';
import { Clauses, Connected, Scopes } from './asked.js';
import { dropLink, takeLink } from './owner-link.js';

function Consent({ link, opened }: { link: string; opened: OpenedConnectLink }): ReactNode {
  const say = useSay();
  if (opened.way === 'password') {
    return (
      <ChangeForm
        presses={[{ value: 'connect', label: say('connect.sign-in') }]}
        change={async ({ password }) => {
          const connected = await send<ConnectedView>('POST', '/connect-link/app-password', { link, password });
          dropLink();
          return connected;
        }}
        done={(connected) => <Connected connected={connected} />}
      >
        <Field
          id="owner-password"
          name="password"
          type="password"
          label={say('connect.app-password')}
          hint={say('connect.app-password-hint')}
        />
      </ChangeForm>
    );
  }
  return (
    <ChangeForm
      presses={[{ value: 'go', label: say('connect.go') }]}
      change={async () => {
        const { address } = await send<BegunConnection>('POST', '/connect-link/ask', { link });
        location.assign(address);
      }}
    />
  );
}

function Opened({ link, opened }: { link: string; opened: OpenedConnectLink }): ReactNode {
  const say = useSay();
  const when = useMoments(null);
  useSuggestedLanguage(opened.language);
  return (
    <>
      <p>{say('connect.owner.text', { body: isolated(opened.body) })}</p>
      <h2 className="ak-label">{say('connect.asked')}</h2>
      <Scopes scopes={opened.scopes} />
      {opened.messages ? <Notice tone="warning">{say('connect.owner.messages')}</Notice> : null}
      <Clauses clauses={opened.clauses} />
      <p className="ak-quiet">{say('connect.owner.until', { until: when.full(opened.expiresAt) })}</p>
      <Consent link={link} opened={opened} />
    </>
  );
}

function Following({ link }: { link: string }): ReactNode {
  const say = useSay();
  const opened = useQuery({
    queryKey: ['connect-link', link],
    queryFn: () => send<OpenedConnectLink>('POST', '/connect-link/open', { link }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const title = opened.data
    ? say('connect.owner.title', { handle: isolated(opened.data.handle) })
    : say('connect.title');
  return (
    <Screen title={title}>
      <Answer of={opened}>{(data) => <Opened link={link} opened={data} />}</Answer>
    </Screen>
  );
}

/** What the owner of an account sees who came by a personal link. */
export function OwnerScreen(): ReactNode {
  const say = useSay();
  const [link] = useState(takeLink);
  if (link !== null) return <Following link={link} />;
  return (
    <Screen title={say('connect.title')}>
      <p>{say('connect.no-link')}</p>
    </Screen>
  );
}
