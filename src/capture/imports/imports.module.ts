import { AskImport } from './ask-import.js';
import { CancelImport, ResumeImport } from './change-import.js';
import { DecideDifference } from './decide-difference.js';
import { differenceCommands } from './difference.command.js';
import { importCommands } from './import.command.js';
import { ImportFolders } from './import-folders.js';
import { KeepUpload } from './keep-upload.js';
import { OpenImport } from './open-import.js';
import { ReadDifferences } from './read-differences.js';
import { ReadImports } from './read-imports.js';
import { RunImport } from './run-import.js';
import { WorkImports } from './work-imports.js';

/** What imports are made of, as part of the capture module: their pages go through its steps. */
export const IMPORTS = [
  AskImport,
  CancelImport,
  DecideDifference,
  ImportFolders,
  KeepUpload,
  OpenImport,
  ReadDifferences,
  ReadImports,
  ResumeImport,
  RunImport,
  WorkImports,
  ...importCommands,
  ...differenceCommands,
];
