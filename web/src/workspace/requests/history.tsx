import type { ReactNode } from 'react';
import { recounted } from '../../../../src/requests/recount.rules.js';
import type { CalendarChange, RequestView, StepView } from '../../../../src/requests/request.types.js';
import { fullTime } from '../../../../src/platform/sentences/when.rules.js';
import { useLanguage, useSay } from '../../frame/language.js';
import { isolated } from '../../records/plain-text.js';
import { useDay } from './due.js';

const LONGEST = 2_000;

/** That a calendar was changed, and what became of the deadline: what a letter has promised stays readable. */
function useRecountSentence(): (step: StepView) => string {
  const say = useSay();
  const language = useLanguage();
  const day = useDay();
  const because = ({ calendar, change, day: changed, name }: CalendarChange): string =>
    say(`request.recount.${change}`, { day: day(changed), name: isolated(name?.[language] ?? ''), calendar });
  return (step) => {
    const became = recounted(step);
    const days = became.is === 'moved' ? { before: day(became.before), due: day(became.due) } : {};
    const why = step.changed === undefined ? '' : because(step.changed);
    return `${why} ${say(`request.recount.${became.is}`, days)}`.trim();
  };
}

function useStepSentence(): (step: StepView) => string {
  const say = useSay();
  const day = useDay();
  const recount = useRecountSentence();
  return (step) => {
    const { action, by, ground, letter, due } = step;
    if (action === 'recount') return recount(step);
    const said = [say(`request.did.${action}`, { by: isolated(by) })];
    if (ground !== undefined) said.push(say('request.said-ground', { ground: isolated(ground, LONGEST) }));
    if (letter !== undefined) said.push(say('request.said-letter', { letter: isolated(letter, LONGEST) }));
    if (due !== undefined && due !== null) said.push(say('request.said-due', { due: day(due) }));
    return said.join(' ');
  };
}

/** Everything that was done about a request, in the order it was done. */
export function History({ request }: { request: RequestView }): ReactNode {
  const language = useLanguage();
  const sentence = useStepSentence();
  return (
    <ol className="ak-list ak-history">
      {request.steps.map((step) => (
        <li key={`${step.at} ${step.action}`}>
          <time className="ak-quiet" dateTime={step.at}>
            {fullTime(step.at, request.zone, language)}
          </time>{' '}
          {sentence(step)}
        </li>
      ))}
    </ol>
  );
}
