import type { ReactNode } from 'react';
import type { Standing } from '../../../../src/integrity/doctor/doctor.types.js';
import type { FindingView } from '../../../../src/integrity/doctor/finding-in-words.js';
import type { ExaminationView } from '../../../../src/integrity/doctor/read-examinations.js';
import { DataTable } from '../../frame/data-table.js';
import { useLanguage, useSay } from '../../frame/language.js';
import { Part } from '../../frame/screen.js';
import { useMoments, When } from '../../frame/when.js';
import { Name } from '../../records/plain-text.js';
import { send } from '../api.js';
import { ChangeForm } from '../change-form.js';

const FOUND = [{ title: 'storage.part' }, { title: 'storage.is' }, { title: 'storage.told' }] as const;
const HISTORY = [
  { title: 'storage.when' },
  { title: 'storage.by' },
  { title: 'storage.well', isNumber: true },
  { title: 'storage.known', isNumber: true },
  { title: 'storage.ill', isNumber: true },
  { title: 'storage.unseen', isNumber: true },
] as const;
/** What is ill is read first. */
const ORDER: readonly Standing[] = ['ill', 'unseen', 'known', 'well'];

function Found({ found }: { found: FindingView }): ReactNode {
  const say = useSay();
  return (
    <tr>
      <th scope="row">{found.part}</th>
      <td>{found.is === 'ill' ? <strong>{say('storage.ill')}</strong> : say(`storage.${found.is}`)}</td>
      <td>
        <Name limit={1_000}>{found.sentence}</Name>
      </td>
    </tr>
  );
}

function Last({ examination }: { examination: ExaminationView }): ReactNode {
  const say = useSay();
  const when = useMoments(null);
  const title = say('storage.last', { at: when.full(examination.at) });
  const sorted = examination.found.toSorted((a, b) => ORDER.indexOf(a.is) - ORDER.indexOf(b.is));
  return (
    <>
      <h3>{title}</h3>
      <DataTable title={title} columns={FOUND}>
        {sorted.map((found, i) => (
          <Found key={`${i} ${found.sentence}`} found={found} />
        ))}
      </DataTable>
    </>
  );
}

function History({ items }: { items: readonly ExaminationView[] }): ReactNode {
  const say = useSay();
  return (
    <>
      <h3>{say('storage.history')}</h3>
      <DataTable title={say('storage.history')} columns={HISTORY} compact>
        {items.map(({ id, at, by, counts }) => (
          <tr key={id}>
            <th scope="row">
              <When at={at} />
            </th>
            <td>
              <Name limit={100}>{by}</Name>
            </td>
            <td className="ak-number">{counts.well}</td>
            <td className="ak-number">{counts.known}</td>
            <td className="ak-number">{counts.ill}</td>
            <td className="ak-number">{counts.unseen}</td>
          </tr>
        ))}
      </DataTable>
    </>
  );
}

export function ExaminationsPart({ items }: { items: readonly ExaminationView[] }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  const [last, ...earlier] = items;
  return (
    <Part title={say('storage.examinations')} id="storage-examinations">
      <ChangeForm
        presses={[{ value: 'examine', label: say('storage.examine') }]}
        change={() => send<{ found: readonly FindingView[] }>('POST', `/examinations?lang=${language}`)}
        done={({ found }) => say('storage.examined', { ill: found.filter(({ is }) => is === 'ill').length })}
      />
      {last ? <Last examination={last} /> : <p>{say('storage.not-examined')}</p>}
      {earlier.length === 0 ? null : <History items={earlier} />}
    </Part>
  );
}
