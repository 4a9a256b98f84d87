import type { ReactNode } from 'react';
import type { CounterView } from '../../../../src/capture/counters/counter.types.js';
import { DataTable } from '../../frame/data-table.js';
import { useLanguage, useSay } from '../../frame/language.js';
import { Notice } from '../../frame/notice.js';
import { GoTo, usePlaces } from '../../frame/places.js';
import { Part } from '../../frame/screen.js';
import { useMoments } from '../../frame/when.js';
import { Name } from '../../records/plain-text.js';
import { Answer } from '../answers.js';
import { ChangeDetails } from '../change-form.js';
import { useCounter, useCounters } from './report-reads.js';

const COLUMNS = [
  { title: 'column.day' },
  { title: 'column.says', isNumber: true },
  { title: 'column.present', isNumber: true },
  { title: 'column.unexplained', isNumber: true },
] as const;

function Reading({ counter }: { counter: CounterView }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const when = useMoments(counter.accountId);
  const words = counter.inWords[language];
  return (
    <>
      {counter.lasting ? <Notice tone="warning">{words.at(-1)}</Notice> : null}
      <ul className="ak-list">
        {words.slice(0, counter.lasting ? -1 : undefined).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <p className="ak-quiet">{say('counter.at', { at: when.full(counter.seenAt) })}</p>
      <ChangeDetails title={say('counter.history')}>
        <DataTable title={say('counter.history')} columns={COLUMNS} compact>
          {counter.history.map(({ on, says, present, unexplained }) => (
            <tr key={on}>
              <th scope="row">{on}</th>
              <td className="ak-number">{says}</td>
              <td className="ak-number">{present}</td>
              <td className="ak-number">{unexplained}</td>
            </tr>
          ))}
        </DataTable>
      </ChangeDetails>
    </>
  );
}

/** What the platform counts of an account beside what is here. */
export function AccountCounter({ accountId }: { accountId: string }): ReactNode {
  const say = useSay();
  return (
    <Part title={say('counter.title')} id="account-counter">
      <Answer of={useCounter(accountId)}>
        {({ counter }) => (counter === null ? <p>{say('counter.never')}</p> : <Reading counter={counter} />)}
      </Answer>
    </Part>
  );
}

/** Only those that nothing explains, and for days: the others are on the pages of their accounts. */
export function CountersDiffer(): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const { account } = usePlaces();
  const lasting = (useCounters().data?.items ?? []).filter((counter) => counter.lasting);
  if (lasting.length === 0) return null;
  return (
    <Part title={say('desk.counters')} id="desk-counters">
      <ul className="ak-list">
        {lasting.map(({ accountId, handle, inWords }) => (
          <li key={accountId}>
            <GoTo href={account(accountId) ?? '/accounts'}>
              <Name limit={100}>{handle}</Name>
            </GoTo>{' '}
            {inWords[language].slice(0, 2).join(' ')}
          </li>
        ))}
      </ul>
    </Part>
  );
}
