import type { ReactNode } from 'react';
import { useSay } from '../../frame/language.js';
import { GoTo } from '../../frame/places.js';
import { Part } from '../../frame/screen.js';
import { Answer } from '../answers.js';
import { HoldLinks } from '../holds/held-by.js';
import { useMay } from '../reads.js';
import { useDay } from './due.js';
import { requestPath, useHolds, useRequestDuties } from './request-reads.js';

/** Deadlines the desk is reminded of today, the nearest first. */
export function RequestsDue(): ReactNode {
  const say = useSay();
  const day = useDay();
  const may = useMay('request.read');
  const duties = useRequestDuties(may);
  if (!may) return null;
  return (
    <Part title={say('desk.requests')} id="desk-requests">
      <Answer of={duties}>
        {({ items }) =>
          items.length === 0 ? (
            <p>{say('desk.requests-none')}</p>
          ) : (
            <ul className="ak-list">
              {items.map(({ requestId, number, dueOn, why }) => (
                <li key={requestId} className={why === 'overdue' ? 'ak-overdue' : undefined}>
                  <GoTo href={requestPath(requestId)}>
                    {say('desk.request', { number, due: day(dueOn), why: say(`due.why.${why}`) })}
                  </GoTo>
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </Part>
  );
}

/** Releases that somebody has proposed and nobody has approved. */
export function HoldsWaiting(): ReactNode {
  const say = useSay();
  const may = useMay('hold.read');
  const holds = useHolds({}, may);
  if (!may) return null;
  return (
    <Part title={say('desk.holds')} id="desk-holds">
      <Answer of={holds}>
        {(all) => {
          const waiting = all.filter(({ state }) => state === 'release-proposed');
          return waiting.length === 0 ? <p>{say('desk.holds-none')}</p> : <HoldLinks holds={waiting} />;
        }}
      </Answer>
    </Part>
  );
}
