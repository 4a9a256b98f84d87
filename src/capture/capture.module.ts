import { type DynamicModule, Module } from '@nestjs/common';
import { ConnectorsModule } from '../connectors/index.js';
import { CaptureCommand } from './capture.command.js';
import { CaptureNow } from './capture-now.js';
import { CapturesController } from './captures.controller.js';
import { ReadCaptures } from './read-captures.js';
import { CaptureAccount } from './capture-account.js';
import { CaptureQueue } from './capture-queue.js';
import { CaptureSchedule } from './capture.schedule.js';
import { ChooseItems } from './choose-items.js';
import { DraftSnapshots } from './draft-snapshots.js';
import { FetchMedia } from './fetch-media.js';
import { FindAbsences } from './find-absences.js';
import { HeatHeld } from './heat-held.js';
import { PreparePage } from './prepare-page.js';
import { TakePages } from './take-pages.js';
import { TrackGaps } from './track-gaps.js';
import { WorkQueue } from './work-queue.js';

const PIPELINE = [
  CaptureAccount,
  CaptureCommand,
  CaptureNow,
  CaptureQueue,
  ChooseItems,
  DraftSnapshots,
  FetchMedia,
  FindAbsences,
  HeatHeld,
  PreparePage,
  ReadCaptures,
  TakePages,
  TrackGaps,
  WorkQueue,
];

@Module({})
export class CaptureModule {
  /** `ticking`: this process is a worker and looks for work by itself. */
  static with({ ticking }: { ticking: boolean }): DynamicModule {
    return {
      module: CaptureModule,
      imports: [ConnectorsModule],
      controllers: [CapturesController],
      providers: [...PIPELINE, ...(ticking ? [CaptureSchedule] : [])],
      exports: PIPELINE,
    };
  }
}
