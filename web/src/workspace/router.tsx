import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useSay } from '../frame/language.js';
import { Screen } from '../frame/screen.js';
import { AnswerScreen } from './connect/answer-screen.js';
import { OwnerScreen } from './connect/owner-screen.js';
import { Frame } from './frame.js';
import type { AtParams, AuditParams, ClockParams, SearchParams } from './reads.js';
import type { ReportParams } from './reports/report-reads.js';
import { AccountScreen } from './screens/account.js';
import { AccountsScreen } from './screens/accounts.js';
import { AuditScreen } from './screens/audit.js';
import { CertificateScreen } from './screens/certificate.js';
import { CertificatesScreen } from './screens/certificates.js';
import { ClocksScreen } from './screens/clocks.js';
import { DeskScreen } from './screens/desk.js';
import { DispositionScreen } from './screens/disposition.js';
import { DispositionsScreen } from './screens/dispositions.js';
import { ExportScreen } from './screens/export.js';
import { HoldScreen } from './screens/hold.js';
import { HoldsScreen } from './screens/holds.js';
import { ItemScreen } from './screens/item.js';
import { MatterScreen } from './screens/matter.js';
import { MeScreen } from './screens/me.js';
import { PeopleScreen } from './screens/people.js';
import { PersonScreen } from './screens/person.js';
import { PoliciesScreen } from './screens/policies.js';
import { PolicyVersionScreen } from './screens/policy-version.js';
import { ReportsScreen } from './screens/reports.js';
import { RequestScreen } from './screens/request.js';
import { RequestsScreen } from './screens/requests.js';
import { ReviewScreen } from './screens/review.js';
import { SampleScreen } from './screens/sample.js';
import { SamplesScreen } from './screens/samples.js';
import { SearchScreen } from './screens/search.js';
import { StorageScreen } from './screens/storage.js';
import { ThreadScreen } from './screens/thread.js';

function NoScreen(): ReactNode {
  const say = useSay();
  return (
    <Screen title={say('trouble.title')}>
      <p>{say('trouble.no-screen')}</p>
    </Screen>
  );
}

/** Of a query string, the names a screen knows; everything else is left out, so that an address says what is shown. */
function known<N extends string>(names: readonly N[], query: Record<string, unknown>): { [name in N]?: string } {
  const values: { [name in N]?: string } = {};
  for (const name of names) {
    const value = query[name];
    if (typeof value === 'string' && value !== '') values[name] = value;
  }
  return values;
}

const CLOCK = ['law', 'received', 'via', 'bodyType', 'extend', 'until'] as const;
const SELECTION = ['text', 'account', 'from', 'to', 'state'] as const;

const root = createRootRoute({ component: Frame, notFoundComponent: NoScreen });

const desk = createRoute({ getParentRoute: () => root, path: '/', component: DeskScreen });
const accounts = createRoute({ getParentRoute: () => root, path: '/accounts', component: AccountsScreen });
const account = createRoute({
  getParentRoute: () => root,
  path: '/accounts/$id',
  validateSearch: (query: Record<string, unknown>): AtParams => known(['at'], query),
  component: () => <AccountScreen id={account.useParams().id} at={account.useSearch().at} />,
});
const owner = createRoute({ getParentRoute: () => root, path: '/connect', component: OwnerScreen });
const answer = createRoute({ getParentRoute: () => root, path: '/connect/answer', component: AnswerScreen });
const search = createRoute({
  getParentRoute: () => root,
  path: '/search',
  validateSearch: (query: Record<string, unknown>): SearchParams => known([...SELECTION, 'preview'], query),
  component: () => <SearchScreen params={search.useSearch()} />,
});
const item = createRoute({
  getParentRoute: () => root,
  path: '/items/$id',
  component: () => <ItemScreen id={item.useParams().id} />,
});
const thread = createRoute({
  getParentRoute: () => root,
  path: '/threads/$id',
  validateSearch: (query: Record<string, unknown>): AtParams => known(['at'], query),
  component: () => <ThreadScreen id={thread.useParams().id} at={thread.useSearch().at} />,
});
const certificates = createRoute({
  getParentRoute: () => root,
  path: '/certificates',
  component: CertificatesScreen,
});
const certificate = createRoute({
  getParentRoute: () => root,
  path: '/certificates/$id',
  component: () => <CertificateScreen id={certificate.useParams().id} />,
});
const audit = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  validateSearch: (query: Record<string, unknown>): AuditParams => known(['since', 'actor', 'item'], query),
  component: () => <AuditScreen params={audit.useSearch()} />,
});
const exports = createRoute({
  getParentRoute: () => root,
  path: '/export',
  validateSearch: (query: Record<string, unknown>): SearchParams => known(SELECTION, query),
  component: () => <ExportScreen params={exports.useSearch()} />,
});
const me = createRoute({ getParentRoute: () => root, path: '/me', component: MeScreen });
const people = createRoute({ getParentRoute: () => root, path: '/people', component: PeopleScreen });
const person = createRoute({
  getParentRoute: () => root,
  path: '/people/$id',
  component: () => <PersonScreen id={person.useParams().id} />,
});

