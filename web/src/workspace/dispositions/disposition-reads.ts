import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { PageOf } from '../../../../src/archive/views.types.js';
import type { EntryView, ListSummary, ListView } from '../../../../src/retention/disposition/disposition.types.js';
import { get, getAll, withQuery } from '../api.js';

const EVERY = 15_000;
/** What is being carried out is looked at more often. */
const WORKING_EVERY = 2_000;
const MOST_ENTRIES = 200;

export function listPath(id: string, rest = ''): string {
  return `/dispositions/${encodeURIComponent(id)}${rest}`;
}

export function useLists(): UseQueryResult<readonly ListSummary[]> {
  return useQuery({
    queryKey: ['dispositions'],
    queryFn: ({ signal }) => getAll<ListSummary>('/dispositions', signal),
    refetchInterval: EVERY,
  });
}

export function useList(id: string): UseQueryResult<ListView> {
  return useQuery({
    queryKey: ['disposition', id],
    queryFn: ({ signal }) => get<ListView>(listPath(id), signal),
    refetchInterval: ({ state }) => {
      const now = state.data?.state;
      return now === 'executing' || now === 'executed' || now === 'packaging' ? WORKING_EVERY : EVERY;
    },
  });
}

export function useEntries(id: string): UseQueryResult<PageOf<EntryView>> {
  return useQuery({
    queryKey: ['disposition-entries', id],
    queryFn: ({ signal }) => get<PageOf<EntryView>>(withQuery(listPath(id, '/items'), { limit: MOST_ENTRIES }), signal),
    refetchInterval: EVERY,
  });
}
