import { createHash, randomBytes } from 'node:crypto';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  ListObjectVersionsCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  PutObjectLegalHoldCommand,
  PutObjectRetentionCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { NamedStore } from '../../platform/index.js';
import { SMALLEST_PART } from '../object-store.port.js';
import type { ProbeName, ProbeRow, ProbeVerdict } from '../probe.types.js';

interface Version {
  readonly Bucket: string;
  readonly Key: string;
  readonly VersionId: string;
}

const FOLDER = 'probe/';
/** Long enough to try everything in, short enough to leave nothing behind for long. */
const LOCKED_MS = 120_000;
/** Seconds since 1970 that do not fit 32 bits: some stores take it for the past. */
const FAR = new Date('2106-02-07T06:28:16Z');
const FAR_KEY = `${FOLDER}far/date`;

/**
 * Tries on the configured store whatever stores are known to get wrong, with objects of its own under `probe/`: locked for
 * two minutes, and removed by the next probe. One object stays for good where far dates are kept as they should be.
 */
export class ProbeS3 {
  private readonly key = `${FOLDER}${randomBytes(8).toString('hex')}/`;
  private readonly until = new Date(Math.ceil((Date.now() + LOCKED_MS) / 1_000) * 1_000);
  private readonly body = randomBytes(64);

  constructor(
    private readonly s3: S3Client,
    private readonly at: Pick<NamedStore, 'bucket' | 'lockMode'>,
  ) {}

  async *run(): AsyncGenerator<ProbeRow> {
    await this.removeEnded();
    const locked = await this.put('locked', this.lock()).catch((error: Error) => error.name);
    // Without one object under a lock nothing can be tried.
    if (typeof locked === 'string') {
      yield { probe: 'lock-kept', verdict: 'refused', because: locked };
      return;
    }
    for (const [probe, look] of this.looks(locked)) yield await this.row(probe, look);
    await this.removeEnded();
  }

  private looks(locked: Version): readonly (readonly [ProbeName, () => Promise<ProbeVerdict>])[] {
    return [
      ['lock-kept', async () => strict(await this.isLocked(locked))],
      ['delete-locked', async () => strict(await this.survives(locked, () => this.remove(locked)))],
      ['shorten-lock', async () => strict(await this.survives(locked, () => this.retain(locked, this.at.lockMode, new Date(Date.now() + 5_000))))], // prettier-ignore
      ['weaken-lock', async () => (this.at.lockMode === 'GOVERNANCE' ? 'trial' : strict(await this.survives(locked, () => this.retain(locked, 'GOVERNANCE', this.until))))], // prettier-ignore
      ['overwrite-locked', async () => strict(await this.survives(locked, () => this.put('locked', {})))],
      ['hold', async () => strict(await this.holds())],
      ['put-once', async () => lax(await this.isRefused(() => this.put('locked', { IfNoneMatch: '*' })))],
      ['lock-of-parts', async () => lax(await this.isLocked(await this.putInParts()))],
      ['lock-of-copy', async () => lax(await this.isLocked(await this.copy(await this.put('plain', {}))))],
      ['checksum-sha256', async () => lax(await this.isRefused(() => this.put('sum', { ChecksumSHA256: digest('sha256', 'another') })))], // prettier-ignore
      ['checksum-md5', async () => lax(await this.isRefused(() => this.put('sum', { ContentMD5: digest('md5', 'another') })))], // prettier-ignore
      ['far-date', async () => lax(await this.keepsFarDate())],
    ];
  }

  private async row(probe: ProbeName, look: () => Promise<ProbeVerdict>): Promise<ProbeRow> {
    try {
      return { probe, verdict: await look() };
    } catch (error) {
      return { probe, verdict: 'unseen', because: error instanceof Error ? error.name : 'unknown' };
    }
  }

  private lock(): Partial<PutObjectCommandInput> {
    return { ObjectLockMode: this.at.lockMode, ObjectLockRetainUntilDate: this.until };
  }

  private async put(name: string, more: Partial<PutObjectCommandInput>): Promise<Version> {
    const sum = 'ChecksumSHA256' in more ? {} : { ContentMD5: digest('md5', this.body) };
    const at = { Bucket: this.at.bucket, Key: this.key + name };
    const { VersionId = '' } = await this.s3.send(new PutObjectCommand({ ...at, Body: this.body, ...sum, ...more }));
    return { ...at, VersionId };
  }

  private async putInParts(): Promise<Version> {
    const at = { Bucket: this.at.bucket, Key: `${this.key}parts` };
    const { UploadId } = await this.s3.send(new CreateMultipartUploadCommand({ ...at, ...locksOf(this.lock()) }));
    const Parts = [];
    for (const [i, Body] of [randomBytes(SMALLEST_PART), this.body].entries()) {
      const part = { ...at, UploadId, PartNumber: i + 1, Body, ContentMD5: digest('md5', Body) };
      Parts.push({ PartNumber: i + 1, ETag: (await this.s3.send(new UploadPartCommand(part))).ETag });
    }
    const whole = { ...at, UploadId, MultipartUpload: { Parts } };
    const { VersionId = '' } = await this.s3.send(new CompleteMultipartUploadCommand(whole));
    return { ...at, VersionId };
  }

