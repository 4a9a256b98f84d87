import { useInfiniteQuery, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { PageOf } from '../../../../src/archive/views.types.js';
import type { CertificateCheck, CertificateView, SavedSearchView } from '../../../../src/search/certificate.types.js';
import { get, withQuery } from '../api.js';
import type { SearchParams } from '../reads.js';

export function certificatePath(id: string, rest = ''): string {
  return `/search-certificates/${encodeURIComponent(id)}${rest}`;
}

export function useCertificates() {
  return useInfiniteQuery({
    queryKey: ['search-certificates'],
    queryFn: ({ signal, pageParam }) =>
      get<PageOf<CertificateView>>(withQuery('/search-certificates', { limit: 50, cursor: pageParam }), signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

export function useSearchCertificate(id: string): UseQueryResult<CertificateView> {
  return useQuery({
    queryKey: ['search-certificate', id],
    queryFn: ({ signal }) => get<CertificateView>(certificatePath(id), signal),
    staleTime: Infinity,
  });
}

/** Asked only when somebody wants it: it carries the whole search out again. */
export function useCheck(id: string): UseQueryResult<CertificateCheck> {
  return useQuery({
    queryKey: ['search-certificate-check', id],
    queryFn: ({ signal }) => get<CertificateCheck>(certificatePath(id, '/check'), signal),
    enabled: false,
  });
}

export function useSavedSearches(): UseQueryResult<{ readonly items: readonly SavedSearchView[] }> {
  return useQuery({
    queryKey: ['saved-searches'],
    queryFn: ({ signal }) => get<{ items: readonly SavedSearchView[] }>('/saved-searches', signal),
  });
}

/** The address of the search screen that asks for this. */
export function searchAddress(asked: SavedSearchView['asked']): string {
  const { text, accountIds, from, to, state } = asked;
  return withQuery('/search', { text, account: accountIds?.[0], from, to, state });
}

/** A search as the server takes it. */
export function filterOf({ text, account, from, to, state }: SearchParams): object {
  return { q: text, account, from, to, state };
}
