import type { ReactNode } from 'react';
import { calendarDate, fullTime } from '../../../../src/platform/sentences/when.rules.js';
import type { ListView } from '../../../../src/retention/disposition/disposition.types.js';
import { useLanguage, useSay } from '../../frame/language.js';
import { GoTo } from '../../frame/places.js';
import { Part, Screen } from '../../frame/screen.js';
import { isolated, Name } from '../../records/plain-text.js';
import { AnswerScreen } from '../answers.js';
import { addressOf } from '../api.js';
import { listPath, useList } from '../dispositions/disposition-reads.js';
import { ListEntries } from '../dispositions/list-entries.js';
import { PackagePart } from '../dispositions/package-part.js';
import { NextStep } from '../dispositions/next-step.js';

function Facts({ list }: { list: ListView }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const { policy, version, series, title, authority } = list.about;
  const at = fullTime(list.proposedAt, list.zone, language);
  return (
    <Part title={say('list.facts')} id="list-facts">
      <dl className="ak-facts">
        <div>
          <dt>{say('dispositions.kind')}</dt>
          <dd>{say(`list-kind.${list.about.action}`)}</dd>
        </div>
        <div>
          <dt>{say('list.series')}</dt>
          <dd>{isolated(`${series}: ${title[language]}`, 300)}</dd>
        </div>
        <div>
          <dt>{say('list.schedule')}</dt>
          <dd>{say('list.schedule-of', { policy, version })}</dd>
        </div>
        <div>
          <dt>{say('list.authority')}</dt>
          <dd>
            <a href={authority.url} rel="noreferrer">
              {authority.citation[language]}
            </a>
          </dd>
        </div>
        <div>
          <dt>{say('list.proposed')}</dt>
          <dd>{say('list.by', { at, by: isolated(list.proposedBy) })}</dd>
        </div>
        <div>
          <dt>{say('list.counts')}</dt>
          <dd>
            {say('list.count-line', { ...list.counts })}
            {list.counts.decided === 0 ? '' : `, ${say('list.decided', { n: list.counts.decided })}`}
          </dd>
        </div>
      </dl>
    </Part>
  );
}

function Consents({ list }: { list: ListView }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const day = (on: string): string => calendarDate(`${on}T12:00:00Z`, 'UTC', language);
  if (list.about.consents.length === 0) {
    return (
      <Part title={say('list.consents')} id="list-consents">
        <p>{say('list.consents-none')}</p>
      </Part>
    );
  }
  const nameOf = (name: string): string => {
    const known = list.about.consents.find((needed) => needed === name);
    return known === undefined ? name : say(`consent-name.${known}`);
  };
  return (
    <Part title={say('list.consents')} id="list-consents">
      <ul className="ak-list">
        {list.consents.map(({ id, name, number, givenOn, fileName }) => (
          <li key={id}>
            {say('list.consent-line', { name: nameOf(name), number: isolated(number), day: day(givenOn) })}{' '}
            <a href={addressOf(listPath(list.id, `/consents/${id}/file`))} download>
              {say('list.consent-file', { file: isolated(fileName) })}
            </a>
          </li>
        ))}
        {list.missingConsents.map((name) => (
          <li key={name}>{say('list.consent-missing', { name: nameOf(name) })}</li>
        ))}
      </ul>
    </Part>
  );
}

function Steps({ list }: { list: ListView }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  if (list.steps.length === 0) return null;
  return (
    <Part title={say('list.steps')} id="list-steps">
      <ul className="ak-list">
        {list.steps.map(({ action, at, by, reason }) => {
          const values = {
            at: fullTime(at, list.zone, language),
            action: say(`list-action.${action}`),
            by: isolated(by),
          };
          return (
            <li key={`${at} ${action}`}>
              {reason === null
                ? say('list.step', values)
                : say('list.step-reason', { ...values, reason: isolated(reason, 2_000) })}
            </li>
          );
        })}
      </ul>
    </Part>
  );
}

export function DispositionScreen({ id }: { id: string }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  return (
    <AnswerScreen of={useList(id)}>
      {(list) => (
        <Screen
          title={say('list.title', { number: list.number })}
          lede={
            <>
              {say(`list-state.${list.state}`)} · <Name limit={300}>{list.body}</Name>
            </>
          }
        >
          <p>
            <GoTo href="/dispositions">{say('dispositions.back')}</GoTo>
          </p>
          {list.certificateId === null ? null : (
            <p>
              <a
                className="usa-button"
                href={addressOf(listPath(list.id, `/certificate/file?language=${language}`))}
                download
              >
                {say('list.certificate')}
              </a>
            </p>
          )}
          <p>
            <a href={addressOf(listPath(list.id, `/inventory/file?language=${language}`))} download>
              {say('list.inventory')}
            </a>{' '}
            <a href={addressOf(listPath(list.id, `/inventory/file?format=csv&language=${language}`))} download>
              {say('list.inventory-csv')}
            </a>
          </p>
          <div className="ak-columns">
            <Facts list={list} />
            <NextStep list={list} />
          </div>
          <PackagePart list={list} />
          <Consents list={list} />
          <Steps list={list} />
          <ListEntries list={list} />
        </Screen>
      )}
    </AnswerScreen>
  );
}
