import { type DynamicModule, Global, Module } from '@nestjs/common';
import { RetentionModule } from '../retention/index.js';
import { SearchFields } from '../search/index.js';
import { DescribeCoverage } from './certificate.js';
import { ClocksModule } from './clocks/index.js';
import { CloseRequest } from './close-request.js';
import { CollectItems } from './collect-items.js';
import { CloseDueFeed } from './due-feed/close-due-feed.js';
import { DueFeedsController } from './due-feed/due-feeds.controller.js';
import { OpenDueFeed } from './due-feed/open-due-feed.js';
import { ReadDueFeed } from './due-feed/read-due-feed.js';
import { DecideErasures } from './erasure/decide-erasures.js';
import { erasureCommands } from './erasure/erasures.command.js';
import { ErasuresController } from './erasure/erasures.controller.js';
import { FindWritten } from './erasure/find-written.js';
import { OrderErasures } from './erasure/order-erasures.js';
import { ReadErasureFacts } from './erasure/read-erasure-facts.js';
import { ReadErasures } from './erasure/read-erasures.js';
import { RestrictItems } from './erasure/restrict-items.js';
import { TellErasures } from './erasure/tell-erasures.js';
import { UndoErasures } from './erasure/undo-erasures.js';
import { DueDates } from './due-dates.js';
import { FreezeRequest } from './freeze-request.js';
import { FindPerson } from './handles/find-person.js';
import { handleCommands } from './handles/handles.command.js';
import { HandlesController } from './handles/handles.controller.js';
import { IssueHandleCode } from './handles/issue-handle-code.js';
import { ProveHandle } from './handles/prove-handle.js';
import { ReadHandles } from './handles/read-handles.js';
import { LawClock } from './law-clock.js';
import { MakeReminders } from './notices/make-reminders.js';
import { NoticesSchedule } from './notices/notices.schedule.js';
import { ReadMail } from './notices/read-mail.js';
import { RecountDues } from './notices/recount-dues.js';
import { SendNotices } from './notices/send-notices.js';
import { OpenRequest } from './open-request.js';
import { ReadDue } from './read-due.js';
import { ReadDuties } from './read-duties.js';
import { ReadOthers } from './release/read-others.js';
import { ReadRelease } from './release/read-release.js';
import { ReadRequests } from './read-requests.js';
import { RequestClock } from './request-clock.port.js';
import { requestField } from './request-field.js';
import { loadExemptionCodes } from './redaction/load-exemption-codes.js';
import { requestCommands } from './requests.command.js';
import { RequestsController } from './requests.controller.js';
import { DecideItems } from './review/decide-items.js';
import type { CodeLibrary } from './redaction/exemption-codes.rules.js';
import { CODE_LIBRARIES } from './review/ground.rules.js';
import { ReadCodes } from './review/read-codes.js';
import { ReadReview } from './review/read-review.js';
import { ReadSuggestions } from './review/read-suggestions.js';
import { RedactItem } from './review/redact-item.js';
import { reviewCommands } from './review/review.command.js';
import { ReviewController } from './review/review.controller.js';
import { UndoDecisions } from './review/undo-decisions.js';
import { StepRequest } from './step-request.js';
import { TellDeadline } from './tell-deadline.js';

const OPERATIONS = [
  CloseDueFeed,
  CloseRequest,
  CollectItems,
  DecideItems,
  DescribeCoverage,
  DueDates,
  FindPerson,
  FreezeRequest,
  MakeReminders,
  OpenDueFeed,
  IssueHandleCode,
  OpenRequest,
  ProveHandle,
  ReadCodes,
  ReadDue,
  ReadDueFeed,
  ReadDuties,
  ReadOthers,
  ReadRelease,
  ReadMail,
  ReadHandles,
  ReadRequests,
  ReadReview,
  ReadSuggestions,
  RecountDues,
  RedactItem,
  SendNotices,
  StepRequest,
  TellDeadline,
  UndoDecisions,
];

const ERASURE = [
  DecideErasures,
  FindWritten,
  OrderErasures,
  ReadErasureFacts,
  ReadErasures,
  RestrictItems,
  TellErasures,
  UndoErasures,
];

/** What the laws say: when an answer is due, and on which grounds it may be withheld. */
export interface RequestLaws {
  readonly clock: RequestClock;
  readonly codes: readonly CodeLibrary[];
}

@Global()
@Module({})
export class RequestsModule {
  constructor(fields: SearchFields) {
    fields.register(requestField);
  }

  /**
   * `laws`: others than those of exports/clocks and exports/exemption-codes. `ticking`: this process reminds the owners
   * of deadlines by itself.
   */
  static with(laws?: RequestLaws, { ticking }: { ticking: boolean } = { ticking: false }): DynamicModule {
    return {
      module: RequestsModule,
      imports: [ClocksModule, RetentionModule],
      controllers: [DueFeedsController, ErasuresController, HandlesController, RequestsController, ReviewController],
      providers: [
        ...OPERATIONS,
        ...ERASURE,
        ...(ticking ? [NoticesSchedule] : []),
        ...requestCommands,
        ...handleCommands,
        ...reviewCommands,
        ...erasureCommands,
        laws ? { provide: RequestClock, useValue: laws.clock } : { provide: RequestClock, useClass: LawClock },
        { provide: CODE_LIBRARIES, useValue: laws?.codes ?? loadExemptionCodes() },
      ],
      exports: [...OPERATIONS, ...ERASURE, ClocksModule],
    };
  }
}
