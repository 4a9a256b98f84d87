import { type DynamicModule, Global, Module } from '@nestjs/common';
import { RetentionModule } from '../retention/index.js';
import { DescribeCoverage } from './certificate.js';
import { ClocksModule } from './clocks/index.js';
import { CloseRequest } from './close-request.js';
import { CollectItems } from './collect-items.js';
import { DueDates } from './due-dates.js';
import { FreezeRequest } from './freeze-request.js';
import { LawClock } from './law-clock.js';
import { OpenRequest } from './open-request.js';
import { ReadDuties } from './read-duties.js';
import { ReadRelease } from './release/read-release.js';
import { ReadRequests } from './read-requests.js';
import { RequestClock } from './request-clock.port.js';
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
  CloseRequest,
  CollectItems,
  DecideItems,
  DescribeCoverage,
  DueDates,
  FreezeRequest,
  OpenRequest,
  ReadCodes,
  ReadDuties,
  ReadRelease,
  ReadRequests,
  ReadReview,
  ReadSuggestions,
  RedactItem,
  StepRequest,
  TellDeadline,
  UndoDecisions,
];

/** What the laws say: when an answer is due, and on which grounds it may be withheld. */
export interface RequestLaws {
  readonly clock: RequestClock;
  readonly codes: readonly CodeLibrary[];
}

@Global()
@Module({})
export class RequestsModule {
  /** `laws`: others than those of exports/clocks and exports/exemption-codes. */
  static with(laws?: RequestLaws): DynamicModule {
    return {
      module: RequestsModule,
      imports: [ClocksModule, RetentionModule],
      controllers: [RequestsController, ReviewController],
      providers: [
        ...OPERATIONS,
        ...requestCommands,
        ...reviewCommands,
        laws ? { provide: RequestClock, useValue: laws.clock } : { provide: RequestClock, useClass: LawClock },
        { provide: CODE_LIBRARIES, useValue: laws?.codes ?? loadExemptionCodes() },
      ],
      exports: [...OPERATIONS, ClocksModule],
    };
  }
}
