export { type AccountCapture, CaptureNow } from './capture-now.js';
export { captureCommands } from './capture.command.js';
export { CaptureAccount, type CaptureOutcome } from './capture-account.js';
export { CaptureModule } from './capture.module.js';
export { CaptureQueue, type ClaimedLoop } from './capture-queue.js';
export type { LoopRun, RunCounts } from './loop-run.types.js';
export type { LoopName } from './pace.rules.js';
export { TakePages } from './take-pages.js';
export { WorkQueue } from './work-queue.js';
