import type { ReactNode } from 'react';
import type { EntryView, ListView } from '../../../../src/retention/disposition/disposition.types.js';
import { DataTable } from '../../frame/data-table.js';
import { type Say, useSay } from '../../frame/language.js';
import { GoTo } from '../../frame/places.js';
import { Part } from '../../frame/screen.js';
import { When } from '../../frame/when.js';
import { isolated, Name } from '../../records/plain-text.js';
import { Answer } from '../answers.js';
import { send } from '../api.js';
import { ChangeForm, Field } from '../change-form.js';
import { useMay } from '../reads.js';
import { DecisionFields } from './decision-fields.js';
import { listPath, useEntries } from './disposition-reads.js';

const MARK = 'item ';
const COLUMNS = [
  { title: 'entry.item' },
  { title: 'entry.account' },
  { title: 'entry.created' },
  { title: 'entry.state' },
] as const;

function whatBecame({ state, why, reason, decision }: EntryView, say: Say): string {
  if (decision !== null) return say(`decision.${decision}`);
  if (why !== null) return say(`entry-why.${why}`);
  return reason === null ? say(`entry-state.${state}`) : say('entry.excluded', { reason: isolated(reason, 2_000) });
}

function Row({ entry, canMark }: { entry: EntryView; canMark: boolean }): ReactNode {
  const say = useSay();
  const short = entry.id.slice(-8);
  return (
    <tr>
      <th scope="row" className="ak-nowrap">
        {canMark ? (
          <input
            type="checkbox"
            className="ak-mark"
            name={`${MARK}${entry.id}`}
            aria-label={say('list.mark', { id: short })}
          />
        ) : null}{' '}
        <GoTo href={`/items/${entry.id}`}>{`${entry.kind} ${short}`}</GoTo>
      </th>
      <td>
        <Name limit={100}>{entry.account}</Name>
      </td>
      <td>
        <When at={entry.createdAt} accountId={entry.accountId} precision="date" />
      </td>
      <td>{whatBecame(entry, say)}</td>
    </tr>
  );
}

/** Its items, each of which can be looked at; those marked are excluded, or decided on, together and with one reason. */
export function ListEntries({ list }: { list: ListView }): ReactNode {
  const say = useSay();
  const mayManage = useMay('disposition.manage');
  const mayExclude = mayManage && list.actions.includes('exclude');
  const mayDecide = mayManage && list.actions.includes('decide');
  const change = (fields: Readonly<Record<string, string>>, pressed: string): Promise<unknown> => {
    const itemIds = Object.keys(fields).flatMap((name) => (name.startsWith(MARK) ? [name.slice(MARK.length)] : []));
    const { reason = '', decision = '', from = '' } = fields;
    if (pressed === 'exclude') return send('POST', listPath(list.id, '/exclusions'), { itemIds, reason });
    const day = from === '' ? {} : { from };
    return send('POST', listPath(list.id, '/decisions'), { decision, itemIds, reason, ...day });
  };
  const exclude = { value: 'exclude', label: say('list.exclude') } as const;
  const decide = { value: 'decide', label: say('review.decide-marked') } as const;
  const table = (entries: readonly EntryView[]): ReactNode => (
    <DataTable title={say('list.items-table')} columns={COLUMNS}>
      {entries.map((entry) => (
        <Row key={entry.id} entry={entry} canMark={mayExclude && entry.state === 'listed'} />
      ))}
    </DataTable>
  );
  return (
    <Part title={say('list.items')} id="list-items">
      <Answer of={useEntries(list.id)}>
        {({ items, nextCursor }) => (
          <>
            {items.length === 0 ? <p>{say('list.items-none')}</p> : null}
            {nextCursor === null ? null : <p>{say('list.items-more', { n: items.length })}</p>}
            {mayExclude && items.length > 0 ? (
              <ChangeForm presses={mayDecide ? [exclude, decide] : [exclude]} change={change}>
                {table(items)}
                {mayDecide ? <DecisionFields id="marked" /> : null}
                <Field id="exclude-reason" name="reason" label={say('list.reason')} />
              </ChangeForm>
            ) : null}
            {!mayExclude && items.length > 0 ? table(items) : null}
          </>
        )}
      </Answer>
    </Part>
  );
}
