import { openS3 } from '../../src/archive/adapters/open-s3.js';
import { S3ObjectStore } from '../../src/archive/adapters/s3-object-store.js';

/** A bucket of the Ceph of this run, as the program sees it. */
export function radosgwStore({ endpoint, bucket }: { endpoint: string; bucket: string }): S3ObjectStore {
  const credentials = { accessKeyId: 'akta', secretAccessKey: 'akta-secret' };
  const s3 = openS3({ endpoint, region: 'us-east-1', credentials });
  return new S3ObjectStore(s3, { bucket, lockMode: 'COMPLIANCE' });
}
