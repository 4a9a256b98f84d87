import type { ReactNode } from 'react';
import { calendarDate } from '../../../../src/platform/sentences/when.rules.js';
import type { TrialView } from '../../../../src/retention/schedules/trials/trial.types.js';
import type { WhatIf, WhatIfLine } from '../../../../src/retention/schedules/what-if.js';
import { DataTable } from '../../frame/data-table.js';
import { useLanguage, useSay } from '../../frame/language.js';
import { Notice } from '../../frame/notice.js';
import { isolated, Name } from '../../records/plain-text.js';
import { Answer } from '../answers.js';
import { useTrial } from './policy-reads.js';

const COLUMNS = [
  { title: 'try.what' },
  { title: 'try.items', isNumber: true },
  { title: 'try.due', isNumber: true },
  { title: 'try.earliest' },
  { title: 'try.latest' },
] as const;

/** A day as people write it; none where there is none. */
export function Day({ on }: { on: string | null }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  if (on === null) return say('policies.next-none');
  return (
    <time className="ak-time" dateTime={on}>
      {calendarDate(`${on}T12:00:00Z`, 'UTC', language)}
    </time>
  );
}

function Line({ name, line }: { name: string; line: WhatIfLine }): ReactNode {
  return (
    <tr>
      <th scope="row">
        <Name limit={100}>{name}</Name>
      </th>
      <td className="ak-number">{line.items}</td>
      <td className="ak-number">{line.due}</td>
      <td>
        <Day on={line.earliest} />
      </td>
      <td>
        <Day on={line.latest} />
      </td>
    </tr>
  );
}

function Told({ answer }: { answer: WhatIf }): ReactNode {
  const say = useSay();
  const { policyId: policy, version, body, earlier, later, same, before, after, series, accounts } = answer;
  return (
    <>
      <h3>{say('try.answer', { policy, version, body: isolated(body, 100) })}</h3>
      <p>{say('try.moved', { earlier, later, same })}</p>
      <p>{say('try.unscheduled', { before: before.unscheduled, after: after.unscheduled })}</p>
      <DataTable title={say('try.table')} columns={COLUMNS}>
        <Line name={say('try.all')} line={after} />
        {series.map((line) => (
          <Line key={`${line.policyId}/${line.seriesId}`} name={`${line.policyId} ${line.seriesId}`} line={line} />
        ))}
        {accounts.map((line) => (
          <Line key={line.accountId} name={line.handle} line={line} />
        ))}
      </DataTable>
    </>
  );
}

function Progress({ trial: { state, items, total } }: { trial: TrialView }): ReactNode {
  const say = useSay();
  return (
    <>
      <progress className="ak-progress" max={Math.max(total, 1)} value={items} aria-label={say('try.title')} />
      <p role="status">{state === 'waiting' ? say('try.waiting') : say('try.working', { items, total })}</p>
    </>
  );
}

/** How far a trial is, and what came of it. */
export function Trial({ id }: { id: string }): ReactNode {
  const say = useSay();
  return (
    <Answer of={useTrial(id)}>
      {(trial) => {
        if (trial.answer !== null) return <Told answer={trial.answer} />;
        if (trial.fault === null) return <Progress trial={trial} />;
        return <Notice tone="error">{say('try.failed', { fault: trial.fault })}</Notice>;
      }}
    </Answer>
  );
}
