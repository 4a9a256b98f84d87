import type { ReactNode } from 'react';
import type { DueView } from '../../../src/requests/clocks/clock-views.types.js';
import { useLanguage, useSay } from '../frame/language.js';

/** Each day on the way to a due date, counted or left out, with its statute. */
export function DueDays({ days }: { days: DueView['days'] }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const columns = ['clocks.date', 'clocks.counts', 'clocks.why', 'clocks.statute'] as const;
  // A day of a calendar has no zone.
  const format = new Intl.DateTimeFormat(language === 'pl' ? 'pl-PL' : 'en-GB', { dateStyle: 'full', timeZone: 'UTC' });
  return (
    <details className="ak-details">
      <summary>{say('clocks.show-days')}</summary>
      <div className="ak-scroll" role="region" aria-label={say('clocks.days')} tabIndex={0}>
        <table className="usa-table usa-table--borderless usa-table--compact ak-table">
          <caption className="usa-sr-only">{say('clocks.days')}</caption>
          <thead>
            <tr>
              {columns.map((key) => (
                <th key={key} scope="col">
                  {say(key)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {days.map(({ date, counted, why, authority }) => (
              <tr key={date}>
                <td className="ak-nowrap">{format.format(new Date(`${date}T00:00:00Z`))}</td>
                <td>{say(counted ? 'clocks.yes' : 'clocks.no')}</td>
                <td>{why}</td>
                <td>{authority}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
