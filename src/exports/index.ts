export { ApproveExport } from './approve-export.js';
export { CertificateCommand } from './certificates/certificate.command.js';
export { renderOnePage } from './letters/renderers/letter-pdf.renderer.js';
export type { DrawnPaper, LetterBlock } from './letters/letter.types.js';
export { RenderCertificate } from './certificates/render-certificate.js';
export { CancelExport } from './cancel-export.js';
export { ExitExport } from './exit/exit-export.js';
export { exitCommands } from './exit/exit.command.js';
export type { ExitMade } from './exit/exit.types.js';
export { ImportExit } from './exit/import-exit.js';
export type { ArchiveFileView, ExportSelection, ExportStatus, ExportView } from './export.types.js';
export { exportCommands } from './exports.command.js';
export { ExportsModule } from './exports.module.js';
export { LeakTest } from './leak-test/leak-test.js';
export type { LeakReport, Withheld } from './leak-test/leak-test.types.js';
export { composeLetter, factsOf, letterText, type LetterCall, paperOf } from './letters/letter.rules.js';
export type { LetterFacts } from './letters/letter-facts.types.js';
export {
  LETTER_KINDS,
  type Letter,
  type LetterFinding,
  type LetterFormat,
  type LetterKind,
} from './letters/letter.types.js';
export { EnterLetter } from './letters/enter-letter.js';
export { FillLetter, type LetterWanted } from './letters/fill-letter.js';
export type * from './letters/letter-views.types.js';
export { letterCommands } from './letters/letters.command.js';
export { ReadLetters } from './letters/read-letters.js';
export { writtenLetterCommands } from './letters/written-letters.command.js';
export { letterSources, type LetterSources, prepareLetter, writeLetter } from './letters/write-letter.js';
export { linkCommands } from './links/links.command.js';
export type { ExportLinkView, OpenedLink } from './links/export-link.types.js';
export { ReadExports } from './read-exports.js';
export { StartExport } from './start-export.js';
export { verifyBundle, type VerifyInput } from './verify/verify-bundle.js';
export { EXIT_CODES, type Report, type Verdict } from './verify/verify.types.js';
export { AskPackage } from './transfers/ask-package.js';
export { loadTransferProfiles } from './transfers/load-transfer-profiles.js';
export { ReadPackages } from './transfers/read-packages.js';
export { packageCommands } from './transfers/transfers.command.js';
export { WorkPackages } from './transfers/work-packages.js';
export { WriteInventory } from './transfers/write-inventory.js';
export { WorkExports } from './work-exports.js';
