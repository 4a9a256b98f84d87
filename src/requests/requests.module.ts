import { type DynamicModule, Module } from '@nestjs/common';
import { RetentionModule } from '../retention/index.js';
import { DescribeCoverage } from './certificate.js';
import { CloseRequest } from './close-request.js';
import { CollectItems } from './collect-items.js';
import { DueDates } from './due-dates.js';
import { FreezeRequest } from './freeze-request.js';
import { OpenRequest } from './open-request.js';
import { ReadDuties } from './read-duties.js';
import { ReadRequests } from './read-requests.js';
import { RequestClock } from './request-clock.port.js';
import { requestCommands } from './requests.command.js';
import { RequestsController } from './requests.controller.js';
import { DecideItems } from './review/decide-items.js';
import { CODE_LIBRARIES, type CodeLibrary } from './review/ground.rules.js';
import { ReadCodes } from './review/read-codes.js';
import { ReadReview } from './review/read-review.js';
import { ReadSuggestions } from './review/read-suggestions.js';
import { RedactItem } from './review/redact-item.js';
import { reviewCommands } from './review/review.command.js';
import { ReviewController } from './review/review.controller.js';
import { UndoDecisions } from './review/undo-decisions.js';
import { StepRequest } from './step-request.js';

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
  ReadRequests,
  ReadReview,
  ReadSuggestions,
  RedactItem,
  StepRequest,
  UndoDecisions,
];

/** What the laws say: when an answer is due, and on which grounds it may be withheld. */
export interface RequestLaws {
  /** Null: deadlines are stated by hand, and a request under a law is refused. */
  readonly clock: RequestClock | null;
  readonly codes: readonly CodeLibrary[];
}

@Module({})
export class RequestsModule {
  static with({ clock, codes }: RequestLaws): DynamicModule {
    return {
      module: RequestsModule,
      imports: [RetentionModule],
      controllers: [RequestsController, ReviewController],
      providers: [
        ...OPERATIONS,
        ...requestCommands,
        ...reviewCommands,
        { provide: RequestClock, useValue: clock },
        { provide: CODE_LIBRARIES, useValue: codes },
      ],
      exports: OPERATIONS,
    };
  }
}
