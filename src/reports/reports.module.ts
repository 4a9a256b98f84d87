import { Module } from '@nestjs/common';
import { SearchModule } from '../search/index.js';
import { CheckEntries } from './sampling/check-entries.js';
import { CheckEvidence } from './sampling/check-evidence.js';
import { DrawSample } from './sampling/draw-sample.js';
import { GatherPaper } from './sampling/gather-paper.js';
import { ReadDecisions } from './sampling/read-decisions.js';
import { ReadSamples } from './sampling/read-samples.js';
import { RenderPaper } from './sampling/render-paper.js';
import { sampleCommands } from './sampling/sample.command.js';
import { SamplesController } from './sampling/samples.controller.js';
import { ComingDue } from './tables/coming-due.js';
import { Counters } from './tables/counters.js';
import { Disposed } from './tables/disposed.js';
import { Exceptions } from './tables/exceptions.js';
import { MakeReports } from './tables/make-reports.js';
import { Moderation } from './tables/moderation.js';
import { OnHold } from './tables/on-hold.js';
import { reportCommands } from './tables/report.command.js';
import { ReportsController } from './tables/reports.controller.js';
import { Unscheduled } from './tables/unscheduled.js';

const OPERATIONS = [CheckEntries, CheckEvidence, DrawSample, GatherPaper, ReadDecisions, ReadSamples, RenderPaper];
const REPORTS = [ComingDue, Counters, Disposed, Exceptions, MakeReports, Moderation, OnHold, Unscheduled];

/** What the archive can say of itself to those who check it: samples with working papers, and reports. */
@Module({
  imports: [SearchModule],
  controllers: [ReportsController, SamplesController],
  providers: [...OPERATIONS, ...REPORTS, ...reportCommands, ...sampleCommands],
  exports: [...OPERATIONS, MakeReports],
})
export class ReportsModule {}
