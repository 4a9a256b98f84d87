import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { NamedStore, StoreKeys } from '../platform/index.js';
import { FileKeyWrapper } from './adapters/file-key-wrapper.js';
import { FilesystemObjectStore } from './adapters/filesystem-object-store.js';
import { archiveCommands } from './archive.command.js';
import { ArchiveController } from './archive.controller.js';
import { BackUpKeys } from './back-up-keys.js';
import { DeskController } from './desk.controller.js';
import { DestroyItems } from './destroy-items.js';
import { FindItems } from './find-items.js';
import { KeepExchange } from './keep-exchange.js';
import { KeepMedium } from './keep-medium.js';
import { KeyWrapper } from './key-wrapper.port.js';
import { Keyring } from './keyring.js';
import { keysCommands } from './keys.command.js';
import { ScrubArchive } from './scrub/scrub-archive.js';
import { scrubCommands } from './scrub/scrub.command.js';
import { MirrorLog } from './mirror-log.js';
import { ObjectStore } from './object-store.port.js';
import { OpenEvidence } from './open-evidence.js';
import { ProveItem } from './prove-item.js';
import { ReadAccounts } from './read-accounts.js';
import { ReadAlarms } from './read-alarms.js';
import { ReadCounts } from './read-counts.js';
import { ReadDesk } from './read-desk.js';
import { ReadGaps } from './read-gaps.js';
import { ReadItems } from './read-items.js';
import { ReadKeyFiles } from './read-key-files.js';
import { ReadLogMirror } from './read-log-mirror.js';
import { ReadMedium } from './read-medium.js';
import { ReadProfile } from './read-profile.js';
import { ReadResidual } from './read-residual.js';
import { ReadThread } from './read-thread.js';
import { RecordLooks } from './record-looks.js';
import { RecentExchanges } from './recent-exchanges.js';
import { RemoveKeyFiles } from './remove-key-files.js';
import { RenewLocks } from './renew-locks.js';
import { RestoreKeys } from './restore-keys.js';
import { RetireKeys } from './retire-keys.js';
import { RotateKeys } from './rotate-keys.js';

const VAULT = [DestroyItems, FindItems, KeepExchange, KeepMedium, Keyring, MirrorLog, OpenEvidence, RecentExchanges];
const KEEPING = [
  BackUpKeys,
  ReadKeyFiles,
  ReadLogMirror,
  RemoveKeyFiles,
  RenewLocks,
  RestoreKeys,
  RetireKeys,
  RotateKeys,
  ScrubArchive,
];
const READS = [
  ProveItem,
  ReadAccounts,
  ReadAlarms,
  ReadCounts,
  ReadDesk,
  ReadGaps,
  ReadItems,
  ReadMedium,
  ReadProfile,
  ReadResidual,
  ReadThread,
  RecordLooks,
];

/** A folder for objects, a store that an operator named, or one made elsewhere. */
export type StoreToOpen = string | { readonly at: NamedStore; readonly keys: StoreKeys } | ObjectStore;

@Global()
@Module({})
export class ArchiveModule {
  /** The master key's file is made at first use. */
  static with(options: { store: StoreToOpen; masterKeyFile: string }): DynamicModule {
    return {
      module: ArchiveModule,
      controllers: [ArchiveController, DeskController],
      providers: [
        ...VAULT,
        ...KEEPING,
        ...READS,
        ...archiveCommands,
        ...keysCommands,
        ...scrubCommands,
        { provide: ObjectStore, useFactory: () => openStore(options.store) },
        { provide: KeyWrapper, useFactory: () => new FileKeyWrapper(options.masterKeyFile) },
      ],
      exports: [...VAULT, ...KEEPING, ...READS, ObjectStore, KeyWrapper],
    };
  }
}

/** What talks to S3 is loaded only where a store is named: no other start waits for it. */
async function openStore(store: StoreToOpen): Promise<ObjectStore> {
  if (typeof store === 'string') return new FilesystemObjectStore(store);
  if (store instanceof ObjectStore) return store;
  const [{ openS3 }, { S3ObjectStore }] = await Promise.all([
    import('./adapters/open-s3.js'),
    import('./adapters/s3-object-store.js'),
  ]);
  return new S3ObjectStore(openS3({ ...store.at, credentials: store.keys }), store.at);
}
