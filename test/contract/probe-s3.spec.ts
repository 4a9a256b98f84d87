import { ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import { S3ObjectStore } from '../../src/archive/adapters/s3-object-store.js';
import { PROBES, type ProbeRow } from '../../src/archive/index.js';
import { hasRadosgw, type Radosgw, radosgw } from '../support/radosgw.js';

const suite = hasRadosgw ? describe : describe.skip;

async function rowsOf(store: S3ObjectStore): Promise<Map<string, ProbeRow['verdict']>> {
  const rows = new Map<string, ProbeRow['verdict']>();
  for await (const { probe, verdict } of store.probe()) rows.set(probe, verdict);
  return rows;
}

suite('the probe of an S3 store, on Ceph', () => {
  let ceph: Radosgw;
  beforeAll(async () => {
    ceph = await radosgw();
  }, 120_000);

  /** formats as measured: what Ceph 16 keeps, and the holes it is known for. */
  const KNOWN = {
    'lock-kept': 'enforced',
    'delete-locked': 'enforced',
    'shorten-lock': 'enforced',
    'weaken-lock': 'enforced',
    'overwrite-locked': 'enforced',
    hold: 'enforced',
    'put-once': 'worked-around',
    'lock-of-parts': 'worked-around',
    'lock-of-copy': 'worked-around',
    'checksum-sha256': 'worked-around',
    'checksum-md5': 'enforced',
    'far-date': 'worked-around',
  } as const;

  it('finds what it keeps, and each of its holes', async () => {
    const [client, bucket] = [ceph.client('akta'), await ceph.bucket()];
    const store = new S3ObjectStore(client, { bucket, lockMode: 'COMPLIANCE' });
    const rows = await rowsOf(store);
    expect(Object.fromEntries(rows)).toEqual(KNOWN);
    expect([...rows.keys()]).toEqual([...PROBES]);
    expect(Object.fromEntries(await rowsOf(store))).toEqual(KNOWN);
    const { Versions = [] } = await client.send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix: 'probe/' }));
    expect(Versions.map(({ Key = '' }) => Key.split('/').at(-1))).toEqual(['locked', 'locked']);
    client.destroy();
  }, 60_000);

  it('tries nothing where nothing can be locked, and says that evidence may not be trusted to it', async () => {
    const { bucket, client } = await ceph.plainBucket();
    const rows = await rowsOf(new S3ObjectStore(client, { bucket, lockMode: 'COMPLIANCE' }));
    expect(Object.fromEntries(rows)).toEqual({ 'lock-kept': 'refused' });
    client.destroy();
  }, 60_000);
});
