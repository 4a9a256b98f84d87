export type { CheckName, CheckResult, IntegrityCheck } from './check.types.js';
export { DailyWork } from './daily-work.js';
export { integrityCommands } from './integrity.command.js';
export { IntegrityModule } from './integrity.module.js';
export { type CheckProgress, RunChecks } from './run-checks.js';
export { SweepStrays } from './sweep-strays.js';
