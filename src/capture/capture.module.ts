import { type DynamicModule, Module } from '@nestjs/common';
import { ConnectorsModule } from '../connectors/index.js';
import { ByHandController } from './by-hand/by-hand.controller.js';
import { CaptureByHand } from './by-hand/capture-by-hand.js';
import { CaptureOneCommand } from './by-hand/capture-one.command.js';
import { CaptureCommand } from './capture.command.js';
import { CaptureNow } from './capture-now.js';
import { CapturesController } from './captures.controller.js';
import { ReadCaptures } from './read-captures.js';
import { CountersModule } from './counters/counters.module.js';
import { CaptureAccount } from './capture-account.js';
import { CaptureRuns } from './capture-runs.js';
import { CaptureQueue } from './capture-queue.js';
import { CaptureSchedule } from './capture.schedule.js';
import { ChooseItems } from './choose-items.js';
import { DraftSnapshots } from './draft-snapshots.js';
import { FetchMedia } from './fetch-media.js';
import { FindAbsences } from './find-absences.js';
import { HeatHeld } from './heat-held.js';
import { KeepRefused } from './keep-refused.js';
import { canaryCommands } from './canary/canary.command.js';
import { ReadCanaries } from './canary/read-canaries.js';
import { latencyCommands } from './latency/latency.command.js';
import { LatencyController } from './latency/latency.controller.js';
import { MeasureLatency } from './latency/measure-latency.js';
import { ListenAccount } from './live/listen-account.js';
import { LiveLoops } from './live/live-loops.js';
import { ImportsController } from './imports/imports.controller.js';
import { IMPORTS } from './imports/imports.module.js';
import { ImportsSchedule } from './imports/imports.schedule.js';
import { MessageController } from './messages/message.controller.js';
import { openMessageCommands } from './messages/message.command.js';
import { OpenMessage } from './messages/open-message.js';
import { PreparePage } from './prepare-page.js';
import { TakePages } from './take-pages.js';
import { TrackGaps } from './track-gaps.js';
import { ReadDeliveries } from './webhooks/read-deliveries.js';
import { ReceiveDelivery } from './webhooks/receive-delivery.js';
import { WaitingDeliveries } from './webhooks/waiting-deliveries.js';
import { WebhooksController } from './webhooks/webhooks.controller.js';
import { WorkQueue } from './work-queue.js';

const PIPELINE = [
  CaptureAccount,
  CaptureByHand,
  CaptureCommand,
  CaptureNow,
  CaptureOneCommand,
  CaptureQueue,
  CaptureRuns,
  ChooseItems,
  DraftSnapshots,
  FetchMedia,
  FindAbsences,
  HeatHeld,
  KeepRefused,
  ListenAccount,
  LiveLoops,
  MeasureLatency,
  OpenMessage,
  PreparePage,
  ReadCanaries,
  ReadCaptures,
  ReadDeliveries,
  ReceiveDelivery,
  TakePages,
  TrackGaps,
  WaitingDeliveries,
  WorkQueue,
  ...IMPORTS,
];

@Module({})
export class CaptureModule {
  /** `ticking`: this process is a worker and looks for work by itself. */
  static with({ ticking }: { ticking: boolean }): DynamicModule {
    return {
      module: CaptureModule,
      imports: [ConnectorsModule, CountersModule],
      controllers: [
        CapturesController,
        ByHandController,
        ImportsController,
        LatencyController,
        MessageController,
        WebhooksController,
      ],
      providers: [
        ...PIPELINE,
        ...canaryCommands,
        ...openMessageCommands,
        ...latencyCommands,
        ...(ticking ? [CaptureSchedule, ImportsSchedule] : []),
      ],
      exports: PIPELINE,
    };
  }
}
