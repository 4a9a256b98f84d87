import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/index.js';

/** Where packages are made and kept until their receipt is settled. */
@Injectable()
export class TransferFolders {
  constructor(private readonly config: Config) {}

  of(packageId: string): string {
    return join(this.config.dataDir, 'transfers', packageId);
  }

  /** The package while it is made, and not yet sealed. */
  draftOf(packageId: string): string {
    return join(this.of(packageId), 'draft.zip');
  }

  fileOf(packageId: string, name: string): string {
    return join(this.of(packageId), `${name}.zip`);
  }

  /** With the package, or whatever there is of it. */
  async remove(packageId: string): Promise<void> {
    await rm(this.of(packageId), { recursive: true, force: true });
  }
}
