import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { IntegrityCheck } from './check.types.js';
import { CheckKeys } from './check-keys.js';
import { AccountSeqGapless } from './checks/account-seq-gapless.js';
import { EventsMatchRows } from './checks/events-match-rows.js';
import { FindingsHaveGrounds } from './checks/findings-have-grounds.js';
import { HoldsMirrored } from './checks/holds-mirrored.js';
import { IndexAgrees } from './checks/index-agrees.js';
import { KeyFileFresh } from './checks/key-file-fresh.js';
import { KeyFilesOpen } from './checks/key-files-open.js';
import { KeysUnwrap } from './checks/keys-unwrap.js';
import { LocksHold } from './checks/locks-hold.js';
import { LogMatchesTiles } from './checks/log-matches-tiles.js';
import { LogMirrored } from './checks/log-mirrored.js';
import { NoStrayObject } from './checks/no-stray-object.js';
import { ObjectsOpen } from './checks/objects-open.js';
import { ObjectsPresent } from './checks/objects-present.js';
import { SnapshotsCommit } from './checks/snapshots-commit.js';
import { VersionsGapless } from './checks/versions-gapless.js';
import { DailyWork } from './daily-work.js';
import { DoctorCommand } from './doctor/doctor.command.js';
import { DoctorController } from './doctor/doctor.controller.js';
import type { Examiner } from './doctor/doctor.types.js';
import { ExamineAccess } from './doctor/examine-access.js';
import { ExamineClock } from './doctor/examine-clock.js';
import { ExamineDailyWork } from './doctor/examine-daily-work.js';
import { ExamineDatabase } from './doctor/examine-database.js';
import { ExamineDisk } from './doctor/examine-disk.js';
import { ExamineFixity } from './doctor/examine-fixity.js';
import { EXAMINERS, ExamineInstallation } from './doctor/examine-installation.js';
import { ExamineKeys } from './doctor/examine-keys.js';
import { ExamineLog } from './doctor/examine-log.js';
import { ExamineSearch } from './doctor/examine-search.js';
import { ExamineStore } from './doctor/examine-store.js';
import { ReadExaminations } from './doctor/read-examinations.js';
import { EvidenceRows } from './evidence-rows.js';
import { FindStrays } from './find-strays.js';
import { fixityCommands } from './fixity/fixity.command.js';
import { FixityController } from './fixity/fixity.controller.js';
import { LookAtFault } from './fixity/look-at-fault.js';
import { NoteOutcomes } from './fixity/note-outcomes.js';
import { ReadBack } from './fixity/read-back.js';
import { ReadFixity } from './fixity/read-fixity.js';
import { ReadMedia } from './fixity/read-media.js';
import { RunFixity } from './fixity/run-fixity.js';
import { VerifyEvidence } from './fixity/verify-evidence.js';
import { VerifyKept } from './fixity/verify-kept.js';
import { CheckCommand } from './integrity.command.js';
import { IntegritySchedule } from './integrity.schedule.js';
import { GatherMetrics } from './metrics/gather-metrics.js';
import { ServeMetrics } from './metrics/serve-metrics.js';
import { OpenExchange } from './open-exchange.js';
import {
  BackUpArchive,
  ConfirmRebuild,
  KeepRegister,
  RebuildController,
  REBUILDING,
  RecoverLog,
  RestoreArchive,
  TellRows,
} from './rebuild/index.js';
import { RecordedLog } from './recorded-log.js';
import { CHECKS, RunChecks } from './run-checks.js';
import { SweepStrays } from './sweep-strays.js';

const ALL = [
  VersionsGapless,
  AccountSeqGapless,
  EventsMatchRows,
  FindingsHaveGrounds,
  KeysUnwrap,
  KeyFileFresh,
  LogMatchesTiles,
  LogMirrored,
  NoStrayObject,
  ObjectsPresent,
  LocksHold,
  HoldsMirrored,
  IndexAgrees,
  KeyFilesOpen,
  SnapshotsCommit,
  ObjectsOpen,
];

/** Stored objects read back by turns. */
const FIXITY = [
  EvidenceRows,
  RecordedLog,
  OpenExchange,
  ReadMedia,
  VerifyEvidence,
  VerifyKept,
  ReadBack,
  NoteOutcomes,
  RunFixity,
  ReadFixity,
  LookAtFault,
  ...fixityCommands,
];

/** In the order in which an operator is told. */
const EXAMINING = [
  ExamineStore,
  ExamineFixity,
  ExamineDatabase,
  ExamineClock,
  ExamineLog,
  ExamineSearch,
  ExamineKeys,
  ExamineAccess,
  ExamineDailyWork,
  ExamineDisk,
];

@Global()
@Module({})
export class IntegrityModule {
  /** `ticking`: this process sweeps, and does the daily work, by itself. */
  static with({ ticking }: { ticking: boolean }): DynamicModule {
    return {
      module: IntegrityModule,
      controllers: [DoctorController, FixityController, RebuildController],
      providers: [
        ...ALL,
        ...EXAMINING,
        ...FIXITY,
        CheckCommand,
        CheckKeys,
        DailyWork,
        DoctorCommand,
        ExamineInstallation,
        FindStrays,
        ReadExaminations,
        GatherMetrics,
        RunChecks,
        ServeMetrics,
        SweepStrays,
        ...REBUILDING,
        ...(ticking ? [IntegritySchedule] : []),
        { provide: CHECKS, useFactory: (...checks: IntegrityCheck[]) => checks, inject: ALL },
        { provide: EXAMINERS, useFactory: (...examiners: Examiner[]) => examiners, inject: EXAMINING },
      ],
      exports: [
        BackUpArchive,
        ConfirmRebuild,
        DailyWork,
        ExamineInstallation,
        KeepRegister,
        LookAtFault,
        ReadExaminations,
        ReadFixity,
        RecoverLog,
        RestoreArchive,
        RunChecks,
        RunFixity,
        SweepStrays,
        TellRows,
      ],
    };
  }
}
