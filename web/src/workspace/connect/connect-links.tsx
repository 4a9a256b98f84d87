import { Label, Select } from '@trussworks/react-uswds';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { AskedView } from '../../../../src/accounts/connect/connect.types.js';
import type { ConnectLinkView, IssuedLink } from '../../../../src/accounts/connect/links/connect-link.types.js';
import type { AccountView } from '../../../../src/archive/views.types.js';
import { useSay } from '../../frame/language.js';
import { useMoments } from '../../frame/when.js';
import { isolated } from '../../records/plain-text.js';
import { get, send } from '../api.js';
import { ChangeDetails, ChangeForm } from '../change-form.js';
import { GroundField, MessagesField } from './access-part.js';

function path(account: AccountView): string {
  return `/accounts/${encodeURIComponent(account.id)}/connect-links`;
}

/** The address is in this answer and nowhere else: it is gone from the page with the form. */
function Issue({ account, asked }: { account: AccountView; asked: AskedView }): ReactNode {
  const say = useSay();
  return (
    <ChangeForm
      presses={[{ value: 'make', label: say('connect-links.make') }]}
      change={({ messages, ...fields }) =>
        send<IssuedLink>('POST', path(account), { ...fields, messages: messages !== undefined })
      }
      done={(issued) => (
        <>
          {say('connect-links.shown')}{' '}
          <code className="ak-code">{issued.url ?? new URL(issued.path, location.href).href}</code>
        </>
      )}
    >
      <p>{say('connect-links.text')}</p>
      <Label htmlFor="connect-language">{say('connect-links.language')}</Label>
      <Select id="connect-language" name="language">
        <option value="en">English</option>
        <option value="pl">Polski</option>
      </Select>
      <GroundField asked={asked} id="connect-link-ground" />
      <MessagesField id="connect-link-messages" />
    </ChangeForm>
  );
}

function Link({ link }: { link: ConnectLinkView }): ReactNode {
  const say = useSay();
  const when = useMoments(link.accountId);
  const values = { by: isolated(link.madeBy), until: when.full(link.expiresAt) };
  return (
    <li>
      <p>
        {say(`connect-links.state.${link.state}`, values)}{' '}
        {link.openedAt === null ? '' : say('connect-links.opened', { at: when.full(link.openedAt) })}
      </p>
      {link.state === 'open' ? (
        <ChangeForm
          presses={[{ value: 'close', label: say('connect-links.close') }]}
          change={() => send('DELETE', `/connect-links/${encodeURIComponent(link.id)}`)}
        />
      ) : null}
    </li>
  );
}

/** How an owner grants access who does not sign in here, and what became of each link. */
export function ConnectLinks({ account, asked }: { account: AccountView; asked: AskedView }): ReactNode {
  const say = useSay();
  const links = useQuery({
    queryKey: ['connect-links', account.id],
    queryFn: ({ signal }) => get<{ items: readonly ConnectLinkView[] }>(path(account), signal),
  });
  const items = links.data?.items ?? [];
  return (
    <ChangeDetails title={say('connect-links.title')}>
      <Issue account={account} asked={asked} />
      {items.length === 0 ? null : (
        <ul className="ak-list">
          {items.map((link) => (
            <Link key={link.id} link={link} />
          ))}
        </ul>
      )}
    </ChangeDetails>
  );
}
