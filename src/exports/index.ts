export { CancelExport } from './cancel-export.js';
export type { ExportSelection, ExportStatus, ExportView } from './export.types.js';
export { exportCommands } from './exports.command.js';
export { ExportsModule } from './exports.module.js';
export { ReadExports } from './read-exports.js';
export { StartExport } from './start-export.js';
export { verifyBundle, type VerifyInput } from './verify/verify-bundle.js';
export { EXIT_CODES, type Report, type Verdict } from './verify/verify.types.js';
export { WorkExports } from './work-exports.js';
