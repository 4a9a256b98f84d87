import { Button, Form, Label } from '@trussworks/react-uswds';
import type { FormEvent, ReactNode } from 'react';
import type { AuditLineView } from '../../../../src/archive/views.types.js';
import { DataTable } from '../../frame/data-table.js';
import { useLanguage, useSay } from '../../frame/language.js';
import { GoTo, usePlaces } from '../../frame/places.js';
import { Screen } from '../../frame/screen.js';
import { When } from '../../frame/when.js';
import { Trouble } from '../answers.js';
import { withQuery } from '../api.js';
import { type AuditParams, useAudit } from '../reads.js';
import { fieldsOf } from '../form-fields.js';

const FIELDS = [
  ['since', 'date', null],
  ['actor', 'text', 'audit.actor-hint'],
  ['item', 'text', 'audit.item-hint'],
] as const;

function Filters({ params }: { params: AuditParams }): ReactNode {
  const say = useSay();
  const { go } = usePlaces();
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    go(withQuery('/audit', fieldsOf(event.currentTarget)));
  };
  return (
    <Form
      onSubmit={submit}
      role="search"
      className="ak-form ak-filters ak-filters--wide"
      aria-label={say('audit.form')}
    >
      {FIELDS.map(([name, type, hint]) => (
        <div key={name}>
          <Label htmlFor={name}>{say(`audit.${name}`)}</Label>
          {hint === null ? null : (
            <span className="usa-hint" id={`${name}-hint`}>
              {say(hint)}
            </span>
          )}
          <input
            className="usa-input"
            id={name}
            name={name}
            type={type}
            defaultValue={params[name] ?? ''}
            {...(hint === null ? {} : { 'aria-describedby': `${name}-hint` })}
          />
        </div>
      ))}
      <div className="ak-buttons">
        <Button type="submit">{say('audit.go')}</Button>
        <GoTo href="/audit">{say('search.clear')}</GoTo>
      </div>
    </Form>
  );
}

function Line({ line }: { line: AuditLineView }): ReactNode {
  const say = useSay();
  const places = usePlaces();
  return (
    <tr>
      <td className="ak-number">{line.seq ?? <span className="ak-quiet">{say('audit.pending')}</span>}</td>
      <td className="ak-nowrap">
        <When at={line.at} accountId={line.accountId} />
      </td>
      <td>
        <bdi>{line.sentence}</bdi>{' '}
        {line.itemId === null ? null : (
          <GoTo href={places.item(line.itemId)} label={`${say('audit.open-item')} ${line.itemId}`}>
            {say('audit.open-item')}
          </GoTo>
        )}
      </td>
      <td>
        <bdi>{line.actor}</bdi>
      </td>
    </tr>
  );
}

const COLUMNS = [
  { title: 'audit.number', isNumber: true },
  { title: 'audit.when' },
  { title: 'audit.what' },
  { title: 'audit.actor' },
] as const;

function Lines({ lines }: { lines: readonly AuditLineView[] }): ReactNode {
  const say = useSay();
  return (
    <DataTable title={say('audit.table')} columns={COLUMNS} compact>
      {lines.map((line, index) => (
        <Line key={line.seq ?? `pending-${index}`} line={line} />
      ))}
    </DataTable>
  );
}

export function AuditScreen({ params }: { params: AuditParams }): ReactNode {
  const say = useSay();
  const found = useAudit(params, useLanguage());
  const lines = found.data?.pages.flatMap((page) => page.items);
  return (
    <Screen title={say('audit.title')} lede={say('audit.lede')}>
      <Filters key={JSON.stringify(params)} params={params} />
      {found.error === null ? null : <Trouble problem={found.error} />}
      {lines === undefined && found.error === null ? <p className="ak-quiet">{say('frame.reading')}</p> : null}
      {lines?.length === 0 ? <p>{say('audit.none')}</p> : null}
      {lines === undefined || lines.length === 0 ? null : <Lines lines={lines} />}
      {found.hasNextPage ? (
        <Button type="button" outline disabled={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {say('audit.more')}
        </Button>
      ) : null}
    </Screen>
  );
}
