import { S3Client } from '@aws-sdk/client-s3';
import type { NamedStore, StoreKeys } from '../../platform/index.js';

interface S3Access extends Pick<NamedStore, 'endpoint' | 'region'> {
  readonly credentials: StoreKeys;
}

const ASKED_WITHIN_MS = 60_000;

/**
 * Checksums only where we give them: by default the SDK would send bodies in a form that stores other than Amazon's
 * refuse. Buckets stand in the path, because such stores have no name for each.
 */
export function openS3({ endpoint, region, credentials }: S3Access): S3Client {
  return new S3Client({
    ...(endpoint === null ? {} : { endpoint }),
    region,
    credentials: { ...credentials },
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { requestTimeout: ASKED_WITHIN_MS, connectionTimeout: 10_000 },
  });
}
