import { Global, Module } from '@nestjs/common';
import { Holds } from '../archive/index.js';
import { IdentityModule } from '../identity/index.js';
import { SearchFields, SearchModule } from '../search/index.js';
import { GrowHolds } from './grow-holds.js';
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
import { TakeNumber } from './take-number.js';

const OPERATIONS = [
  AcknowledgeNotice,
  LivingHolds,
  MatchScope,
  OpenMatter,
  PlaceHold,
  PreviewRelease,
  ReadHoldNotices,
  ReadHolds,
  ReleaseHold,
  SendHoldNotices,
  SettleScope,
  TakeNumber,
  WriteNotices,
];

/** Keeps what the archive must not lose: `Holds` of the archive is promised here. */
@Global()
@Module({
  imports: [IdentityModule, SearchModule],
  controllers: [HoldsController, HoldNoticesController],
  providers: [
    ...OPERATIONS,
    ...retentionCommands,
    GrowHolds,
    ScopeSearch,
    { provide: Holds, useExisting: LivingHolds },
  ],
  exports: [...OPERATIONS, Holds],
})
export class RetentionModule {
  constructor(fields: SearchFields) {
    fields.register(holdField);
  }
}
