import type { ReactNode } from 'react';
import type { ItemView } from '../../../src/archive/views.types.js';
import { useSay } from '../frame/language.js';
import { useMoments, When } from '../frame/when.js';
import { type Bound, boundsOf } from './bounds.rules.js';

function Mark({ bound, accountId, date }: { bound: Bound; accountId: string; date: string | null }): ReactNode {
  const say = useSay();
  return (
    <li className={`ak-bounds__mark ak-bounds__mark--${bound.kind}`}>
      <span className="ak-bounds__time">
        <When at={bound.at} accountId={accountId} precision="clock" />
      </span>
      <span className="ak-bounds__what">{say(`bounds.${bound.kind}`, { n: bound.version })}</span>
      {date === null ? null : <span className="ak-bounds__date">{date}</span>}
    </li>
  );
}

/** The item's life at the source as a line of moments; hatched where it went, between the last look and the next. */
export function Bounds({ item }: { item: ItemView }): ReactNode {
  const say = useSay();
  const when = useMoments(item.accountId);
  const bounds = boundsOf(item);
  const went = bounds.some((bound) => bound.kind === 'first-missing');
  return (
    <div className="ak-bounds">
      <h3 className="usa-sr-only">{say('bounds.title')}</h3>
      <ol className="ak-bounds__line">
        {bounds.map((bound, index) => {
          const date = when.date(bound.at);
          const before = bounds[index - 1];
          const changed = before === undefined || when.date(before.at) !== date;
          return (
            <Mark
              key={`${bound.kind}:${bound.version}`}
              bound={bound}
              accountId={item.accountId}
              date={changed ? date : null}
            />
          );
        })}
      </ol>
      {went ? <p className="ak-bounds__legend">{say('bounds.went')}</p> : null}
    </div>
  );
}
