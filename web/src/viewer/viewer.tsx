import { type ReactNode, useMemo, useSyncExternalStore } from 'react';
import { LanguageSwitch, useSay } from '../frame/language.js';
import { Notice } from '../frame/notice.js';
import { GoTo, type Places, PlacesProvider } from '../frame/places.js';
import { RegistryProvider } from '../frame/registry.js';
import { Screen } from '../frame/screen.js';
import { ItemsAtHand } from '../records/repeated.js';
import type { BundleData } from './bundle-data.types.js';
import { AboutScreen } from './about-screen.js';
import { ItemScreen, ThreadScreen } from './item-screens.js';
import { ListScreen } from './list-screen.js';
import { MissingScreen } from './missing-screen.js';

function onHashChange(notify: () => void): () => void {
  globalThis.addEventListener('hashchange', notify);
  return () => globalThis.removeEventListener('hashchange', notify);
}

const VIEWER_PLACES = {
  item: (id: string) => `#/items/${encodeURIComponent(id)}`,
  thread: (id: string) => `#/threads/${encodeURIComponent(id)}`,
  account: () => null,
  go: (href: string) => {
    globalThis.location.hash = href.replace(/^#/, '');
  },
  outsideLinks: false,
};

function TopBar({ bundle, here }: { bundle: BundleData; here: string }): ReactNode {
  const say = useSay();
  const screens = [
    ['viewer.list', '#/'],
    ['viewer.missing', '#/missing'],
    ['viewer.about', '#/about'],
  ] as const;
  return (
    <header className="ak-top">
      <div className="ak-top__row">
        <p className="ak-mark">
          <span className="ak-mark__name">{say('app.name')}</span>
          <span className="ak-mark__purpose">{say('viewer.title', { name: bundle.source.name })}</span>
        </p>
        <LanguageSwitch />
      </div>
      <nav aria-label={say('frame.nav')} className="ak-nav">
        <ul>
          {screens.map(([key, href]) => (
            <li key={href}>
              <GoTo href={href} className="ak-nav__link" current={`#${here}` === href}>
                {say(key)}
              </GoTo>
            </li>
          ))}
        </ul>
      </nav>
    </header>
  );
}

function Banners({ bundle }: { bundle: BundleData }): ReactNode {
  const say = useSay();
  return (
    <aside className="ak-banners" aria-label={say('frame.notices')}>
      {bundle.clock === 'simulated' ? <p>{say('banner.simulated')}</p> : null}
      {bundle.source.unredacted ? <p>{say('viewer.unredacted')}</p> : null}
      {bundle.release ? (
        <p>{say('viewer.release', { ...bundle.release.counts, versions: bundle.counts.versions })}</p>
      ) : null}
      <p>{say('viewer.convenience')}</p>
    </aside>
  );
}

function screenAt(here: string, bundle: BundleData): ReactNode {
  const [, kind, id] = here.split('/');
  if (kind === 'items' && id !== undefined) return <ItemScreen bundle={bundle} id={decodeURIComponent(id)} />;
  if (kind === 'threads' && id !== undefined) return <ThreadScreen bundle={bundle} id={decodeURIComponent(id)} />;
  if (kind === 'missing') return <MissingScreen bundle={bundle} />;
  if (kind === 'about') return <AboutScreen bundle={bundle} />;
  return <ListScreen bundle={bundle} />;
}

/** The bundle without its data: the reader is told what to do, in place of an empty page. */
export function NoData(): ReactNode {
  const say = useSay();
  return (
    <Screen title={say('trouble.title')}>
      <Notice tone="error">{say('viewer.no-data')}</Notice>
    </Screen>
  );
}

export function Viewer({ bundle }: { bundle: BundleData }): ReactNode {
  const say = useSay();
  const hash = useSyncExternalStore(onHashChange, () => globalThis.location.hash);
  const here = hash.startsWith('#/') ? hash.slice(1) : '/';
  const atHand = useMemo(() => new Map(bundle.items.map((item) => [item.id, item])), [bundle]);
  const places = useMemo<Places>(() => ({ ...VIEWER_PLACES, here }), [here]);
  return (
    <PlacesProvider value={places}>
      <RegistryProvider accounts={bundle.accounts} bodies={bundle.bodies}>
        <button
          type="button"
          className="usa-skipnav"
          onClick={() => document.getElementById('content')?.focus({ preventScroll: false })}
        >
          {say('frame.skip')}
        </button>
        <TopBar bundle={bundle} here={here} />
        <Banners bundle={bundle} />
        <ItemsAtHand value={atHand}>{screenAt(here, bundle)}</ItemsAtHand>
      </RegistryProvider>
    </PlacesProvider>
  );
}
