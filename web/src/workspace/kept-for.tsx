import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { RuleView, ScheduleView } from '../../../src/retention/schedules/schedule-views.types.js';
import type { Language } from '../../../src/platform/sentences/sentences.js';
import { useLanguage, useSay } from '../frame/language.js';
import { Part } from '../frame/screen.js';
import { Answer } from './answers.js';
import { get, withQuery } from './api.js';
import { useMay } from './reads.js';

function useSchedule(itemId: string, lang: Language, may: boolean): UseQueryResult<ScheduleView> {
  return useQuery({
    queryKey: ['schedule', itemId, lang],
    queryFn: ({ signal }) =>
      get<ScheduleView>(withQuery(`/items/${encodeURIComponent(itemId)}/schedule`, { lang }), signal),
    enabled: may,
  });
}

function Rule({ rule }: { rule: RuleView }): ReactNode {
  const { policyId, version, seriesId, title, citation, url, standing, because, steps } = rule;
  return (
    <li>
      <p>
        <strong>
          {policyId} {version}, {seriesId}
        </strong>
        : {title} – {standing} (<a href={url}>{citation}</a>)
      </p>
      <p className="ak-quiet">{because.join('; ')}</p>
      <ol className="ak-list">
        {steps.map(({ step, text }) => (
          <li key={step}>{text}</li>
        ))}
      </ol>
    </li>
  );
}

/** Until when an item is kept: every rule that fits, the one that decides first, with its arithmetic. */
export function KeptFor({ itemId }: { itemId: string }): ReactNode {
  const say = useSay();
  const may = useMay('policy.read');
  const schedule = useSchedule(itemId, useLanguage(), may);
  if (!may) return null;
  return (
    <Part title={say('item.kept')} id="item-kept">
      <Answer of={schedule}>
        {({ sentence, rules, careful, appraisal, consents }) => (
          <>
            <p>{sentence}</p>
            {careful === null ? null : <p>{careful}</p>}
            {appraisal === null ? null : <p>{appraisal}</p>}
            {rules.length === 0 ? null : (
              <ul className="ak-list">
                {rules.map((rule) => (
                  <Rule key={`${rule.policyId} ${rule.seriesId} ${rule.through ?? ''}`} rule={rule} />
                ))}
              </ul>
            )}
            {consents.length === 0 ? null : (
              <>
                <p>{say('item.kept-consents')}</p>
                <ul className="ak-list">
                  {consents.map(({ consent, text }) => (
                    <li key={consent}>{text}</li>
                  ))}
                </ul>
              </>
            )}
          </>
        )}
      </Answer>
    </Part>
  );
}