  private async copy({ Key, VersionId: version }: Version): Promise<Version> {
    const at = { Bucket: this.at.bucket, Key: `${this.key}copy` };
    const CopySource = `${this.at.bucket}/${Key}?versionId=${encodeURIComponent(version)}`;
    const { VersionId = '' } = await this.s3.send(
      new CopyObjectCommand({ ...at, CopySource, ...locksOf(this.lock()) }),
    );
    return { ...at, VersionId };
  }

  private async retain(version: Version, Mode: NamedStore['lockMode'], RetainUntilDate: Date): Promise<void> {
    await this.s3.send(new PutObjectRetentionCommand({ ...version, Retention: { Mode, RetainUntilDate } }));
  }

  private async remove(version: Version): Promise<void> {
    await this.s3.send(new DeleteObjectCommand(version));
  }

  /** Whatever the store answers to it, the version is there as it was, and as locked. */
  private async survives(locked: Version, attack: () => Promise<unknown>): Promise<boolean> {
    await attack().catch(() => undefined);
    const { Body } = await this.s3.send(new GetObjectCommand(locked));
    const bytes = Buffer.from((await Body?.transformToByteArray()) ?? []);
    return bytes.equals(this.body) && (await this.isLocked(locked));
  }

  private async isLocked(version: Version): Promise<boolean> {
    const head = await this.s3.send(new HeadObjectCommand(version));
    return head.ObjectLockMode === this.at.lockMode && isUntil(head, this.until);
  }

  private async holds(): Promise<boolean> {
    const held = await this.put('held', {});
    const hold = (Status: 'ON' | 'OFF'): Promise<unknown> =>
      this.s3.send(new PutObjectLegalHoldCommand({ ...held, LegalHold: { Status } }));
    await hold('ON');
    await this.remove(held).catch(() => undefined);
    const stood = await this.s3.send(new HeadObjectCommand(held)).then(() => true, () => false); // prettier-ignore
    if (stood) await hold('OFF');
    return stood;
  }

  private async isRefused(work: () => Promise<unknown>): Promise<boolean> {
    return work().then(
      () => false,
      () => true,
    );
  }

  /** By an object that stays: where it does, the next probe finds it and puts no other. */
  private async keepsFarDate(): Promise<boolean> {
    const at = { Bucket: this.at.bucket, Key: FAR_KEY };
    const { Versions: [known] = [] } = await this.s3.send(
      new ListObjectVersionsCommand({ Bucket: at.Bucket, Prefix: at.Key }),
    );
    const version = { ...at, VersionId: known?.VersionId ?? (await this.putFar(at)) };
    return isUntil(await this.s3.send(new HeadObjectCommand(version)), FAR);
  }

  private async putFar(at: { readonly Bucket: string; readonly Key: string }): Promise<string> {
    const sum = { ContentMD5: digest('md5', this.body) };
    const { VersionId = '' } = await this.s3.send(new PutObjectCommand({ ...at, Body: this.body, ...sum }));
    await this.retain({ ...at, VersionId }, 'GOVERNANCE', FAR);
    return VersionId;
  }

  /** What earlier probes and this one left, where nothing keeps it any more. */
  private async removeEnded(): Promise<void> {
    const listed = await this.s3.send(new ListObjectVersionsCommand({ Bucket: this.at.bucket, Prefix: FOLDER }));
    for (const { Key = '', VersionId = '' } of listed.Versions ?? []) {
      await this.remove({ Bucket: this.at.bucket, Key, VersionId }).catch(() => undefined);
    }
  }
}

/** Evidence relies on it. */
function strict(isKept: boolean): ProbeVerdict {
  return isKept ? 'enforced' : 'refused';
}

/** Nothing here relies on it. */
function lax(isKept: boolean): ProbeVerdict {
  return isKept ? 'enforced' : 'worked-around';
}

function isUntil({ ObjectLockRetainUntilDate: until }: HeadObjectCommandOutput, asked: Date): boolean {
  return until?.getTime() === asked.getTime();
}

function locksOf({
  ObjectLockMode,
  ObjectLockRetainUntilDate,
}: Partial<PutObjectCommandInput>): Partial<
  Pick<PutObjectCommandInput, 'ObjectLockMode' | 'ObjectLockRetainUntilDate'>
> {
  return { ObjectLockMode, ObjectLockRetainUntilDate };
}

function digest(algorithm: 'md5' | 'sha256', of: string | Uint8Array): string {
  return createHash(algorithm).update(of).digest('base64');
}
