import { BackUpArchive } from './back-up-archive.js';
import { BackupCommand, RegisterCommand, RestoreCommand } from './backup.command.js';
import { BringBack } from './bring-back.js';
import { ConfirmRebuild } from './confirm-rebuild.js';
import { DecodeExchange } from './decode-exchange.js';
import { DestroyAgain } from './destroy-again.js';
import { DraftVersion } from './draft-version.js';
import { DumpTables } from './dump-tables.js';
import { FillSealed } from './fill-sealed.js';
import { FindExchanges } from './find-exchanges.js';
import { KeepRegister } from './keep-register.js';
import { ListLost } from './list-lost.js';
import { LoadTables } from './load-tables.js';
import { OpenCopy } from './open-copy.js';
import { RebuildExchange } from './rebuild-exchange.js';
import { RebuildMarks } from './rebuild-marks.js';
import { RebuildRows } from './rebuild-rows.js';
import { ConfirmRebuildCommand, RebuildCommand, RecoverLogCommand } from './rebuild.command.js';
import { RecoverLog } from './recover-log.js';
import { ReopenVersions } from './reopen-versions.js';
import { ReplayMirror } from './replay-mirror.js';
import { RestoreArchive } from './restore-archive.js';
import { StageKeys } from './stage-keys.js';
import { TellRows } from './tell-rows.js';

export { RebuildController } from './rebuild.controller.js';
export { backupCommands } from './backup.command.js';
export { rebuildCommands } from './rebuild.command.js';
export { type BackupMade, BackUpArchive, INDEX_FILE } from './back-up-archive.js';
export { ConfirmRebuild } from './confirm-rebuild.js';
export { KeepRegister } from './keep-register.js';
export type { BroughtBack, Lost, StepTold } from './rebuild.types.js';
export { RecoverLog } from './recover-log.js';
export { broughtBackInWords } from './rebuild-in-words.js';
export { RestoreArchive, type RestoreTold } from './restore-archive.js';
export { type TakeTable, TellRows, type ToldRows } from './tell-rows.js';
export { tellSteps } from './tell-steps.js';
export { copied } from './tables.rules.js';

/** Providers of the integrity module. */
export const REBUILDING = [
  BackUpArchive,
  BackupCommand,
  BringBack,
  ConfirmRebuild,
  ConfirmRebuildCommand,
  DecodeExchange,
  DestroyAgain,
  DraftVersion,
  DumpTables,
  FillSealed,
  FindExchanges,
  KeepRegister,
  ListLost,
  LoadTables,
  OpenCopy,
  RebuildCommand,
  RebuildExchange,
  RebuildMarks,
  RebuildRows,
  RecoverLog,
  RecoverLogCommand,
  RegisterCommand,
  ReopenVersions,
  ReplayMirror,
  RestoreArchive,
  RestoreCommand,
  StageKeys,
  TellRows,
];
