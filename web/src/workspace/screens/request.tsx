import type { ReactNode } from 'react';
import type { RequestView } from '../../../../src/requests/request.types.js';
import { fullTime } from '../../../../src/platform/sentences/when.rules.js';
import { useLanguage, useSay } from '../../frame/language.js';
import { GoTo } from '../../frame/places.js';
import { Part, Screen } from '../../frame/screen.js';
import { isolated, PlainText } from '../../records/plain-text.js';
import { Answer, AnswerScreen } from '../answers.js';
import { DueDays } from '../due-days.js';
import { useMay } from '../reads.js';
import { Due, useDay } from '../requests/due.js';
import { Found } from '../requests/found.js';
import { HandlesPart } from '../requests/handles.js';
import { History } from '../requests/history.js';
import { Letters } from '../requests/letters.js';
import { MakeAnswer } from '../requests/make-answer.js';
import { holdPath, requestPath, useRequest, useRequestDue } from '../requests/request-reads.js';
import { ScopeFacts } from '../requests/scope-fields.js';
import { TakeSteps } from '../requests/take-steps.js';

function Question({ request }: { request: RequestView }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const at = fullTime(request.receivedAt, request.zone, language);
  const channel = say(`channel.${request.channel}`);
  return (
    <Part title={say('request.question')} id="request-question" className="ak-card">
      <PlainText text={request.letter?.text ?? ''} className="ak-content__text" />
      <p className="ak-quiet">{say('request.asked-by', { name: isolated(request.requester, 500), at, channel })}</p>
      {request.onlyNew ? <p>{say('request.only-new')}</p> : null}
      {request.secondReview ? <p>{say('request.second')}</p> : null}
      {request.earlier.length === 0 ? null : (
        <>
          <h3 className="ak-label">{say('request.earlier')}</h3>
          <ul className="ak-list">
            {request.earlier.map(({ id, number }) => (
              <li key={id}>
                <GoTo href={requestPath(id)}>{number}</GoTo>
              </li>
            ))}
          </ul>
        </>
      )}
    </Part>
  );
}

/** The days counted and left out with everything that has moved them, and what else must be known of the date. */
function ShowDays({ request }: { request: RequestView }): ReactNode {
  const due = useRequestDue(request, useLanguage());
  if (request.law === null || request.dueOn === null) return null;
  return (
    <Answer of={due}>
      {({ sentence, further, days }) => (
        <>
          <p>{sentence}</p>
          <DueDays days={days} />
          {further.map((also) => (
            <p key={also} className="ak-quiet">
              {also}
            </p>
          ))}
        </>
      )}
    </Answer>
  );
}

function Deadline({ request }: { request: RequestView }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const day = useDay();
  return (
    <Part title={say('request.clock')} id="request-clock">
      <p className="ak-count">
        <Due of={request} />
      </p>
      {request.authority === null ? null : <p>{request.authority[language]}</p>}
      {request.bodyType === null ? null : <p>{say('request.body-type', { type: request.bodyType })}</p>}
      <ShowDays request={request} />
      {request.outerOn === null ? null : <p>{say('due.outer', { day: day(request.outerOn) })}</p>}
      {request.reminders.length === 0 ? null : (
        <>
          <h3 className="ak-label">{say('due.reminders')}</h3>
          <ul className="ak-list">
            {request.reminders.map(({ kind, onDay }) => (
              <li key={kind}>{say('due.reminder', { day: day(onDay), why: say(`due.why.${kind}`) })}</li>
            ))}
          </ul>
        </>
      )}
    </Part>
  );
}

function ScopePart({ request }: { request: RequestView }): ReactNode {
  const say = useSay();
  const maySeeHolds = useMay('hold.read');
  return (
    <Part title={say('request.scope')} id="request-scope">
      {request.scope === null ? <p>{say('request.scope-none')}</p> : <ScopeFacts scope={request.scope} />}
      {request.holdId === null || !maySeeHolds ? null : (
        <p>
          <GoTo href={holdPath(request.holdId)}>{say('request.hold')}</GoTo>
        </p>
      )}
    </Part>
  );
}

function OneRequest({ request }: { request: RequestView }): ReactNode {
  const say = useSay();
  const law = request.law === null ? '' : ` · ${request.law}`;
  const lede = `${say(`request-state.${request.state}`)} · ${say(`request-kind.${request.kind}`)}${law}`;
  return (
    <Screen title={say('request.title', { number: request.number })} lede={lede}>
      <p>
        <GoTo href="/requests">{say('requests.back')}</GoTo>
      </p>
      <div className="ak-columns">
        <div>
          <Question request={request} />
          <Found request={request} />
          {useMay('export.make') ? <MakeAnswer request={request} /> : null}
          <Letters request={request} />
          <Part title={say('request.history')} id="request-history">
            <History request={request} />
          </Part>
        </div>
        <div>
          <Deadline request={request} />
          {useMay('request.manage') ? (
            <Part title={say('request.steps')} id="request-steps">
              <TakeSteps request={request} />
            </Part>
          ) : null}
          <ScopePart request={request} />
          <HandlesPart request={request} />
        </div>
      </div>
    </Screen>
  );
}

export function RequestScreen({ id }: { id: string }): ReactNode {
  return (
    <AnswerScreen of={useRequest(id)}>{(request) => <OneRequest key={request.id} request={request} />}</AnswerScreen>
  );
}
