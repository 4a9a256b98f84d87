import { Injectable } from '@nestjs/common';
import { type KeptCheckpoint, Log, printTilePath, ServeLog, tileLength } from '../../audit/index.js';
import { type Actor } from '../../platform/index.js';
import { LOG } from './exit-paths.rules.js';
import type { ExitFolder } from './exit-folder.js';
import type { ExitTold } from './exit.types.js';

const TILE_WIDTH = 256;
const HASH_BYTES = 32;

/** The log as files of C2SP tlog-tiles, below one signed checkpoint: what any verifier of such logs reads. */
@Injectable()
export class WriteExitLog {
  constructor(
    private readonly log: Log,
    private readonly served: ServeLog,
  ) {}

  async run(actor: Actor, folder: ExitFolder, told: ExitTold): Promise<void> {
    if (folder.has(`${LOG}/checkpoint`)) return;
    const kept = await this.log.keepCheckpoint('asked');
    for (let level = 0; tileLength(level, 0, kept.size) > 0; level += 1) {
      for (let n = 0; tileLength(level, n, kept.size) > 0; n += 1) {
        const path = printTilePath({ level, n, width: tileLength(level, n, kept.size) / HASH_BYTES });
        await folder.write(`${LOG}/tile/${path}`, await this.served.tile(path));
        if (level > 0) continue;
        const entries = path.slice('0/'.length);
        await folder.write(`${LOG}/tile/entries/${entries}`, await this.served.entries(actor, entries));
        told('log', Math.min(kept.size, (n + 1) * TILE_WIDTH));
      }
    }
    await this.handovers(folder, kept);
    await folder.write(`${LOG}/key.txt`, `${await this.log.verifierKey()}\n`);
    await folder.write(`${LOG}/checkpoint`, kept.note);
  }

  private async handovers(folder: ExitFolder, { size: most }: KeptCheckpoint): Promise<void> {
    for (const { size, note } of await this.log.handovers()) {
      if (size <= most) await folder.write(`${LOG}/handovers/${size}.txt`, note);
    }
  }
}
