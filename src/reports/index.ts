export { ReportsModule } from './reports.module.js';
export { DrawSample } from './sampling/draw-sample.js';
export { ReadSamples } from './sampling/read-samples.js';
export { RenderPaper } from './sampling/render-paper.js';
export { sampleCommands } from './sampling/sample.command.js';
export type { SampleSummary, SampleView } from './sampling/sample.types.js';
export { MakeReports } from './tables/make-reports.js';
export { reportCommands } from './tables/report.command.js';
export type { Report, ReportName } from './tables/report.types.js';
