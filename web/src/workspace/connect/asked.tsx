import type { ReactNode } from 'react';
import type { AskedView, ConnectedView } from '../../../../src/accounts/connect/connect.types.js';
import { calendarDate } from '../../../../src/platform/sentences/when.rules.js';
import { useLanguage, useSay } from '../../frame/language.js';
import { OutsideAddress } from '../../frame/places.js';
import { isolated } from '../../records/plain-text.js';

/** Each permission, and what is not captured without it. */
export function Scopes({ scopes }: { scopes: AskedView['scopes'] }): ReactNode {
  const say = useSay();
  return (
    <ul className="ak-list">
      {scopes.map(({ scope, without }) => (
        <li key={scope}>{say('connect.scope', { scope, without: say(`limit.${without}`) })}</li>
      ))}
    </ul>
  );
}

/** What a platform's terms say that bears on keeping, each with its source and how sure it is. */
export function Clauses({ clauses }: { clauses: AskedView['clauses'] }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  if (clauses.length === 0) return null;
  return (
    <>
      <h3 className="ak-label">{say('connect.clauses')}</h3>
      <ul className="ak-list">
        {clauses.map((clause) => (
          <li key={clause.key}>
            <p>{clause[language]}</p>
            <p className="ak-quiet">
              {say('connect.clause-source', {
                title: clause.source.title,
                day: calendarDate(`${clause.checked}T12:00:00Z`, 'UTC', language),
              })}{' '}
              {clause.trust === 'assumed' ? say('connect.clause-assumed') : ''}{' '}
              <OutsideAddress url={clause.source.url} />
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

/** That it is done, and what the owner left out. */
export function Connected({ connected }: { connected: ConnectedView }): ReactNode {
  const say = useSay();
  return (
    <>
      {say('connect.done', { handle: isolated(connected.handle) })}
      {connected.missing.map(({ scope, without }) => (
        <span key={scope} className="ak-sentence">
          {say('connect.done-missing', { scope, without: say(`limit.${without}`) })}
        </span>
      ))}
    </>
  );
}
