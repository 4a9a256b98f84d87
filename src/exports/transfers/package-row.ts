import type { TransferProfile } from './transfer-profile.types.js';

export type PackageStatus = 'waiting' | 'ready' | 'failed' | 'removed';

/** A row of transfer_package. */
export interface PackageRow {
  readonly id: string;
  readonly list_id: string;
  readonly name: string;
  readonly profile: TransferProfile;
  readonly archive: string;
  readonly asked_at: Date;
  /** As the log writes it: `person:<uuid>`. */
  readonly asked_by: string;
  readonly status: PackageStatus;
  readonly built_event: string | null;
  readonly commit: string | null;
  readonly bytes: string | null;
}
