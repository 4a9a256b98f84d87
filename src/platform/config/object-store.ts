import type { SettingsReader } from './settings.rules.js';

/** An S3 store named by the operator; its keys are secrets. */
export interface NamedStore {
  /** Null: Amazon's own of the region. */
  readonly endpoint: string | null;
  readonly region: string;
  readonly bucket: string;
  readonly lockMode: 'COMPLIANCE' | 'GOVERNANCE';
}

export interface StoreKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const TOGETHER = { S3_BUCKET: 'newford-akta', S3_ACCESS_KEY_ID: 'akta', S3_SECRET_ACCESS_KEY: '…' } as const;

/** Null where evidence is kept in files. What is half set would be found out when evidence is to be kept. */
export function readStore(
  settings: SettingsReader,
): { readonly store: NamedStore; readonly keys: StoreKeys } | { readonly store: null; readonly keys: null } {
  const endpoint = settings.url('S3_ENDPOINT', ['https:', 'http:'], 'https://s3.newford.example');
  const region = settings.text('S3_REGION') ?? 'us-east-1';
  const bucket = settings.text('S3_BUCKET');
  const accessKeyId = settings.text('S3_ACCESS_KEY_ID');
  const secretAccessKey = settings.text('S3_SECRET_ACCESS_KEY');
  const lockMode = settings.word('S3_LOCK_MODE', ['COMPLIANCE', 'GOVERNANCE'], 'COMPLIANCE');
  if (bucket !== null && accessKeyId !== null && secretAccessKey !== null) {
    return { store: { endpoint, region, bucket, lockMode }, keys: { accessKeyId, secretAccessKey } };
  }
  const given = { S3_BUCKET: bucket, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey };
  const isMeant = endpoint !== null || Object.values(given).some((value) => value !== null);
  for (const [name, example] of Object.entries(TOGETHER)) {
    if (!isMeant || Object.entries(given).some(([set, value]) => set === name && value !== null)) continue;
    settings.fault(name, `is missing; ${Object.keys(TOGETHER).join(', ')} are given together`, example);
  }
  return { store: null, keys: null };
}
