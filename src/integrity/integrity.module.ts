import { type DynamicModule, Module } from '@nestjs/common';
import type { IntegrityCheck } from './check.types.js';
import { CheckKeys } from './check-keys.js';
import { AccountSeqGapless } from './checks/account-seq-gapless.js';
import { EventsMatchRows } from './checks/events-match-rows.js';
import { FindingsHaveGrounds } from './checks/findings-have-grounds.js';
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
import { FindStrays } from './find-strays.js';
import { CheckCommand } from './integrity.command.js';
import { IntegritySchedule } from './integrity.schedule.js';
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
  KeyFilesOpen,
  SnapshotsCommit,
  ObjectsOpen,
];

@Module({})
export class IntegrityModule {
  /** `ticking`: this process sweeps, and does the daily work, by itself. */
  static with({ ticking }: { ticking: boolean }): DynamicModule {
    return {
      module: IntegrityModule,
      providers: [
        ...ALL,
        CheckCommand,
        CheckKeys,
        DailyWork,
        FindStrays,
        RunChecks,
        SweepStrays,
        ...(ticking ? [IntegritySchedule] : []),
        { provide: CHECKS, useFactory: (...checks: IntegrityCheck[]) => checks, inject: ALL },
      ],
      exports: [DailyWork, RunChecks, SweepStrays],
    };
  }
}
