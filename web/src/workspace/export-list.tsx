import { Button } from '@trussworks/react-uswds';
import type { ReactNode } from 'react';
import type { ExportView } from '../../../src/exports/export.types.js';
import { fullTime } from '../../../src/platform/sentences/when.rules.js';
import { DataTable } from '../frame/data-table.js';
import { useLanguage, useSay } from '../frame/language.js';
import { Part } from '../frame/screen.js';
import { isolated } from '../records/plain-text.js';
import { Answer } from './answers.js';
import { useExports } from './reads.js';

const COLUMNS = [
  { title: 'exports.name' },
  { title: 'exports.status' },
  { title: 'exports.by' },
  { title: 'exports.at' },
] as const;

function Row({ made, onOpen }: { made: ExportView; onOpen: (id: string) => void }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  return (
    <tr>
      <th scope="row" className="ak-table__name">
        <Button type="button" unstyled onClick={() => onOpen(made.id)}>
          {made.name}
        </Button>
      </th>
      <td>{say(`export-status.${made.status}`)}</td>
      <td>{isolated(made.madeBy)}</td>
      <td>{fullTime(made.madeAt, made.window.zone, language)}</td>
    </tr>
  );
}

/** The newest exports of everybody: here a second person finds what waits for approval. */
export function ExportList({ onOpen }: { onOpen: (id: string) => void }): ReactNode {
  const say = useSay();
  return (
    <Part title={say('exports.title')} id="exports">
      <Answer of={useExports()}>
        {({ items }) =>
          items.length === 0 ? (
            <p>{say('exports.none')}</p>
          ) : (
            <DataTable title={say('exports.table')} columns={COLUMNS}>
              {items.map((made) => (
                <Row key={made.id} made={made} onOpen={onOpen} />
              ))}
            </DataTable>
          )
        }
      </Answer>
    </Part>
  );
}
