import type { ReactNode } from 'react';
import type { ItemView } from '../../../src/archive/views.types.js';
import { useSay } from '../frame/language.js';
import { useMoments, When } from '../frame/when.js';
import { type Bound, boundsOf } from './bounds.rules.js';

function Mark(props: { bound: Bound; accountId: string; date: string | null; went: boolean }): ReactNode {
  const say = useSay();
  const { bound } = props;
  return (
    <li className={`ak-bounds__mark ak-bounds__mark--${bound.kind} ${props.went ? 'ak-bounds__mark--went' : ''}`}>
      <span className="ak-bounds__time">
        <When at={bound.at} accountId={props.accountId} precision="clock" />
      </span>
      <span className="ak-bounds__what">{say(`bounds.${bound.kind}`, { n: bound.version })}</span>
      {props.date === null ? null : <span className="ak-bounds__date">{props.date}</span>}
      {props.went ? <span className="ak-bounds__legend">{say('bounds.went')}</span> : null}
    </li>
  );
}

/** The item's life at the source as a line of moments; hatched where it went, between the last look and the next. */
export function Bounds({ item }: { item: ItemView }): ReactNode {
  const say = useSay();
  const when = useMoments(item.accountId);
  const bounds = boundsOf(item);
  return (
    <div className="ak-bounds">
      <h2 className="usa-sr-only">{say('bounds.title')}</h2>
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
              went={bounds[index + 1]?.kind === 'first-missing'}
            />
          );
        })}
      </ol>
    </div>
  );
}
