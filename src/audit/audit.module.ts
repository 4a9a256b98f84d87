import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Ed25519FileSigner } from './adapters/ed25519-file-signer.js';
import { AuditCommand } from './audit.command.js';
import { AuditController } from './audit.controller.js';
import { AuditSchedule } from './audit.schedule.js';
import { AuditTrail } from './audit-trail.js';
import { Followers } from './followers.js';
import { Log } from './log.js';
import { OpenLog } from './open-log.js';
import { ReadTrail } from './read-trail.js';
import { Sequencer } from './sequencer.js';
import { Signer } from './signer.port.js';

const OFFERED = [AuditTrail, Followers, Log, OpenLog, ReadTrail, Sequencer, Signer];

@Global()
@Module({})
export class AuditModule {
  /** `ticking`: this process sequences and follows by itself. */
  static with(options: { logKeyFile: string; ticking: boolean }): DynamicModule {
    return {
      module: AuditModule,
      controllers: [AuditController],
      providers: [
        AuditCommand,
        AuditTrail,
        Followers,
        Log,
        OpenLog,
        ReadTrail,
        Sequencer,
        ...(options.ticking ? [AuditSchedule] : []),
        { provide: Signer, useFactory: () => new Ed25519FileSigner(options.logKeyFile) },
      ],
      exports: OFFERED,
    };
  }
}
