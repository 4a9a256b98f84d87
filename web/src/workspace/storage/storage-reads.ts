import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { ExaminationView } from '../../../../src/integrity/doctor/read-examinations.js';
import type { FixityView } from '../../../../src/integrity/fixity/fixity.views.js';
import { useLanguage } from '../../frame/language.js';
import { get, withQuery } from '../api.js';

export function useFixity(): UseQueryResult<FixityView> {
  return useQuery({ queryKey: ['fixity'], queryFn: ({ signal }) => get<FixityView>('/fixity', signal) });
}

export function useExaminations(): UseQueryResult<{ readonly items: readonly ExaminationView[] }> {
  const lang = useLanguage();
  return useQuery({
    queryKey: ['examinations', lang],
    queryFn: ({ signal }) =>
      get<{ readonly items: readonly ExaminationView[] }>(withQuery('/examinations', { lang }), signal),
  });
}
