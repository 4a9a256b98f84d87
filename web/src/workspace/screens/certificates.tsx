import { Button } from '@trussworks/react-uswds';
import type { ReactNode } from 'react';
import type { CertificateView } from '../../../../src/search/certificate.types.js';
import { DataTable } from '../../frame/data-table.js';
import { useLanguage, useSay } from '../../frame/language.js';
import { GoTo } from '../../frame/places.js';
import { Screen } from '../../frame/screen.js';
import { When } from '../../frame/when.js';
import { Name } from '../../records/plain-text.js';
import { Trouble } from '../answers.js';
import { useCertificates } from '../search/kept-reads.js';

const COLUMNS = [
  { title: 'certificates.at' },
  { title: 'certificates.by' },
  { title: 'certificates.asked' },
  { title: 'certificates.items', isNumber: true },
] as const;

function Row({ certificate }: { certificate: CertificateView }): ReactNode {
  const language = useLanguage();
  const { id, at, by, asked, found } = certificate;
  return (
    <tr>
      <th scope="row" className="ak-nowrap">
        <GoTo href={`/certificates/${id}`}>
          <When at={at} />
        </GoTo>
      </th>
      <td>
        <Name>{by}</Name>
      </td>
      <td>
        <Name limit={200}>{asked.inWords[language]}</Name>
      </td>
      <td className="ak-number">{found.items}</td>
    </tr>
  );
}

export function CertificatesScreen(): ReactNode {
  const say = useSay();
  const found = useCertificates();
  const all = found.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Screen title={say('certificates.title')} lede={say('kept.certify-hint')}>
      {found.error === null ? null : <Trouble problem={found.error} />}
      {found.data === undefined ? (
        found.error === null ? (
          <p className="ak-quiet">{say('frame.reading')}</p>
        ) : null
      ) : all.length === 0 ? (
        <p>{say('certificates.none')}</p>
      ) : (
        <DataTable title={say('certificates.table')} columns={COLUMNS}>
          {all.map((one) => (
            <Row key={one.id} certificate={one} />
          ))}
        </DataTable>
      )}
      {found.hasNextPage ? (
        <Button type="button" outline disabled={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {say('certificates.more')}
        </Button>
      ) : null}
    </Screen>
  );
}
