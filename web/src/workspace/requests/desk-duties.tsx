import type { ReactNode } from 'react';
import type { MailState } from '../../../../src/requests/notices/read-mail.js';
import type { Duty } from '../../../../src/requests/read-duties.js';
import { useSay } from '../../frame/language.js';
import { Notice } from '../../frame/notice.js';
import { GoTo } from '../../frame/places.js';
import { Part } from '../../frame/screen.js';
import { Answer } from '../answers.js';
import { HoldLinks } from '../holds/held-by.js';
import { useMay } from '../reads.js';
import { useDay } from './due.js';
import { requestPath, useHolds, useRequestDuties } from './request-reads.js';

/** What keeps people from being told by mail; nothing where messages are on their way. */
function MailTrouble({ mail: { state, waiting, withoutAddress, refused } }: { mail: MailState }): ReactNode {
  const say = useSay();
  return (
    <>
      {state === 'failing' ? <Notice tone="warning">{say('desk.mail-failing', { n: waiting })}</Notice> : null}
      {state === 'not-set' ? <p className="ak-quiet">{say('desk.mail-not-set')}</p> : null}
      {withoutAddress === 0 ? null : <p>{say('desk.mail-no-address', { n: withoutAddress })}</p>}
      {refused === 0 ? null : <Notice tone="warning">{say('desk.mail-refused', { n: refused })}</Notice>}
    </>
  );
}

function useDutySentence(): (duty: Duty) => string {
  const say = useSay();
  const day = useDay();
  return ({ number, dueOn, why, recount, before }) => {
    const due = day(dueOn);
    const said = [
      why === null
        ? say('desk.request-plain', { number, due })
        : say('desk.request', { number, due, why: say(`due.why.${why}`) }),
    ];
    if (recount === 'stuck') said.push(say('desk.recount-stuck'));
    if (recount === 'moved' && before !== null) said.push(say('desk.recount-moved', { before: day(before) }));
    return said.join(' ');
  };
}

/** Deadlines the desk is reminded of today, the nearest first. */
export function RequestsDue(): ReactNode {
  const say = useSay();
  const sentence = useDutySentence();
  const may = useMay('request.read');
  const duties = useRequestDuties(may);
  if (!may) return null;
  return (
    <Part title={say('desk.requests')} id="desk-requests">
      <Answer of={duties}>
        {({ items, mail }) => (
          <>
            {items.length === 0 ? (
              <p>{say('desk.requests-none')}</p>
            ) : (
              <ul className="ak-list">
                {items.map((duty) => (
                  <li key={duty.requestId} className={duty.why === 'overdue' ? 'ak-overdue' : undefined}>
                    <GoTo href={requestPath(duty.requestId)}>{sentence(duty)}</GoTo>
                  </li>
                ))}
              </ul>
            )}
            <MailTrouble mail={mail} />
          </>
        )}
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
