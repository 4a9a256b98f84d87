import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { PageOf } from '../../../../src/archive/views.types.js';
import type { Language } from '../../../../src/platform/sentences/sentences.js';
import type { RetentionEventView } from '../../../../src/retention/schedules/read-events.js';
import type { LoadedLine, PolicyDetail, PolicyLine } from '../../../../src/retention/schedules/read-policies.js';
import type { VersionView } from '../../../../src/retention/schedules/read-policy-version.js';
import type { TrialView } from '../../../../src/retention/schedules/trials/trial.types.js';
import { get, withQuery } from '../api.js';

/** What is being worked out is looked at often. */
const WORKING_EVERY = 1_000;

export interface Policies {
  readonly loaded: readonly LoadedLine[];
  readonly shipped: readonly PolicyLine[];
}

export function versionPath(id: string): string {
  return `/policies/versions/${encodeURIComponent(id)}`;
}

export function usePolicies(lang: Language): UseQueryResult<Policies> {
  return useQuery({
    queryKey: ['policies', lang],
    queryFn: ({ signal }) => get<Policies>(withQuery('/policies', { lang }), signal),
  });
}

export function useVersion(id: string, lang: Language): UseQueryResult<VersionView> {
  return useQuery({
    queryKey: ['policy-version', id, lang],
    queryFn: ({ signal }) => get<VersionView>(withQuery(versionPath(id), { lang }), signal),
  });
}

/** The text of a schedule that is loaded or came with the program. */
export async function sourceOf(policyId: string): Promise<string> {
  return (await get<PolicyDetail>(`/policies/${encodeURIComponent(policyId)}`)).source;
}

export function useTrial(id: string): UseQueryResult<TrialView> {
  return useQuery({
    queryKey: ['policy-trial', id],
    queryFn: ({ signal }) => get<TrialView>(`/schedules/what-if/${encodeURIComponent(id)}`, signal),
    refetchInterval: ({ state }) => (['done', 'failed'].includes(state.data?.state ?? '') ? false : WORKING_EVERY),
  });
}

export function useRetentionEvents(): UseQueryResult<PageOf<RetentionEventView>> {
  return useQuery({
    queryKey: ['retention-events'],
    queryFn: ({ signal }) => get<PageOf<RetentionEventView>>('/retention-events', signal),
  });
}
