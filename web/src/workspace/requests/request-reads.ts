import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { Language } from '../../../../src/platform/sentences/sentences.js';
import type { DueView } from '../../../../src/requests/clocks/clock-views.types.js';
import type { MailState } from '../../../../src/requests/notices/read-mail.js';
import type { LettersOfRequest } from '../../../../src/exports/letters/letter-views.types.js';
import type { ErasureView } from '../../../../src/requests/erasure/erasure.types.js';
import type { Duty } from '../../../../src/requests/read-duties.js';
import type { RequestSummary, RequestView } from '../../../../src/requests/request.types.js';
import type { CodesView, ReviewItem, SuggestionView } from '../../../../src/requests/review/review.types.js';
import type { HoldNoticeView } from '../../../../src/retention/notices/notice.types.js';
import type { HoldView, MatterView, ReleasePreview } from '../../../../src/retention/holds.types.js';
import { get, getAll, withQuery } from '../api.js';
import type { CertificateView } from './certificate.types.js';

/** Others decide at the same time: what they did is seen within seconds. */
const REVIEW_EVERY = 5_000;
const DESK_EVERY = 15_000;

export function requestPath(id: string, rest = ''): string {
  return `/requests/${encodeURIComponent(id)}${rest}`;
}

export function holdPath(id: string, rest = ''): string {
  return `/holds/${encodeURIComponent(id)}${rest}`;
}

export function useRequests(all: boolean): UseQueryResult<readonly RequestSummary[]> {
  return useQuery({
    queryKey: ['requests', all],
    queryFn: ({ signal }) => getAll<RequestSummary>('/requests', signal, { all: all ? 'true' : undefined }),
    refetchInterval: DESK_EVERY,
  });
}

export function useRequest(id: string): UseQueryResult<RequestView> {
  return useQuery({
    queryKey: ['request', id],
    queryFn: ({ signal }) => get<RequestView>(requestPath(id), signal),
    refetchInterval: DESK_EVERY,
  });
}

export function useCertificate(id: string, isFrozen: boolean): UseQueryResult<CertificateView> {
  return useQuery({
    queryKey: ['certificate', id],
    queryFn: ({ signal }) => get<CertificateView>(requestPath(id, '/certificate'), signal),
    enabled: isFrozen,
  });
}

/** The days on the way to its deadline; only where a law counts them. */
export function useRequestDue({ id, law, dueOn }: RequestView, lang: Language): UseQueryResult<DueView> {
  return useQuery({
    queryKey: ['request-due', id, dueOn, lang],
    queryFn: ({ signal }) => get<DueView>(withQuery(requestPath(id, '/due'), { lang }), signal),
    enabled: law !== null && dueOn !== null,
  });
}

interface Duties {
  readonly items: readonly Duty[];
  readonly mail: MailState;
}

export function useRequestDuties(may: boolean): UseQueryResult<Duties> {
  return useQuery({
    queryKey: ['request-duties'],
    queryFn: ({ signal }) => get<Duties>('/requests/duties', signal),
    enabled: may,
    refetchInterval: DESK_EVERY,
  });
}

export function useLetters(id: string): UseQueryResult<LettersOfRequest> {
  return useQuery({
    queryKey: ['letters', id],
    queryFn: ({ signal }) => get<LettersOfRequest>(requestPath(id, '/letters'), signal),
  });
}

export function useReview(id: string): UseQueryResult<readonly ReviewItem[]> {
  return useQuery({
    queryKey: ['review', id],
    queryFn: ({ signal }) => getAll<ReviewItem>(requestPath(id, '/items'), signal),
    refetchInterval: REVIEW_EVERY,
  });
}

export function useErasures(id: string): UseQueryResult<readonly ErasureView[]> {
  return useQuery({
    queryKey: ['erasures', id],
    queryFn: ({ signal }) => getAll<ErasureView>(requestPath(id, '/erasures'), signal),
    refetchInterval: REVIEW_EVERY,
  });
}

export function useCodes(id: string): UseQueryResult<CodesView> {
  return useQuery({
    queryKey: ['codes', id],
    queryFn: ({ signal }) => get<CodesView>(requestPath(id, '/codes'), signal),
  });
}

export function useSuggestions(
  id: string,
  itemId: string,
): UseQueryResult<{ readonly items: readonly SuggestionView[] }> {
  return useQuery({
    queryKey: ['suggestions', id, itemId],
    queryFn: ({ signal }) =>
      get<{ items: readonly SuggestionView[] }>(
        requestPath(id, `/items/${encodeURIComponent(itemId)}/suggestions`),
        signal,
      ),
  });
}

export interface HoldsAsked {
  readonly item?: string;
  readonly matter?: string;
  readonly all?: 'true';
}

export function useHolds(asked: HoldsAsked, may = true): UseQueryResult<readonly HoldView[]> {
  return useQuery({
    queryKey: ['holds', asked],
    queryFn: ({ signal }) => getAll<HoldView>('/holds', signal, { ...asked }),
    enabled: may,
    refetchInterval: DESK_EVERY,
  });
}

export function useHold(id: string): UseQueryResult<HoldView> {
  return useQuery({
    queryKey: ['hold', id],
    queryFn: ({ signal }) => get<HoldView>(holdPath(id), signal),
    refetchInterval: DESK_EVERY,
  });
}

export function useReleasePreview(id: string): UseQueryResult<ReleasePreview> {
  return useQuery({
    queryKey: ['hold', id, 'preview'],
    queryFn: ({ signal }) => get<ReleasePreview>(holdPath(id, '/release-preview'), signal),
  });
}

export function useHoldNotices(of: {
  readonly hold?: string;
  readonly matter?: string;
}): UseQueryResult<readonly HoldNoticeView[]> {
  return useQuery({
    queryKey: ['hold-notices', of],
    queryFn: ({ signal }) => getAll<HoldNoticeView>('/hold-notices', signal, { ...of }),
    refetchInterval: DESK_EVERY,
  });
}

export function useOwnNotices(): UseQueryResult<readonly HoldNoticeView[]> {
  return useQuery({
    queryKey: ['hold-notices', 'own'],
    queryFn: ({ signal }) => getAll<HoldNoticeView>('/me/hold-notices', signal),
  });
}

export function useMatter(id: string): UseQueryResult<MatterView> {
  return useQuery({
    queryKey: ['matters', id],
    queryFn: ({ signal }) => get<MatterView>(`/matters/${encodeURIComponent(id)}`, signal),
    refetchInterval: DESK_EVERY,
  });
}

export function useMatters(): UseQueryResult<readonly MatterView[]> {
  return useQuery({ queryKey: ['matters'], queryFn: ({ signal }) => getAll<MatterView>('/matters', signal) });
}
