import { Global, Module } from '@nestjs/common';
import { Holds } from '../archive/index.js';
import { IdentityModule } from '../identity/index.js';
import { SearchFields, SearchModule } from '../search/index.js';
import { ConfirmReceipt } from './disposition/confirm-receipt.js';
import { DecideItems } from './disposition/decide-items.js';
import { HandOverList } from './disposition/hand-over-list.js';
import { KeepCopy } from './disposition/keep-copy.js';
import { RefuseReceipt } from './disposition/refuse-receipt.js';
import { SubmitList } from './disposition/submit-list.js';
import { transferCommands } from './disposition/transfer-steps.command.js';
import { TransfersController } from './disposition/transfers.controller.js';
import { ApproveList } from './disposition/approve-list.js';
import { captureAgainCommands } from './disposition/capture-again.command.js';
import { CaptureAgain } from './disposition/capture-again.js';
import { CertifyList } from './disposition/certify-list.js';
import { DestroyBatch } from './disposition/destroy-batch.js';
import { DispositionSchedule } from './disposition/disposition.schedule.js';
import { DispositionsController } from './disposition/dispositions.controller.js';
import { ExcludeItems } from './disposition/exclude-items.js';
import { ExecuteList } from './disposition/execute-list.js';
import { FileConsent } from './disposition/file-consent.js';
import { GatherCertificate } from './disposition/gather-certificate.js';
import { dispositionCommands } from './disposition/list-steps.command.js';
import { OrderErasure } from './disposition/order-erasure.js';
import { ProposeDispositions } from './disposition/propose-dispositions.js';
import { ReadDispositions } from './disposition/read-dispositions.js';
import { ResidualsController } from './disposition/residuals.controller.js';
import { ReviewList } from './disposition/review-list.js';
import { WithdrawList } from './disposition/withdraw-list.js';
import { WorkDispositions } from './disposition/work-dispositions.js';
import { GrowHolds } from './grow-holds.js';
import { HoldsSchedule } from './holds.schedule.js';
import { MirrorHolds } from './mirror-holds.js';
import { holdField } from './hold-field.js';
import { retentionCommands } from './holds.command.js';
import { HoldsController } from './holds.controller.js';
import { LivingHolds } from './living-holds.js';
import { MatchScope } from './match-scope.js';
import { AcknowledgeNotice } from './notices/acknowledge-notice.js';
import { HoldNoticesController } from './notices/hold-notices.controller.js';
import { ReadHoldNotices } from './notices/read-hold-notices.js';
import { SendHoldNotices } from './notices/send-hold-notices.js';
import { WriteNotices } from './notices/write-notices.js';
import { OpenMatter } from './open-matter.js';
import { PlaceHold } from './place-hold.js';
import { PreviewRelease } from './preview-release.js';
import { ReadHolds } from './read-holds.js';
import { ReleaseHold } from './release-hold.js';
import { ScopeSearch } from './scope-search.js';
import { SettleScope } from './settle-scope.js';
import { seriesField } from './schedules/series-field.js';
import { SchedulesModule } from './schedules/schedules.module.js';
import { TakeNumber } from './take-number.js';

const OPERATIONS = [
  AcknowledgeNotice,
  LivingHolds,
  MatchScope,
  OpenMatter,
  PlaceHold,
  PreviewRelease,
  MirrorHolds,
  ReadHoldNotices,
  ReadHolds,
  ReleaseHold,
  SendHoldNotices,
  SettleScope,
  TakeNumber,
  WriteNotices,
];

const DISPOSITION = [
  ApproveList,
  CaptureAgain,
  CertifyList,
  ConfirmReceipt,
  DecideItems,
  DestroyBatch,
  ExcludeItems,
  ExecuteList,
  FileConsent,
  GatherCertificate,
  HandOverList,
  KeepCopy,
  OrderErasure,
  ProposeDispositions,
  ReadDispositions,
  RefuseReceipt,
  ReviewList,
  SubmitList,
  WithdrawList,
  WorkDispositions,
];

/** Keeps what the archive must not lose: `Holds` of the archive is promised here. */
@Global()
@Module({
  imports: [IdentityModule, SchedulesModule, SearchModule],
  controllers: [
    HoldsController,
    HoldNoticesController,
    DispositionsController,
    TransfersController,
    ResidualsController,
  ],
  providers: [
    ...OPERATIONS,
    ...DISPOSITION,
    ...retentionCommands,
    ...dispositionCommands,
    ...transferCommands,
    ...captureAgainCommands,
    DispositionSchedule,
    GrowHolds,
    HoldsSchedule,
    ScopeSearch,
    { provide: Holds, useExisting: LivingHolds },
  ],
  exports: [...OPERATIONS, ...DISPOSITION, Holds, SchedulesModule],
})
export class RetentionModule {
  constructor(fields: SearchFields) {
    fields.register(holdField);
    fields.register(seriesField);
  }
}
