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
import { OpenMatter } from './open-matter.js';
import { PlaceHold } from './place-hold.js';
import { ReadHolds } from './read-holds.js';
import { ReleaseHold } from './release-hold.js';
import { ScopeSearch } from './scope-search.js';
import { SettleScope } from './settle-scope.js';
import { seriesField } from './schedules/series-field.js';
import { SchedulesModule } from './schedules/schedules.module.js';
import { TakeNumber } from './take-number.js';

const OPERATIONS = [LivingHolds, MatchScope, OpenMatter, PlaceHold, ReadHolds, ReleaseHold, SettleScope, TakeNumber];

/** Keeps what the archive must not lose: `Holds` of the archive is promised here. */
@Global()
@Module({
  imports: [IdentityModule, SchedulesModule, SearchModule],
  controllers: [HoldsController],
  providers: [
    ...OPERATIONS,
    ...retentionCommands,
    GrowHolds,
    ScopeSearch,
    { provide: Holds, useExisting: LivingHolds },
  ],
  exports: [...OPERATIONS, Holds, SchedulesModule],
})
export class RetentionModule {
  constructor(fields: SearchFields) {
    fields.register(holdField);
    fields.register(seriesField);
  }
}
