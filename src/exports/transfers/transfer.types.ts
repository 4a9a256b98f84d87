import type { KeptCheckpoint } from '../../audit/index.js';
import type { AccountView } from '../../archive/index.js';
import type { ListAbout } from '../../retention/index.js';
import type { BundleContent, BundleLog } from '../bundle/bundle.types.js';
import type { TransferProfile } from './transfer-profile.types.js';

/** Somebody's step with the list a package is made of. */
export interface TransferStep {
  readonly action: string;
  readonly at: string;
  readonly by: string;
  /** Place in the log. */
  readonly seq: number;
}

/** Everything about a package that is settled before its first byte is written. */
export interface TransferPlan {
  readonly packageId: string;
  readonly listId: string;
  readonly listNumber: string;
  /** ASCII; the name of the folder in the package, and of the file. */
  readonly name: string;
  /** When it was asked for; stands for "now" everywhere in it. */
  readonly at: string;
  readonly zone: string;
  readonly body: string;
  readonly country: string;
  readonly about: ListAbout;
  readonly profile: TransferProfile;
  /** The archive it goes to. */
  readonly archive: string;
  readonly steps: readonly TransferStep[];
  readonly accounts: ReadonlyMap<string, AccountView>;
  readonly items: number;
  readonly clock: 'real' | 'simulated';
  readonly checkpoint: KeptCheckpoint;
  readonly origin: string;
}

export interface TransferWork {
  readonly plan: TransferPlan;
  readonly content: BundleContent;
  readonly log: BundleLog;
  /** The archive that is written: what stood there before is gone. */
  readonly archive: string;
  /** Items done, of those on the list. May throw to stop. */
  readonly progress: (done: number) => Promise<void>;
}

/** Writes a package in one form. Answers what the log will hold: lower-case hex SHA-256 of the list of its files. */
export type TransferRenderer = (work: TransferWork) => Promise<{ readonly commit: string }>;
