import { join } from 'node:path';
import { type DynamicModule, Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { AccountsModule } from './accounts/index.js';
import { ArchiveModule, type StoreToOpen } from './archive/index.js';
import { AuditModule } from './audit/index.js';
import { CaptureModule } from './capture/index.js';
import { ConnectorsModule } from './connectors/index.js';
import { ExportsModule } from './exports/index.js';
import { IdentityModule } from './identity/index.js';
import { IntegrityModule } from './integrity/index.js';
import { type Platform, PlatformModule } from './platform/index.js';
import { ReportsModule } from './reports/index.js';
import { type RequestLaws, RequestsModule } from './requests/index.js';
import { RetentionModule } from './retention/index.js';
import { SearchModule } from './search/index.js';

export interface AppOptions extends Platform {
  /** Whether this process works by itself, at its own hours; a test or the demo does it step by step. */
  readonly ticking: boolean;
  /** Instead of the files under `config.objectsDir`. */
  readonly store?: StoreToOpen;
  /** Instead of those that come with the program. */
  readonly laws?: RequestLaws;
}

/** Names every module, in their order, and decides nothing else. */
@Module({})
export class AppModule {
  static with(options: AppOptions): DynamicModule {
    const { config, ticking } = options;
    const keyFile = (name: string): string => join(config.keysDir, name);
    return {
      module: AppModule,
      imports: [
        ...(ticking ? [ScheduleModule.forRoot()] : []),
        PlatformModule.with(options),
        AuditModule.with({ logKeyFile: keyFile('log.pem'), witnessKeyFile: keyFile('witness.pem'), ticking }),
        IdentityModule,
        ConnectorsModule,
        AccountsModule,
        ArchiveModule.with({ store: options.store ?? config.objectsDir, masterKeyFile: keyFile('master.key') }),
        SearchModule,
        CaptureModule.with({ ticking }),
        RetentionModule,
        IntegrityModule.with({ ticking }),
        RequestsModule.with(options.laws, { ticking }),
        ExportsModule.with({ ticking }),
        ReportsModule,
      ],
    };
  }
}