const clocks = createRoute({
  getParentRoute: () => root,
  path: '/clocks',
  validateSearch: (query: Record<string, unknown>): ClockParams => known(CLOCK, query),
  component: () => <ClocksScreen params={clocks.useSearch()} />,
});

const requests = createRoute({ getParentRoute: () => root, path: '/requests', component: RequestsScreen });
const request = createRoute({
  getParentRoute: () => root,
  path: '/requests/$id',
  component: () => <RequestScreen id={request.useParams().id} />,
});
const review = createRoute({
  getParentRoute: () => root,
  path: '/requests/$id/review',
  validateSearch: (query: Record<string, unknown>): { item?: string } => known(['item'], query),
  component: () => <ReviewScreen id={review.useParams().id} item={review.useSearch().item} />,
});
const holds = createRoute({ getParentRoute: () => root, path: '/holds', component: HoldsScreen });
const hold = createRoute({
  getParentRoute: () => root,
  path: '/holds/$id',
  component: () => <HoldScreen id={hold.useParams().id} />,
});
const dispositions = createRoute({
  getParentRoute: () => root,
  path: '/dispositions',
  component: DispositionsScreen,
});
const disposition = createRoute({
  getParentRoute: () => root,
  path: '/dispositions/$id',
  component: () => <DispositionScreen id={disposition.useParams().id} />,
});

const matter = createRoute({
  getParentRoute: () => root,
  path: '/matters/$id',
  component: () => <MatterScreen id={matter.useParams().id} />,
});

const policies = createRoute({ getParentRoute: () => root, path: '/policies', component: PoliciesScreen });
const policyVersion = createRoute({
  getParentRoute: () => root,
  path: '/policies/versions/$id',
  component: () => <PolicyVersionScreen id={policyVersion.useParams().id} />,
});
const reports = createRoute({
  getParentRoute: () => root,
  path: '/reports',
  validateSearch: (query: Record<string, unknown>): ReportParams => known(['name', 'months', 'from', 'to'], query),
  component: () => <ReportsScreen params={reports.useSearch()} />,
});
const storage = createRoute({ getParentRoute: () => root, path: '/storage', component: StorageScreen });
const samples = createRoute({ getParentRoute: () => root, path: '/samples', component: SamplesScreen });
const sample = createRoute({
  getParentRoute: () => root,
  path: '/samples/$id',
  component: () => <SampleScreen id={sample.useParams().id} />,
});

const OF_ARCHIVE = [desk, accounts, account, search, item, thread, certificates, certificate, audit, exports] as const;
const OF_DUTIES = [
  me,
  people,
  person,
  requests,
  request,
  review,
  holds,
  hold,
  matter,
  dispositions,
  disposition,
  clocks,
] as const;
const OF_OWNERS = [owner, answer] as const;
const OF_SUPERVISION = [policies, policyVersion, reports, samples, sample, storage] as const;

export const router = createRouter({
  routeTree: root.addChildren([...OF_ARCHIVE, ...OF_DUTIES, ...OF_SUPERVISION, ...OF_OWNERS]),
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (query) => {
    const text = new URLSearchParams(query as Record<string, string>).toString();
    return text === '' ? '' : `?${text}`;
  },
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
