import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/index.js';

/** Where downloads lie while they are imported. */
@Injectable()
export class ImportFolders {
  constructor(private readonly config: Config) {}

  of(importId: string): string {
    return join(this.config.dataDir, 'imports', importId);
  }

  /** The file that was sent to us. */
  uploadOf(importId: string): string {
    return join(this.of(importId), 'upload');
  }

  /** What must be unpacked to be read. */
  unpackedOf(importId: string): string {
    return join(this.of(importId), 'unpacked');
  }

  async remove(importId: string): Promise<void> {
    await rm(this.of(importId), { recursive: true, force: true });
  }

  /** All that lies here for an import; a file that was sent to go on with it lies in a folder of its own. */
  async removeAllOf({
    id,
    file,
    ours,
  }: {
    readonly id: string;
    readonly file: string;
    readonly ours: boolean;
  }): Promise<void> {
    await this.remove(id);
    const sent = dirname(file);
    if (ours && dirname(sent) === join(this.config.dataDir, 'imports'))
      await rm(sent, { recursive: true, force: true });
  }
}
