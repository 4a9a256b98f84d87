import { execFile, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { CreateBucketCommand, PutBucketPolicyCommand, S3Client } from '@aws-sdk/client-s3';
import { openS3 } from '../../src/archive/adapters/open-s3.js';
import { REPOSITORY } from './repository.js';

export const hasRadosgw = ['radosgw', 'ceph-osd', 'ceph-mon'].every(
  (program) => spawnSync(program, ['--version']).status === 0,
);
if (!hasRadosgw) console.warn('Skipped: Ceph is not on this machine, so no real S3 store is tried.');

export const SCRIPT = join(REPOSITORY, 'test/support/radosgw.sh');
const REGION = 'us-east-1';

/** The two identities: the owner of buckets, and the program's, which has only what the owner's policy gives it. */
export type Identity = 'owner' | 'akta';

export interface Radosgw {
  readonly endpoint: string;
  client(as: Identity): S3Client;
  /** A bucket of the owner with Object Lock, in which the program may do what the documents give it. */
  bucket(): Promise<string>;
  /** One without Object Lock, and its owner's way in. */
  plainBucket(): Promise<{ readonly bucket: string; readonly client: S3Client }>;
}

/** One Ceph a run, started by the first worker that needs it; the run's end stops it. */
export async function radosgw(): Promise<Radosgw> {
  const endpoint = await endpointOfRun();
  const client = (as: Identity): S3Client =>
    openS3({ endpoint, region: REGION, credentials: { accessKeyId: as, secretAccessKey: `${as}-secret` } });
  return {
    endpoint,
    client,
    async bucket() {
      const Bucket = `akta-${randomBytes(6).toString('hex')}`;
      const owner = client('owner');
      await owner.send(new CreateBucketCommand({ Bucket, ObjectLockEnabledForBucket: true }));
      await owner.send(new PutBucketPolicyCommand({ Bucket, Policy: policyFor(Bucket) }));
      owner.destroy();
      return Bucket;
    },
    async plainBucket() {
      const [bucket, owner] = [`plain-${randomBytes(6).toString('hex')}`, client('owner')];
      await owner.send(new CreateBucketCommand({ Bucket: bucket }));
      return { bucket, client: owner };
    },
  };
}

/** As docs/object-store.md gives it, with the names of a test. */
function policyFor(bucket: string): string {
  const text = readFileSync(join(REPOSITORY, 'docs/object-store.md'), 'utf8');
  const policy = /```json policy\n(.*?)```/s.exec(text)?.[1] ?? '';
  return policy.replaceAll('newford-akta', bucket).replaceAll('arn:aws:iam::111122223333:user/akta', 'arn:aws:iam:::user/akta'); // prettier-ignore
}

async function endpointOfRun(): Promise<string> {
  const run = process.env['AKTA_TEST_DIR'] ?? '';
  const [file, lock, dir] = [join(run, 'radosgw.json'), join(run, 'radosgw-starting'), join(run, 'radosgw')];
  for (let tries = 0; tries < 2_400; tries += 1) {
    if (existsSync(file)) return String(JSON.parse(readFileSync(file, 'utf8')));
    if (take(lock)) {
      try {
        const [monitor, gateway] = [await freePort(), await freePort()];
        await promisify(execFile)('bash', [SCRIPT, 'up', dir, String(monitor), String(gateway)]);
        const endpoint = `http://127.0.0.1:${gateway}`;
        writeFileSync(`${file}.new`, JSON.stringify(endpoint));
        renameSync(`${file}.new`, file);
        return endpoint;
      } finally {
        rmSync(lock, { recursive: true });
      }
    }
    await wait(50);
  }
  throw new Error('Ceph was not ready within two minutes');
}

function take(lock: string): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
