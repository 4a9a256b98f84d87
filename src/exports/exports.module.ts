import { type DynamicModule, Module } from '@nestjs/common';
import { ReadExaminations } from '../integrity/index.js';
import { SearchModule } from '../search/index.js';
import { ApproveExport } from './approve-export.js';
import { BuildBundle } from './build-bundle.js';
import { CancelExport } from './cancel-export.js';
import { CertificateCommand } from './certificates/certificate.command.js';
import { CertificatesController } from './certificates/certificates.controller.js';
import { RenderCertificate } from './certificates/render-certificate.js';
import { CheckDraft } from './check-draft.js';
import { ExportFolders } from './export-folders.js';
import { CopyObjects } from './exit/copy-objects.js';
import { ExitExport } from './exit/exit-export.js';
import { exitCommands } from './exit/exit.command.js';
import { ImportExit } from './exit/import-exit.js';
import { WriteExitEvidence } from './exit/write-exit-evidence.js';
import { WriteExitLog } from './exit/write-exit-log.js';
import { ApproveExportCommand, ExportCommand, VerifyCommand } from './exports.command.js';
import { ExportsController } from './exports.controller.js';
import { ExportsSchedule } from './exports.schedule.js';
import { LeakTest } from './leak-test/leak-test.js';
import { LeakTestCommand } from './leak-test/leak-test.command.js';
import { ForgetDestroyed } from './forget-destroyed.js';
import { EnterLetter } from './letters/enter-letter.js';
import { FillLetter } from './letters/fill-letter.js';
import { FindAnswer } from './letters/find-answer.js';
import { GatherFacts } from './letters/gather-facts.js';
import { GatherRecording } from './letters/gather-recording.js';
import { Letterheads } from './letters/letterhead.js';
import { letterCommands } from './letters/letters.command.js';
import { LettersController } from './letters/letters.controller.js';
import { ReadLetters } from './letters/read-letters.js';
import { writtenLetterCommands } from './letters/written-letters.command.js';
import { CloseExportLink } from './links/close-export-link.js';
import { FetchByLink } from './links/fetch-by-link.js';
import { linkCommands } from './links/links.command.js';
import { ExportLinksController } from './links/links.controller.js';
import { OpenExportLink } from './links/open-export-link.js';
import { ReadExportLinks } from './links/read-export-links.js';
import { NoteHeads } from './note-heads.js';
import { OpenContent } from './open-content.js';
import { PlanBundle } from './plan-bundle.js';
import { PlanRelease } from './plan-release.js';
import { ReadBundleMarks } from './read-bundle-marks.js';
import { ReadCustody } from './read-custody.js';
import { ReadExports } from './read-exports.js';
import { SelectItems } from './select-items.js';
import { StartExport } from './start-export.js';
import { AskPackage } from './transfers/ask-package.js';
import { BuildPackage } from './transfers/build-package.js';
import { ForgetPackages } from './transfers/forget-packages.js';
import { OpenListed } from './transfers/open-listed.js';
import { PlanTransfer } from './transfers/plan-transfer.js';
import { ReadPackages } from './transfers/read-packages.js';
import { TransferFolders } from './transfers/transfer-folders.js';
import { TransferPackagesController } from './transfers/transfer-packages.controller.js';
import { packageCommands } from './transfers/transfers.command.js';
import { TransfersSchedule } from './transfers/transfers.schedule.js';
import { WorkPackages } from './transfers/work-packages.js';
import { WriteInventory } from './transfers/write-inventory.js';
import { WorkExports } from './work-exports.js';

const TRANSFERS = [
  AskPackage,
  BuildPackage,
  ForgetPackages,
  OpenListed,
  PlanTransfer,
  ReadPackages,
  TransferFolders,
  WorkPackages,
  WriteInventory,
  ...packageCommands,
];

const EXIT = [CopyObjects, ExitExport, ImportExit, WriteExitEvidence, WriteExitLog, ...exitCommands];

const OPERATIONS = [
  ApproveExport,
  ApproveExportCommand,
  BuildBundle,
  CancelExport,
  CertificateCommand,
  CheckDraft,
  CloseExportLink,
  EnterLetter,
  ExportCommand,
  ExportFolders,
  FetchByLink,
  FillLetter,
  FindAnswer,
  ForgetDestroyed,
  GatherFacts,
  GatherRecording,
  LeakTest,
  LeakTestCommand,
  Letterheads,
  NoteHeads,
  OpenContent,
  OpenExportLink,
  PlanBundle,
  PlanRelease,
  ReadBundleMarks,
  ReadCustody,
  ReadExaminations,
  ReadExportLinks,
  ReadExports,
  ReadLetters,
  RenderCertificate,
  SelectItems,
  StartExport,
  VerifyCommand,
  ...letterCommands,
  ...linkCommands,
  ...writtenLetterCommands,
  WorkExports,
  ...EXIT,
  ...TRANSFERS,
];

@Module({})
export class ExportsModule {
  /** `ticking`: this process is a worker and looks for work by itself. */
  static with({ ticking }: { ticking: boolean }): DynamicModule {
    return {
      module: ExportsModule,
      imports: [SearchModule],
      controllers: [
        CertificatesController,
        ExportsController,
        ExportLinksController,
        LettersController,
        TransferPackagesController,
      ],
      providers: [...OPERATIONS, ...(ticking ? [ExportsSchedule, TransfersSchedule] : [])],
      exports: OPERATIONS,
    };
  }
}
