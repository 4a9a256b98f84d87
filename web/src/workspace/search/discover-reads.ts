import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { Discovered } from '../../../../src/search/discovery/discovery.types.js';
import { get, withQuery } from '../api.js';

/** Asked anew for each pause in typing; an answer that comes late is let go. */
export function useDiscovered(text: string, limit: number): UseQueryResult<Discovered> {
  return useQuery({
    queryKey: ['discover', text, limit],
    queryFn: ({ signal }) => get<Discovered>(withQuery('/discover', { q: text, limit }), signal),
    enabled: text.trim() !== '',
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
}
