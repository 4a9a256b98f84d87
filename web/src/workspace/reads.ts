import { keepPreviousData, useInfiniteQuery, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type {
  AccountView,
  AuditLineView,
  BodyView,
  DeskView,
  GapView,
  ItemSummary,
  ItemView,
  KnownAccountView,
  PageOf,
  ThreadView,
} from '../../../src/archive/views.types.js';
import type { Facets, Snippet } from '../../../src/search/found.types.js';
import type { ExportView } from '../../../src/exports/export.types.js';
import type { Permission } from '../../../src/platform/http/permissions.js';
import type { CalendarYear, ClockDetail, ClockLine, DueView } from '../../../src/requests/clocks/clock-views.types.js';
import type { Language } from '../../../src/platform/sentences/sentences.js';
import { ApiProblem, get, getAll, withQuery } from './api.js';
import type { Key, OwnFactor, Person, Session } from './people.types.js';

export interface Me {
  readonly id: string;
  readonly name: string;
  readonly permissions: readonly string[];
  readonly secondFactor: OwnFactor;
}

/** The search screen's state is its address: shareable, and the same words on the count and on an export. */
export interface SearchParams {
  readonly text?: string;
  readonly account?: string;
  readonly from?: string;
  readonly to?: string;
  readonly state?: string;
  readonly preview?: string;
}

/** Things as they stood at a time: a day, or a minute, by the clock of the body. */
export interface AtParams {
  readonly at?: string;
}

/** The desk is looked at again every two seconds, so that what arrives is seen arriving. */
const DESK_EVERY = 2_000;
const REST_EVERY = 15_000;

/** Null = nobody is signed in, which is an answer and not a fault. */
export function useMe(): UseQueryResult<Me | null> {
  return useQuery({
    queryKey: ['me'],
    queryFn: async ({ signal }) => {
      try {
        return await get<Me>('/me', signal);
      } catch (problem) {
        if (problem instanceof ApiProblem && problem.problem?.status === 401) return null;
        throw problem;
      }
    },
  });
}

/** Whether the person who is signed in may; what one may not is not offered. */
export function useMay(permission: Permission): boolean {
  return useMe().data?.permissions.includes(permission) === true;
}

export function useDesk(): UseQueryResult<DeskView> {
  return useQuery({
    queryKey: ['desk'],
    queryFn: ({ signal }) => get<DeskView>('/desk', signal),
    refetchInterval: DESK_EVERY,
  });
}

export function useAccounts(): UseQueryResult<{ readonly items: readonly AccountView[] }> {
  return useQuery({
    queryKey: ['accounts'],
    queryFn: ({ signal }) => get<{ items: readonly AccountView[] }>('/accounts', signal),
    refetchInterval: REST_EVERY,
  });
}

export function useOneAccount(id: string): UseQueryResult<AccountView> {
  return useQuery({
    queryKey: ['accounts', id],
    queryFn: ({ signal }) => get<AccountView>(`/accounts/${encodeURIComponent(id)}`, signal),
    refetchInterval: DESK_EVERY,
  });
}

export function useBodies(): UseQueryResult<{ readonly items: readonly BodyView[] }> {
  return useQuery({
    queryKey: ['bodies'],
    queryFn: ({ signal }) => get<{ items: readonly BodyView[] }>('/bodies', signal),
  });
}

export function useGaps(): UseQueryResult<{ readonly items: readonly GapView[] }> {
  return useQuery({
    queryKey: ['gaps'],
    queryFn: ({ signal }) => get<{ items: readonly GapView[] }>('/gaps', signal),
    refetchInterval: REST_EVERY,
  });
}

export function useKnown(): UseQueryResult<{ readonly items: readonly KnownAccountView[] }> {
  return useQuery({
    queryKey: ['known'],
    queryFn: ({ signal }) => get<{ items: readonly KnownAccountView[] }>('/known-accounts', signal),
  });
}

export function useItem(id: string): UseQueryResult<ItemView> {
  return useQuery({
    queryKey: ['item', id],
    queryFn: ({ signal }) => get<ItemView>(`/items/${encodeURIComponent(id)}`, signal),
    refetchInterval: REST_EVERY,
  });
}

/** `at`: as it stood then; null as it stands now. */
export function useThread(id: string, at: string | null = null): UseQueryResult<ThreadView> {
  const query = { at: at ?? undefined };
  return useQuery({
    queryKey: ['thread', id, at],
    queryFn: ({ signal }) => get<ThreadView>(withQuery(`/threads/${encodeURIComponent(id)}`, query), signal),
    refetchInterval: REST_EVERY,
  });
}

export function useProfile(id: string, at: string | null): UseQueryResult<{ readonly profile: ItemView | null }> {
  const query = { at: at ?? undefined };
  return useQuery({
    queryKey: ['profile', id, at],
    queryFn: ({ signal }) =>
      get<{ profile: ItemView | null }>(withQuery(`/accounts/${encodeURIComponent(id)}/profile`, query), signal),
    refetchInterval: REST_EVERY,
  });
}

function filters({ text, account, from, to, state }: SearchParams): Record<string, string | undefined> {
  return { text, account, from, to, state };
}

export interface FoundPage extends PageOf<ItemSummary & { readonly snippet?: Snippet | null }> {
  readonly asked?: { readonly inWords: { readonly en: string; readonly pl: string } };
}

/** Its own request too, made only where somebody wants to narrow the search. */
export function useFacets(params: SearchParams, isWanted: boolean): UseQueryResult<Facets> {
  return useQuery({
    queryKey: ['facets', filters(params)],
    queryFn: ({ signal }) => get<Facets>(withQuery('/items/facets', filters(params)), signal),
    enabled: isWanted,
  });
}

export interface FieldHelp {
  readonly name: string;
  readonly example: string;
  readonly help: { readonly en: string; readonly pl: string };
}

export function useFields(): UseQueryResult<{ readonly items: readonly FieldHelp[] }> {
  return useQuery({
    queryKey: ['search-fields'],
    queryFn: ({ signal }) => get<{ items: readonly FieldHelp[] }>('/search-fields', signal),
    staleTime: Infinity,
  });
}

export function useSearch(params: SearchParams, limit: number) {
  return useInfiniteQuery({
    queryKey: ['items', filters(params), limit],
    queryFn: ({ signal, pageParam }) =>
      get<FoundPage>(withQuery('/items', { ...filters(params), limit, cursor: pageParam }), signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

interface Counted {
  readonly count: number;
  /** False where counting was stopped at its time limit: there are at least so many. */
  readonly exact: boolean;
  /** Items too long to be searched whole. */
  readonly cutShort: number;
}

/** Its own request: a count walks everything, a page does not wait for it. */
export function useCount(params: SearchParams): UseQueryResult<Counted> {
  return useQuery({
    queryKey: ['count', filters(params)],
    queryFn: ({ signal }) => get<Counted>(withQuery('/items/count', filters(params)), signal),
  });
}

export interface AuditParams {
  readonly since?: string;
  readonly actor?: string;
  readonly item?: string;
}

export function useAudit(params: AuditParams, lang: Language) {
  return useInfiniteQuery({
    queryKey: ['audit', params, lang],
    queryFn: ({ signal, pageParam }) =>
      get<PageOf<AuditLineView>>(withQuery('/audit', { ...params, lang, cursor: pageParam }), signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** The newest first. */
export function useExports(): UseQueryResult<PageOf<ExportView>> {
  return useQuery({
    queryKey: ['exports'],
    queryFn: ({ signal }) => get<PageOf<ExportView>>('/exports', signal),
    refetchInterval: REST_EVERY,
  });
}

export function useExport(id: string | null): UseQueryResult<ExportView> {
  return useQuery({
    queryKey: ['export', id],
    queryFn: ({ signal }) => get<ExportView>(`/exports/${encodeURIComponent(id ?? '')}`, signal),
    enabled: id !== null,
    refetchInterval: (query) =>
      ['ready', 'failed', 'cancelled', 'removed'].includes(query.state.data?.status ?? '') ? false : 1_000,
  });
}

export function usePeople(): UseQueryResult<readonly Person[]> {
  return useQuery({ queryKey: ['people'], queryFn: ({ signal }) => getAll<Person>('/people', signal) });
}

/** One's own; everybody's to whom the server shows them. */
export function useKeys(): UseQueryResult<readonly Key[]> {
  return useQuery({ queryKey: ['keys'], queryFn: ({ signal }) => getAll<Key>('/keys', signal) });
}

export function useSessions(person: string): UseQueryResult<readonly Session[]> {
  return useQuery({
    queryKey: ['sessions', person],
    queryFn: ({ signal }) => getAll<Session>('/sessions', signal, { person }),
  });
}

/** The clocks screen's state is its address. */
export interface ClockParams {
  readonly law?: string;
  readonly received?: string;
  readonly via?: string;
  readonly bodyType?: string;
  readonly extend?: string;
  readonly until?: string;
}

export function useClocks(lang: Language): UseQueryResult<{ readonly items: readonly ClockLine[] }> {
  return useQuery({
    queryKey: ['clocks', lang],
    queryFn: ({ signal }) => get<{ items: readonly ClockLine[] }>(withQuery('/clocks', { lang }), signal),
  });
}

export function useClock(law: string | null, lang: Language): UseQueryResult<ClockDetail> {
  return useQuery({
    queryKey: ['clocks', 'one', law, lang],
    queryFn: ({ signal }) => get<ClockDetail>(withQuery(`/clocks/${encodeURIComponent(law ?? '')}`, { lang }), signal),
    enabled: law !== null,
    placeholderData: keepPreviousData,
  });
}

export function useDue({ law, ...asked }: ClockParams, lang: Language): UseQueryResult<DueView> {
  return useQuery({
    queryKey: ['clocks', 'due', law, asked, lang],
    queryFn: ({ signal }) =>
      get<DueView>(withQuery(`/clocks/${encodeURIComponent(law ?? '')}/due`, { ...asked, lang }), signal),
    enabled: law !== undefined && asked.received !== undefined,
  });
}

export function useCalendar(calendar: string, year: string | null): UseQueryResult<CalendarYear> {
  return useQuery({
    queryKey: ['clocks', 'calendar', calendar, year],
    queryFn: ({ signal }) =>
      get<CalendarYear>(withQuery(`/calendars/${encodeURIComponent(calendar)}`, { year: year ?? '' }), signal),
    enabled: year !== null,
  });
}
