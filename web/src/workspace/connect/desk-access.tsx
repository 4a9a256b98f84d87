import { useQuery } from '@tanstack/react-query';
import { Label, Select } from '@trussworks/react-uswds';
import type { ReactNode } from 'react';
import { accessInWords } from '../../../../src/accounts/connect/access-words.rules.js';
import type { ClauseTask } from '../../../../src/accounts/connect/clauses/read-clause-tasks.js';
import type { AccessView } from '../../../../src/accounts/connect/read-access.js';
import { useLanguage, useSay } from '../../frame/language.js';
import { GoTo } from '../../frame/places.js';
import { Part } from '../../frame/screen.js';
import { useMoments } from '../../frame/when.js';
import { isolated } from '../../records/plain-text.js';
import { Answer } from '../answers.js';
import { get, send } from '../api.js';
import { ChangeDetails, ChangeForm, Field } from '../change-form.js';
import { useMay } from '../reads.js';

function AccessLine({ access }: { access: AccessView }): ReactNode {
  const say = useSay();
  const when = useMoments(access.accountId);
  const isOver = access.is !== 'ending';
  return (
    <li className={isOver ? 'ak-overdue' : undefined}>
      <GoTo href={`/accounts/${encodeURIComponent(access.accountId)}`}>{isolated(access.handle)}</GoTo>:{' '}
      {accessInWords(access, { say, at: when.full })[0]}
    </li>
  );
}

/** Access that ends within a month or has ended, what ends first before the rest. */
export function AccessEnding(): ReactNode {
  const say = useSay();
  const all = useQuery({
    queryKey: ['access'],
    queryFn: ({ signal }) => get<{ items: readonly AccessView[] }>('/access', signal),
    refetchInterval: 15_000,
  });
  return (
    <Part title={say('desk.access')} id="desk-access">
      <Answer of={all}>
        {({ items }) => {
          const urgent = items.filter(({ is }) => is === 'ending' || is === 'ended' || is === 'refused');
          if (urgent.length === 0) return <p>{say('desk.access-well')}</p>;
          return (
            <ul className="ak-list">
              {urgent.map((access) => (
                <AccessLine key={access.accountId} access={access} />
              ))}
            </ul>
          );
        }}
      </Answer>
    </Part>
  );
}

function Decide({ task }: { task: ClauseTask }): ReactNode {
  const say = useSay();
  return (
    <ChangeDetails title={say('clauses.decide')}>
      <ChangeForm
        presses={[{ value: 'decide', label: say('clauses.decide') }]}
        change={(fields) => send('POST', `/accounts/${encodeURIComponent(task.accountId)}/clause-decisions`, fields)}
      >
        <Label htmlFor={`says-${task.accountId}`}>{say('clauses.decide')}</Label>
        <Select id={`says-${task.accountId}`} name="says">
          <option value="keep">{say('clauses.keep')}</option>
          <option value="give-up">{say('clauses.give-up')}</option>
        </Select>
        <Field
          id={`ground-${task.accountId}`}
          name="ground"
          label={say('clauses.decision')}
          hint={say('connect.ground-hint')}
        />
      </ChangeForm>
    </ChangeDetails>
  );
}

function Task({ task }: { task: ClauseTask }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const when = useMoments(task.accountId);
  const manages = useMay('account.manage');
  const { decision, dueAt, isDue, conflict, items, since } = task;
  return (
    <li className={isDue ? 'ak-overdue' : undefined}>
      <p>
        {say(`clauses.${conflict}`, { handle: isolated(task.handle), items, since: when.full(since) })}{' '}
        {isDue ? say('clauses.due') : say('clauses.due-on', { day: when.date(dueAt) })}
      </p>
      {task.clauses.map((clause) => (
        <p key={clause.key} className="ak-quiet">
          {clause[language]}
        </p>
      ))}
      {decision === null ? null : (
        <p>
          {say('clauses.decided', {
            at: when.full(decision.at),
            says: say(`clauses.${decision.says}`),
            ground: isolated(decision.ground, 300),
          })}
        </p>
      )}
      {manages ? <Decide task={task} /> : null}
    </li>
  );
}

/** What is kept that a platform wants deleted; nothing where there is none. */
export function ClauseTasks(): ReactNode {
  const say = useSay();
  const tasks = useQuery({
    queryKey: ['clause-tasks'],
    queryFn: ({ signal }) => get<{ items: readonly ClauseTask[] }>('/clause-tasks', signal),
  });
  if (tasks.data === undefined || tasks.data.items.length === 0) return null;
  return (
    <Part title={say('desk.clauses')} id="desk-clauses">
      <ul className="ak-list">
        {tasks.data.items.map((task) => (
          <Task key={task.accountId} task={task} />
        ))}
      </ul>
    </Part>
  );
}
