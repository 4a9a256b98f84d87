import { createHash } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';

interface At {
  readonly Bucket: string;
  readonly Key: string;
}

export interface Uploaded {
  readonly version: string | undefined;
  readonly bytes: number;
  /** The store's own digest of parts: hex MD5 of their MD5s, a dash, how many. */
  readonly etag: string;
}

/**
 * One object, part after part, one in memory. Nothing is asked of locks here: stores are known to drop what is asked for
 * parts, so the lock is set on what came of them. What fails leaves no object, and no parts where the store still answers.
 */
export async function uploadParts(s3: S3Client, at: At, parts: AsyncIterable<Uint8Array>): Promise<Uploaded> {
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand(at));
  try {
    const sent: { PartNumber: number; ETag: string | undefined }[] = [];
    const md5s = createHash('md5');
    let bytes = 0;
    for await (const part of parts) {
      const md5 = createHash('md5').update(part).digest();
      const numbered = { ...at, UploadId, PartNumber: sent.length + 1 };
      const { ETag } = await s3.send(
        new UploadPartCommand({
          ...numbered,
          Body: part,
          ContentLength: part.length,
          ContentMD5: md5.toString('base64'),
        }),
      );
      sent.push({ PartNumber: numbered.PartNumber, ETag });
      md5s.update(md5);
      bytes += part.length;
    }
    const whole = { ...at, UploadId, MultipartUpload: { Parts: sent } };
    const { VersionId: version } = await s3.send(new CompleteMultipartUploadCommand(whole));
    return { version, bytes, etag: `${md5s.digest('hex')}-${sent.length}` };
  } catch (error) {
    await s3.send(new AbortMultipartUploadCommand({ ...at, UploadId })).catch(() => undefined);
    throw error;
  }
}
