import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { SearchModule } from '../search/index.js';
import { ApproveExport } from './approve-export.js';
import { BuildBundle } from './build-bundle.js';
import { CancelExport } from './cancel-export.js';
import { ExportFolders } from './export-folders.js';
import { ApproveExportCommand, ExportCommand, VerifyCommand } from './exports.command.js';
import { ExportsController } from './exports.controller.js';
import { ExportsSchedule } from './exports.schedule.js';
import { OpenContent } from './open-content.js';
import { PlanBundle } from './plan-bundle.js';
import { PlanRelease } from './plan-release.js';
import { ReadExports } from './read-exports.js';
import { SelectItems } from './select-items.js';
import { StartExport } from './start-export.js';
import { WorkExports } from './work-exports.js';

const OPERATIONS = [
  ApproveExport,
  ApproveExportCommand,
  BuildBundle,
  CancelExport,
  ExportCommand,
  ExportFolders,
  OpenContent,
  PlanBundle,
  PlanRelease,
  ReadExports,
  SelectItems,
  StartExport,
  VerifyCommand,
  WorkExports,
];

@Module({})
export class ExportsModule {
  /**
   * `ticking`: this process is a worker and looks for work by itself. `ports`: who keeps the promises of ReleaseSource and
   * DraftCheck; without them there is no request to answer, and no draft of one to check.
   */
  static with({ ticking, ports = [] }: { ticking: boolean; ports?: readonly Provider[] }): DynamicModule {
    return {
      module: ExportsModule,
      imports: [SearchModule],
      controllers: [ExportsController],
      providers: [...OPERATIONS, ...ports, ...(ticking ? [ExportsSchedule] : [])],
      exports: OPERATIONS,
    };
  }
}
