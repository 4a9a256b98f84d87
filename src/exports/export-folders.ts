import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Config, programFolder } from '../platform/index.js';

/** Where exports are made and kept, and where the program keeps what every bundle gets. */
@Injectable()
export class ExportFolders {
  /** START-HERE.html, viewer.js, viewer.css. */
  readonly viewer: string;
  /** verify.py with its two parts, VERIFY.md. */
  readonly verifier: string;

  constructor(private readonly config: Config) {
    const program = programFolder();
    this.viewer = join(program, 'web', 'dist', 'viewer');
    this.verifier = join(program, 'exports', 'verify');
  }

  of(exportId: string): string {
    return join(this.config.dataDir, 'exports', exportId);
  }

  /** The bag while it is made, packed and not yet sealed. */
  draftOf(exportId: string): string {
    return join(this.of(exportId), 'draft.zip');
  }

  /** One of its finished files. */
  fileOf(exportId: string, { name }: { readonly name: string }): string {
    return join(this.of(exportId), name);
  }

  /** With the bundle, or whatever there is of it. */
  async remove(exportId: string): Promise<void> {
    await rm(this.of(exportId), { recursive: true, force: true });
  }
}

/** Bytes of a finished file, or null where it is not on this machine. */
export async function sizeOf(file: string): Promise<number | null> {
  return stat(file).then(
    ({ size }) => size,
    () => null,
  );
}
