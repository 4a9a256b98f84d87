import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Clock, Config } from '../platform/index.js';
import { Ed25519FileSigner } from './adapters/ed25519-file-signer.js';
import { auditCommands } from './audit.command.js';
import { AuditController } from './audit.controller.js';
import { AuditSchedule } from './audit.schedule.js';
import { AuditTrail } from './audit-trail.js';
import { Followers } from './followers.js';
import { Log } from './log.js';
import { KeepStamps } from './marks/keep-stamps.js';
import { KeepCosignatures } from './marks/keep-cosignatures.js';
import { WitnessFileSigner } from './marks/adapters/witness-file-signer.js';
import { WitnessController } from './marks/witness.controller.js';
import { WitnessLogs, WitnessSigner } from './marks/witness-logs.js';
import { Witnesses } from './marks/witness.port.js';
import { openAuthorities, openWitnesses } from './marks/adapters/open-markers.js';
import { ReadMarks } from './marks/read-marks.js';
import { TimestampAuthorities } from './marks/timestamp-authority.port.js';
import { OpenLog } from './open-log.js';
import { ReadTrail } from './read-trail.js';
import { ReplayLog } from './replay-log.js';
import { RotateLogKey } from './rotate-log-key.js';
import { Sequencer } from './sequencer.js';
import { ServeLog } from './served/serve-log.js';
import { ServedLogController } from './served/served-log.controller.js';
import { Signer } from './signer.port.js';

const OPERATIONS = [
  AuditTrail,
  Followers,
  KeepCosignatures,
  KeepStamps,
  Log,
  OpenLog,
  ReadMarks,
  ReadTrail,
  ReplayLog,
  RotateLogKey,
  Sequencer,
  ServeLog,
  WitnessLogs,
];

@Global()
@Module({})
export class AuditModule {
  /** `ticking`: this process sequences and follows by itself. */
  static with(options: { logKeyFile: string; witnessKeyFile: string; ticking: boolean }): DynamicModule {
    return {
      module: AuditModule,
      controllers: [AuditController, ServedLogController, WitnessController],
      providers: [
        ...OPERATIONS,
        ...auditCommands,
        ...(options.ticking ? [AuditSchedule] : []),
        { provide: Signer, useFactory: () => new Ed25519FileSigner(options.logKeyFile) },
        { provide: TimestampAuthorities, useFactory: openAuthorities, inject: [Config, Clock] },
        { provide: Witnesses, useFactory: openWitnesses, inject: [Config, Clock] },
        { provide: WitnessSigner, useFactory: () => new WitnessFileSigner(options.witnessKeyFile) },
      ],
      exports: [...OPERATIONS, Signer, TimestampAuthorities, Witnesses],
    };
  }
}
