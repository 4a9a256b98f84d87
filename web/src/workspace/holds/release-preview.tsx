import type { ReactNode } from 'react';
import { DataTable } from '../../frame/data-table.js';
import { useSay } from '../../frame/language.js';
import { Name } from '../../records/plain-text.js';
import { Answer } from '../answers.js';
import { useReleasePreview } from '../requests/request-reads.js';

const COLUMNS = [
  { title: 'preview.account' },
  { title: 'preview.freed', isNumber: true },
  { title: 'preview.stays', isNumber: true },
] as const;

/** Before anybody proposes or approves: how much would be kept by no hold any more. */
export function ReleasePreviewed({ id }: { id: string }): ReactNode {
  const say = useSay();
  return (
    <Answer of={useReleasePreview(id)}>
      {({ freed, stays, accounts }) => (
        <>
          <h3>{say('preview.title')}</h3>
          <p>{say('preview.sum', { freed, stays })}</p>
          {accounts.length === 0 ? null : (
            <DataTable title={say('preview.table')} columns={COLUMNS}>
              {accounts.map((account) => (
                <tr key={account.id}>
                  <th scope="row" className="ak-table__name">
                    <Name>{account.handle}</Name>
                  </th>
                  <td className="ak-number">{account.freed}</td>
                  <td className="ak-number">{account.stays}</td>
                </tr>
              ))}
            </DataTable>
          )}
        </>
      )}
    </Answer>
  );
}
