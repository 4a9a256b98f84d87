import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ExportView } from '../../../src/exports/export.types.js';
import type { ExportLinkView, FetchView, OpenedLink } from '../../../src/exports/links/export-link.types.js';
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

function Fetch({ fetch, made }: { fetch: FetchView; made: ExportView }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const { at, part, bytes, outcome } = fetch;
  const told = say(`links.fetch.${outcome ?? 'unknown'}`, {
    at: fullTime(at, made.window.zone, language),
    bytes: bytes ?? 0,
  });
  return made.files.length > 1 ? say('links.fetch.of-part', { part, told }) : told;
}

function Link({ link, made }: { link: ExportLinkView; made: ExportView }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const until = fullTime(link.expiresAt, made.window.zone, language);
  return (
    <li>
      <p>{say(`links.state.${link.state}`, { by: isolated(link.madeBy), until, n: link.fetched })}</p>
      {link.fetches.length === 0 ? null : (
        <ul>
          {link.fetches.map((fetch, place) => (
            // oxlint-disable-next-line react/no-array-index-key -- two may have begun at the same moment
            <li key={`${fetch.at} ${place}`}>
              <Fetch fetch={fetch} made={made} />
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
            <Link key={link.id} link={link} made={made} />
          ))}
        </ul>
      )}
    </ChangeDetails>
  );
}
