import { type DynamicModule, Global, Module } from '@nestjs/common';
import { FileKeyWrapper } from './adapters/file-key-wrapper.js';
import { FilesystemObjectStore } from './adapters/filesystem-object-store.js';
import { DestroyItems } from './destroy-items.js';
import { FindItems } from './find-items.js';
import { KeepExchange } from './keep-exchange.js';
import { KeepMedium } from './keep-medium.js';
import { KeyWrapper } from './key-wrapper.port.js';
import { Keyring } from './keyring.js';
import { MirrorLog } from './mirror-log.js';
import { ObjectStore } from './object-store.port.js';
import { OpenEvidence } from './open-evidence.js';
import { RecentExchanges } from './recent-exchanges.js';

const VAULT = [DestroyItems, FindItems, KeepExchange, KeepMedium, Keyring, MirrorLog, OpenEvidence, RecentExchanges];

@Global()
@Module({})
export class ArchiveModule {
  static with(options: { storeFolder: string; masterKeyFile: string }): DynamicModule {
    return {
      module: ArchiveModule,
      providers: [
        ...VAULT,
        { provide: ObjectStore, useFactory: () => new FilesystemObjectStore(options.storeFolder) },
        { provide: KeyWrapper, useFactory: () => new FileKeyWrapper(options.masterKeyFile) },
      ],
      exports: [...VAULT, ObjectStore, KeyWrapper],
    };
  }
}
