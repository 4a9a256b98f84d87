import type { DataSource } from 'typeorm';
import type { AccessView, ReadAccess } from '../../accounts/index.js';
import { system } from '../../platform/index.js';
import type { Metric } from './exposition.rules.js';

const STANDINGS: readonly AccessView['is'][] = ['none', 'well', 'ending', 'ended', 'refused'];

/** How access to accounts stands, and whether whoever is to be told of it was. */
export async function accessMetrics(database: DataSource, access: ReadAccess): Promise<Metric[]> {
  const all = await access.all(system('integrity'));
  const [waiting] = await database.query<{ n: number }[]>(
    `SELECT count(*)::int AS n FROM access_notice WHERE sent_at IS NULL AND next_at IS NOT NULL`,
  );
  const samples = STANDINGS.map((is) => ({ value: all.filter((one) => one.is === is).length, labels: { is } }));
  return [
    { name: 'akta_access', type: 'gauge', help: 'Accounts by how access to them stands.', samples },
    {
      name: 'akta_access_notices_waiting',
      type: 'gauge',
      help: 'Messages about access that ends which are not sent.',
      samples: [{ value: waiting?.n ?? 0 }],
    },
  ];
}
