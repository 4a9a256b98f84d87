import type { ReactNode } from 'react';
import type { FixityView, StoredFaultView } from '../../../../src/integrity/fixity/fixity.views.js';
import { DataTable } from '../../frame/data-table.js';
import { useSay } from '../../frame/language.js';
import { Part } from '../../frame/screen.js';
import { useMoments, When } from '../../frame/when.js';
import { Name } from '../../records/plain-text.js';
import { send } from '../api.js';
import { ChangeForm, Field } from '../change-form.js';
import { useMe } from '../reads.js';

const COLUMNS = [
  { title: 'storage.what' },
  { title: 'storage.where' },
  { title: 'storage.since' },
  { title: 'storage.state' },
] as const;

function LookAt({ fault }: { fault: StoredFaultView }): ReactNode {
  const say = useSay();
  const may: readonly string[] = useMe().data?.permissions ?? [];
  if (!may.includes('fixity.manage')) return null;
  return (
    <ChangeForm
      presses={[{ value: 'look', label: say('storage.look') }]}
      change={({ said = '' }) => send<FixityView>('POST', `/fixity/faults/${fault.id}/look`, { said })}
      done={() => say('storage.written')}
    >
      <Field id={`said-${fault.id}`} name="said" label={say('storage.said')} />
    </ChangeForm>
  );
}

function State({ fault }: { fault: StoredFaultView }): ReactNode {
  const say = useSay();
  const when = useMoments(null);
  if (fault.endedAt !== null) return say('storage.ended', { at: when.full(fault.endedAt) });
  if (fault.lookedAt === null) {
    return (
      <>
        <p>{say('storage.open')}</p>
        <LookAt fault={fault} />
      </>
    );
  }
  return <Name limit={2_000}>{say('storage.looked', { by: fault.lookedBy ?? '', said: fault.said ?? '' })}</Name>;
}

function Row({ fault }: { fault: StoredFaultView }): ReactNode {
  const say = useSay();
  return (
    <tr>
      <th scope="row">
        {say(`stored-kind.${fault.kind}`)}: {say(`stored-fault.${fault.what}`)}
      </th>
      <td>
        {fault.account === null ? null : <Name limit={100}>{fault.account}</Name>}{' '}
        <code className="ak-code">{fault.place}</code>{' '}
        {fault.object === null ? null : <code className="ak-code">{fault.object}</code>}
      </td>
      <td>
        <When at={fault.foundAt} />
      </td>
      <td>
        <State fault={fault} />
      </td>
    </tr>
  );
}

/** How much was read back, and what was then not as recorded. */
export function ReadBackPart({ fixity }: { fixity: FixityView }): ReactNode {
  const say = useSay();
  const when = useMoments(null);
  const { percent, objects, days, never, oldest, doneAt, faults } = fixity;
  return (
    <Part title={say('storage.fixity')} id="storage-fixity">
      <p>{say('storage.percent', { percent, objects, days })}</p>
      {never === 0 ? null : <p>{say('storage.never', { n: never })}</p>}
      {oldest === null ? null : <p>{say('storage.oldest', { at: when.full(oldest) })}</p>}
      {doneAt === null ? null : <p>{say('storage.done', { at: when.full(doneAt) })}</p>}
      {faults.length === 0 ? (
        <p>{say('storage.none')}</p>
      ) : (
        <DataTable title={say('storage.findings')} columns={COLUMNS}>
          {faults.map((fault) => (
            <Row key={fault.id} fault={fault} />
          ))}
        </DataTable>
      )}
    </Part>
  );
}
