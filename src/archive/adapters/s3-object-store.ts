import { createHash } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  GetObjectLockConfigurationCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  ListMultipartUploadsCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  PutObjectLegalHoldCommand,
  PutObjectRetentionCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { type NamedStore, Refusal } from '../../platform/index.js';
import type { ProbeRow } from '../probe.types.js';
import { passFaults } from './pass-faults.js';
import { ProbeS3 } from './probe-s3.js';
import { uploadParts } from './upload-parts.js';
import { nameOf, type ObjectFacts, type ObjectHandle, ObjectStore } from '../object-store.port.js';

const NAME = /^[a-z0-9]+(\/[a-z0-9-]+)+$/;
const SECOND = 1_000;

/** COMPLIANCE: nobody ends a lock before its time. GOVERNANCE, for trials: whoever has the right to may. */
type S3Place = Pick<NamedStore, 'bucket' | 'lockMode'>;

/**
 * Versions in a bucket with Object Lock; a handle is a name and the version under it, and nothing is ever addressed
 * without its version. No 200 is believed: what was put, locked, held or removed is looked at again before anybody is told.
 */
export class S3ObjectStore extends ObjectStore {
  constructor(
    private readonly s3: S3Client,
    private readonly at: S3Place,
  ) {
    super();
  }

  /** Object Lock is decided when a bucket is made. */
  override async demandLocking(): Promise<void> {
    const { bucket: Bucket } = this.at;
    const lock = await this.attempt(Bucket, () =>
      this.s3.send(new GetObjectLockConfigurationCommand({ Bucket })),
    ).catch((error: unknown) => {
      if (error instanceof Refusal && isNamed(error.cause, 'ObjectLockConfigurationNotFoundError')) return null;
      throw error;
    });
    const versioning = await this.attempt(Bucket, () => this.s3.send(new GetBucketVersioningCommand({ Bucket })));
    if (lock?.ObjectLockConfiguration?.ObjectLockEnabled === 'Enabled' && versioning.Status === 'Enabled') return;
    throw new Refusal(
      'store-unavailable',
      `The bucket "${Bucket}" has no Object Lock, so nothing in it is safe from being overwritten. Make a bucket with Object Lock (it cannot be switched on later) and name it in S3_BUCKET.`,
    );
  }

  /** Uniqueness is the database's matter: some stores ignore If-None-Match, so a name put twice is two versions. */
  override async put(name: string, bytes: Uint8Array, lockUntil: Date): Promise<ObjectHandle> {
    const body = Buffer.from(bytes);
    const [md5, until] = [createHash('md5').update(body).digest(), wholeSecond(lockUntil)];
    const { VersionId: version } = await this.attempt(name, () =>
      this.s3.send(
        new PutObjectCommand({
          ...this.key(name),
          Body: body,
          ContentLength: body.length,
          ContentMD5: md5.toString('base64'),
          ChecksumSHA256: createHash('sha256').update(body).digest('base64'),
          ObjectLockMode: this.at.lockMode,
          ObjectLockRetainUntilDate: until,
        }),
      ),
    );
    const handle = handleOf(name, version);
    await this.demandKept(handle, { bytes: body.length, etag: md5.toString('hex'), until });
    return handle;
  }

  /** The lock is set on the whole: nobody knows of the object before. */
  override async putParts(name: string, parts: AsyncIterable<Uint8Array>, lockUntil: Date): Promise<ObjectHandle> {
    const until = wholeSecond(lockUntil);
    const { version, bytes, etag } = await passFaults(parts, (watched) =>
      this.attempt(name, () => uploadParts(this.s3, this.key(name), watched)),
    );
    const handle = handleOf(name, version);
    await this.retain(handle, until);
    await this.demandKept(handle, { bytes, etag, until });
    return handle;
  }

  override async get(handle: ObjectHandle, range?: readonly [number, number]): Promise<Buffer> {
    if (range && range[0] === range[1]) return this.nothingOf(handle, range[1]);
    const asked = range ? { Range: `bytes=${range[0]}-${range[1] - 1}` } : {};
    const bytes = await this.attempt(handle, async () => {
      const { Body } = await this.s3.send(new GetObjectCommand({ ...this.version(handle), ...asked }));
      return Buffer.from((await Body?.transformToByteArray()) ?? []);
    });
    if (!range || bytes.length === range[1] - range[0]) return bytes;
    throw shorter(handle);
  }

