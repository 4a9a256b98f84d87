import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Outlet, useRouter, useRouterState } from '@tanstack/react-router';
import { type ReactNode, useMemo, useState } from 'react';
import { LanguageSwitch, useSay } from '../frame/language.js';
import { GoTo, type Places, PlacesProvider, usePlaces } from '../frame/places.js';
import { RegistryProvider } from '../frame/registry.js';
import { Screen } from '../frame/screen.js';
import { Answer } from './answers.js';
import { send } from './api.js';
import { isOwners } from './connect/owner-link.js';
import { type Me, useAccounts, useBodies, useDesk, useMe } from './reads.js';
import { SignIn } from './sign-in.js';

const SCREENS = [
  ['nav.desk', '/'],
  ['nav.accounts', '/accounts'],
  ['nav.search', '/search'],
  ['nav.audit', '/audit'],
  ['nav.export', '/export'],
  ['nav.clocks', '/clocks'],
] as const;
/** Offered to whoever may look at what they show. */
const FOR_SOME = [
  ['nav.requests', '/requests', 'request.read'],
  ['nav.holds', '/holds', 'hold.read'],
  ['nav.dispositions', '/dispositions', 'disposition.read'],
  ['nav.policies', '/policies', 'policy.read'],
  ['nav.reports', '/reports', 'audit.read'],
  ['nav.storage', '/storage', 'audit.read'],
  ['nav.people', '/people', 'person.manage'],
] as const;

function Navigation(): ReactNode {
  const say = useSay();
  const { here } = usePlaces();
  const may: readonly string[] = useMe().data?.permissions ?? [];
  const screens = [...SCREENS, ...FOR_SOME.filter(([, , permission]) => may.includes(permission))];
  return (
    <nav aria-label={say('frame.nav')} className="ak-nav">
      <ul>
        {screens.map(([key, href]) => (
          <li key={href}>
            <GoTo href={href} className="ak-nav__link" current={href === '/' ? here === '/' : here.startsWith(href)}>
              {say(key)}
            </GoTo>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Person({ me }: { me: Me }): ReactNode {
  const say = useSay();
  const client = useQueryClient();
  const leave = useMutation({
    mutationFn: () => send('DELETE', '/session'),
    // What this person was shown is forgotten, not kept for the next one.
    onSettled: () => client.resetQueries(),
  });
  return (
    <div className="ak-person">
      <GoTo href="/me" className="ak-person__name">
        {say('frame.signed-in', { name: me.name })}
      </GoTo>
      <button type="button" className="ak-person__leave" onClick={() => leave.mutate()}>
        {say('frame.sign-out')}
      </button>
    </div>
  );
}

function TopBar({ me }: { me: Me | null }): ReactNode {
  const say = useSay();
  return (
    <header className="ak-top">
      <div className="ak-top__row">
        <p className="ak-mark">
          <span className="ak-mark__name">{say('app.name')}</span>
          <span className="ak-mark__purpose">{say('app.purpose')}</span>
        </p>
        {me === null ? null : <Person me={me} />}
        <LanguageSwitch />
      </div>
      {me === null ? null : <Navigation />}
    </header>
  );
}

function Banners(): ReactNode {
  const say = useSay();
  const { data } = useDesk();
  if (data === undefined || (data.clock === 'real' && !data.trial)) return null;
  return (
    <aside className="ak-banners" aria-label={say('frame.notices')}>
      {data.clock === 'simulated' ? <p>{say('banner.simulated')}</p> : null}
      {data.trial ? <p>{say('banner.trial')}</p> : null}
    </aside>
  );
}

/** No screen is shown before the bodies are known: its times would be those of another clock. */
function SignedIn({ me }: { me: Me }): ReactNode {
  const say = useSay();
  const accounts = useAccounts();
  const bodies = useBodies();
  const isReading = accounts.isPending || bodies.isPending;
  return (
    <RegistryProvider accounts={accounts.data?.items ?? []} bodies={bodies.data?.items ?? []}>
      <TopBar me={me} />
      <Banners />
      {isReading ? (
        <p className="ak-quiet" role="status">
          {say('frame.reading')}
        </p>
      ) : (
        <Outlet />
      )}
    </RegistryProvider>
  );
}

/** For whoever came by a personal link: nobody signs in, and nothing but what they are asked is shown. */
function Owner(): ReactNode {
  return (
    <RegistryProvider accounts={[]} bodies={[]}>
      <TopBar me={null} />
      <Outlet />
    </RegistryProvider>
  );
}

function Inside(): ReactNode {
  const say = useSay();
  const me = useMe();
  const [wasIn, setWasIn] = useState(false);
  if (me.data !== undefined && me.data !== null && !wasIn) setWasIn(true);
  if (me.data !== undefined && me.data !== null) return <SignedIn me={me.data} />;
  return (
    <>
      <TopBar me={null} />
      {me.data === null ? (
        <SignIn ended={wasIn} />
      ) : (
        <Screen title={me.error === null ? say('frame.reading') : say('trouble.title')}>
          {me.error === null ? null : <Answer of={me}>{() => null}</Answer>}
        </Screen>
      )}
    </>
  );
}

/** Around every screen: skip link, top bar, banners; and the sign-in where nobody is signed in. */
export function Frame(): ReactNode {
  const say = useSay();
  const router = useRouter();
  const here = useRouterState({ select: (state) => state.location.pathname });
  const places = useMemo<Places>(
    () => ({
      here,
      item: (id) => `/items/${encodeURIComponent(id)}`,
      thread: (id) => `/threads/${encodeURIComponent(id)}`,
      account: (id) => `/accounts/${encodeURIComponent(id)}`,
      go: (href) => router.history.push(href),
      outsideLinks: true,
    }),
    [here, router],
  );
  return (
    <PlacesProvider value={places}>
      <a className="usa-skipnav" href="#content">
        {say('frame.skip')}
      </a>
      {isOwners(here) ? <Owner /> : <Inside />}
    </PlacesProvider>
  );
}
