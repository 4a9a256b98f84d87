import { Module } from '@nestjs/common';
import { DateOf } from './date-of.js';
import { LoadPolicy } from './load-policy.js';
import { policyCommands } from './policies.command.js';
import { PoliciesController } from './policies.controller.js';
import { PolicyBook } from './policy-book.js';
import { ReadItemFacts } from './read-item-facts.js';
import { ReadPolicies } from './read-policies.js';
import { ReadScene } from './read-scene.js';
import { ScheduleOf } from './schedule-of.js';

const OPERATIONS = [DateOf, LoadPolicy, PolicyBook, ReadItemFacts, ReadPolicies, ReadScene, ScheduleOf];

/** How long what is in the archive is kept, and why. */
@Module({
  controllers: [PoliciesController],
  providers: [...OPERATIONS, ...policyCommands],
  exports: OPERATIONS,
})
export class SchedulesModule {}