  override async find(name: string): Promise<ObjectHandle | null> {
    for await (const handle of this.list(name)) if (nameOf(handle) === name) return handle;
    return null;
  }

  override async facts(handle: ObjectHandle): Promise<ObjectFacts | null> {
    const head = await this.head(handle);
    return head && factsOf(head);
  }

  override async lock(handle: ObjectHandle, until: Date): Promise<void> {
    const { lockedUntil } = await this.factsThere(handle);
    const asked = wholeSecond(until);
    if (lockedUntil && asked < lockedUntil) {
      throw new Refusal('wrong-state', `The lock of ${handle} may not be shortened.`);
    }
    await this.retain(handle, asked);
    const after = await this.factsThere(handle);
    if (after.lockedUntil?.getTime() !== asked.getTime())
      throw notKept(handle, 'its lock is another than was asked for');
  }

  override async hold(handle: ObjectHandle, isHeld: boolean): Promise<void> {
    const Status = isHeld ? 'ON' : 'OFF';
    await this.attempt(handle, () =>
      this.s3.send(new PutObjectLegalHoldCommand({ ...this.version(handle), LegalHold: { Status } })),
    );
    if ((await this.factsThere(handle)).held !== isHeld) throw notKept(handle, 'its legal hold did not change');
  }

  override async remove(handle: ObjectHandle, now: Date): Promise<void> {
    const { lockedUntil, held } = await this.factsThere(handle);
    if (held) throw new Refusal('wrong-state', `Object ${handle} is under a legal hold.`);
    if (lockedUntil && lockedUntil > now) throw new Refusal('wrong-state', `Object ${handle} is locked.`);
    await this.attempt(handle, () => this.s3.send(new DeleteObjectCommand(this.version(handle))));
    if ((await this.head(handle)) !== null) throw notKept(handle, 'it was removed and is still there');
  }

  /** Every version of every name, and of a name put twice both. */
  override async *list(prefix: string): AsyncIterable<ObjectHandle> {
    let from: { KeyMarker?: string; VersionIdMarker?: string } | null = {};
    while (from !== null) {
      const marker: { KeyMarker?: string; VersionIdMarker?: string } = from;
      const page = await this.attempt(prefix, () =>
        this.s3.send(new ListObjectVersionsCommand({ Bucket: this.at.bucket, Prefix: prefix, ...marker })),
      );
      for (const { Key, VersionId } of page.Versions ?? []) yield `${Key}@${VersionId}`;
      const { NextKeyMarker, NextVersionIdMarker, IsTruncated } = page;
      from = IsTruncated === true && NextKeyMarker !== undefined ? markerOf(NextKeyMarker, NextVersionIdMarker) : null;
    }
  }

