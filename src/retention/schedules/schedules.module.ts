import { Module } from '@nestjs/common';
import { CountSeries } from './count-series.js';
import { DateOf } from './date-of.js';
import { DecideBatch } from './decide-batch.js';
import { EvaluateSchedules } from './evaluate-schedules.js';
import { ExplainItem } from './explain-item.js';
import { FollowAccounts } from './follow-accounts.js';
import { LoadPolicy } from './load-policy.js';
import { NotePending } from './note-pending.js';
import { policyCommands } from './policies.command.js';
import { PoliciesController } from './policies.controller.js';
import { PolicyBook } from './policy-book.js';
import { ReadEvents } from './read-events.js';
import { ReadItemFacts } from './read-item-facts.js';
import { ReadPolicies } from './read-policies.js';
import { ReadPolicyVersion } from './read-policy-version.js';
import { ReadScene } from './read-scene.js';
import { RecordEvent } from './record-event.js';
import { ReportSchedules } from './report-schedules.js';
import { ScheduleOf } from './schedule-of.js';
import { scheduleCommands } from './schedules.command.js';
import { SchedulesController } from './schedules.controller.js';
import { AskTrial } from './trials/ask-trial.js';
import { ReadTrials } from './trials/read-trials.js';
import { TrialsController } from './trials/trials.controller.js';
import { TrialsSchedule } from './trials/trials.schedule.js';
import { WorkTrials } from './trials/work-trials.js';
import { TryPolicy } from './what-if.js';

const OPERATIONS = [
  CountSeries,
  DateOf,
  DecideBatch,
  EvaluateSchedules,
  ExplainItem,
  LoadPolicy,
  PolicyBook,
  ReadEvents,
  ReadItemFacts,
  ReadPolicies,
  ReadScene,
  RecordEvent,
  ReadPolicyVersion,
  ReadTrials,
  ReportSchedules,
  ScheduleOf,
  AskTrial,
  TryPolicy,
  WorkTrials,
];

/** How long what is in the archive is kept, and why. */
@Module({
  controllers: [PoliciesController, SchedulesController, TrialsController],
  providers: [...OPERATIONS, ...policyCommands, ...scheduleCommands, FollowAccounts, NotePending, TrialsSchedule],
  exports: OPERATIONS,
})
export class SchedulesModule {}
