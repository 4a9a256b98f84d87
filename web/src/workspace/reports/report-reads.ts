import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { CounterView } from '../../../../src/capture/counters/counter.types.js';
import type { PageOf } from '../../../../src/archive/views.types.js';
import type { Report } from '../../../../src/reports/tables/report.types.js';
import type { SampleSummary, SampleView } from '../../../../src/reports/sampling/sample.types.js';
import { get, withQuery } from '../api.js';

/** How far back, or between which days; by their names in the address. */
export interface ReportSpan {
  readonly months?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export interface ReportParams extends ReportSpan {
  readonly name?: string;
}

export function reportPath(name: string, rest = ''): string {
  return `/reports/${encodeURIComponent(name)}${rest}`;
}

export function samplePath(id: string, rest = ''): string {
  return `/audit-samples/${encodeURIComponent(id)}${rest}`;
}

export function useReport(name: string, { months, from, to }: ReportSpan): UseQueryResult<Report> {
  return useQuery({
    queryKey: ['report', name, months, from, to],
    queryFn: ({ signal }) => get<Report>(withQuery(reportPath(name), { months, from, to }), signal),
  });
}

export function useSamples(): UseQueryResult<PageOf<SampleSummary>> {
  return useQuery({
    queryKey: ['samples'],
    queryFn: ({ signal }) => get<PageOf<SampleSummary>>('/audit-samples', signal),
  });
}

export function useSample(id: string): UseQueryResult<SampleView> {
  return useQuery({ queryKey: ['sample', id], queryFn: ({ signal }) => get<SampleView>(samplePath(id), signal) });
}

export function useCounter(accountId: string): UseQueryResult<{ readonly counter: CounterView | null }> {
  return useQuery({
    queryKey: ['counter', accountId],
    queryFn: ({ signal }) =>
      get<{ counter: CounterView | null }>(`/accounts/${encodeURIComponent(accountId)}/counter`, signal),
  });
}

export function useCounters(): UseQueryResult<{ readonly items: readonly CounterView[] }> {
  return useQuery({
    queryKey: ['counters'],
    queryFn: ({ signal }) => get<{ items: readonly CounterView[] }>('/counters', signal),
  });
}
