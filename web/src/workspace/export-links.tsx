import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ExportView } from '../../../src/exports/export.types.js';
import type { ExportLinkView, OpenedLink } from '../../../src/exports/links/export-link.types.js';
import { fullTime } from '../../../src/platform/sentences/when.rules.js';
import { useLanguage, useSay } from '../frame/language.js';
import { isolated } from '../records/plain-text.js';
import { get, send } from './api.js';
import { ChangeDetails, ChangeForm, Field } from './change-form.js';

/** The address is in this answer and nowhere else: it is gone from the page with the form. */
function OpenLink({ made }: { made: ExportView }): ReactNode {
  const say = useSay();
  return (
    <ChangeForm
      presses={[{ value: 'open', label: say('links.open') }]}
      change={({ days }) =>
        send<OpenedLink>('POST', `/exports/${encodeURIComponent(made.id)}/links`, { days: Number(days) })
      }
      done={({ path, url }) => (
        <>
          {say('links.shown')} <code className="ak-code">{url ?? new URL(path, location.href).href}</code>
        </>
      )}
    >
      <p>{say('links.text')}</p>
      <Field id="link-days" name="days" label={say('links.days')} value="14" />
    </ChangeForm>
  );
}

function Link({ link, zone }: { link: ExportLinkView; zone: string }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const until = fullTime(link.expiresAt, zone, language);
  return (
    <li>
      <p>{say(`links.state.${link.state}`, { by: isolated(link.madeBy), until, n: link.fetched })}</p>
      {link.fetches.length === 0 ? null : (
        <ul>
          {link.fetches.map(({ at, bytes, outcome }, place) => (
            // oxlint-disable-next-line react/no-array-index-key -- two may have begun at the same moment
            <li key={`${at} ${place}`}>
              {say(`links.fetch.${outcome ?? 'unknown'}`, { at: fullTime(at, zone, language), bytes: bytes ?? 0 })}
            </li>
          ))}
        </ul>
      )}
      {link.state === 'open' ? (
        <ChangeForm
          presses={[{ value: 'close', label: say('links.close') }]}
          change={() => send('DELETE', `/export-links/${encodeURIComponent(link.id)}`)}
        />
      ) : null}
    </li>
  );
}

/** How a requester gets the bundle who has no key here, and when that happened. */
export function ExportLinks({ made }: { made: ExportView }): ReactNode {
  const say = useSay();
  const links = useQuery({
    queryKey: ['export-links', made.id],
    queryFn: ({ signal }) =>
      get<{ items: readonly ExportLinkView[] }>(`/exports/${encodeURIComponent(made.id)}/links`, signal),
  });
  const items = links.data?.items ?? [];
  return (
    <ChangeDetails title={say('links.title')}>
      <OpenLink made={made} />
      {items.length === 0 ? null : (
        <ul>
          {items.map((link) => (
            <Link key={link.id} link={link} zone={made.window.zone} />
          ))}
        </ul>
      )}
    </ChangeDetails>
  );
}