  /** A PUT is whole or not there; parts that were never made a whole are paid for and named by nobody. */
  override async sweepUnfinished(olderThanMs: number): Promise<number> {
    const { bucket: Bucket } = this.at;
    const before = Date.now() - olderThanMs;
    let swept = 0;
    const { Uploads = [] } = await this.attempt(Bucket, () =>
      this.s3.send(new ListMultipartUploadsCommand({ Bucket })),
    );
    for (const { Key, UploadId, Initiated } of Uploads) {
      if (Initiated && Initiated.getTime() > before) continue;
      await this.attempt(Bucket, () => this.s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId })));
      swept += 1;
    }
    return swept;
  }

  override probe(): AsyncIterable<ProbeRow> {
    return new ProbeS3(this.s3, this.at).run();
  }

  private async retain(handle: ObjectHandle, until: Date): Promise<void> {
    const Retention = { Mode: this.at.lockMode, RetainUntilDate: until };
    await this.attempt(handle, () =>
      this.s3.send(new PutObjectRetentionCommand({ ...this.version(handle), Retention })),
    );
  }

  /** Found at the write: a store that says yes and keeps nothing, or keeps it unlocked. */
  private async demandKept(
    handle: ObjectHandle,
    asked: { readonly bytes: number; readonly etag: string; readonly until: Date },
  ): Promise<void> {
    const head = await this.head(handle);
    if (head === null) throw notKept(handle, 'it is not there');
    const { bytes, lockedUntil } = factsOf(head);
    if (bytes !== asked.bytes) throw notKept(handle, `it has ${bytes} bytes of ${asked.bytes}`);
    if (head.ETag?.replaceAll('"', '') !== asked.etag) throw notKept(handle, 'its content is another');
    if (head.ObjectLockMode !== this.at.lockMode || lockedUntil?.getTime() !== asked.until.getTime()) {
      throw notKept(handle, 'its lock is another than was asked for');
    }
  }

  /** No byte of what is there: a range of none has no way to be asked for. */
  private async nothingOf(handle: ObjectHandle, end: number): Promise<Buffer> {
    if ((await this.factsThere(handle)).bytes < end) throw shorter(handle);
    return Buffer.alloc(0);
  }

  private async head(handle: ObjectHandle): Promise<HeadObjectCommandOutput | null> {
    try {
      return await this.attempt(handle, () => this.s3.send(new HeadObjectCommand(this.version(handle))));
    } catch (error) {
      if (error instanceof Refusal && error.problem === 'not-found') return null;
      throw error;
    }
  }

  private async factsThere(handle: ObjectHandle): Promise<ObjectFacts> {
    const facts = await this.facts(handle);
    if (facts) return facts;
    throw new Refusal('not-found', `The store has no object ${handle}.`);
  }

  private key(name: string): { Bucket: string; Key: string } {
    if (!NAME.test(name)) throw new Refusal('invalid-input', `"${name}" is not a name of an object.`);
    return { Bucket: this.at.bucket, Key: name };
  }

  private version(handle: ObjectHandle): { Bucket: string; Key: string; VersionId: string } {
    const name = nameOf(handle);
    // What was put before has a version; a name alone would be whatever is newest under it.
    const VersionId = handle.slice(name.length + 1);
    if (VersionId === '') throw new Refusal('not-found', `The store has no object ${handle}.`);
    return { ...this.key(name), VersionId };
  }

  private async attempt<T>(what: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw error instanceof Refusal ? error : refusalOf(error, what);
    }
  }
}

function handleOf(name: string, version: string | undefined): ObjectHandle {
  if (version !== undefined && version !== 'null') return `${name}@${version}`;
  throw new Refusal('store-unavailable', 'The object store keeps no versions. Use a bucket with Object Lock.');
}

function factsOf({
  ContentLength,
  ObjectLockRetainUntilDate,
  ObjectLockLegalHoldStatus,
}: HeadObjectCommandOutput): ObjectFacts {
  return {
    bytes: ContentLength ?? 0,
    lockedUntil: ObjectLockRetainUntilDate ?? null,
    held: ObjectLockLegalHoldStatus === 'ON',
  };
}

/** Locks are kept to the second: rounded up, none is shorter than was asked for. */
function wholeSecond(time: Date): Date {
  return new Date(Math.ceil(time.getTime() / SECOND) * SECOND);
}

function markerOf(
  KeyMarker: string,
  VersionIdMarker: string | undefined,
): { KeyMarker: string; VersionIdMarker?: string } {
  return VersionIdMarker === undefined ? { KeyMarker } : { KeyMarker, VersionIdMarker };
}

function notKept(handle: ObjectHandle, how: string): Refusal {
  return new Refusal(
    'store-unavailable',
    `The object store answered that it kept ${handle}, and ${how}. Do not rely on this store; run akta doctor.`,
  );
}

function shorter(handle: ObjectHandle): Refusal {
  return new Refusal('integrity-failure', `Object ${handle} is shorter than recorded.`);
}

const ABSENT = new Set(['NoSuchKey', 'NoSuchVersion', 'NotFound', '404']);

function refusalOf(cause: unknown, what: string): Refusal {
  if ([...ABSENT].some((name) => isNamed(cause, name))) {
    return new Refusal('not-found', `The store has no object ${what}.`, {}, { cause });
  }
  if (isNamed(cause, 'InvalidRange')) {
    return new Refusal('integrity-failure', `Object ${what} is shorter than recorded.`, {}, { cause });
  }
  return new Refusal('store-unavailable', 'The object store could not be read or written.', {}, { cause });
}

function isNamed(error: unknown, name: string): boolean {
  const { name: named, Code: code } = Object(error);
  return named === name || code === name;
}
