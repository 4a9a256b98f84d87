import { statfs } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/index.js';
import { type Examiner, finds, type Found } from './doctor.types.js';

const GIGA = 1e9;
const LEAST_GIGA = 1;
const LEAST_PERCENT = 5;
const KNOWN_PERCENT = 15;

@Injectable()
export class ExamineDisk implements Examiner {
  readonly subject = 'disk';

  constructor(private readonly config: Config) {}

  async run(): Promise<Found[]> {
    const folder = this.config.dataDir;
    const { bsize, blocks, bavail } = await statfs(folder);
    const free = Math.round((bavail * bsize * 10) / GIGA) / 10;
    const percent = Math.round((100 * bavail) / Math.max(1, blocks));
    const values = { folder, free, percent };
    if (percent >= KNOWN_PERCENT && free >= LEAST_GIGA) return [finds('well', 'disk.free', values)];
    const isFull = percent < LEAST_PERCENT || free < LEAST_GIGA;
    return [finds(isFull ? 'ill' : 'known', 'disk.low', values)];
  }
}
