import { hash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ReadKeyFiles } from '../../archive/index.js';
import { Clock, Config } from '../../platform/index.js';
import { type Examiner, finds, type Found, type Standing } from './doctor.types.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** One is made each night. */
const FILE_ILL_HOURS = 48;
const ENDING_DAYS = 14;
const OTHERS = 0o077;
const NEEDED = ['master.key', 'log.pem'];

/** Keys are the second half of the evidence: those of this machine, the sealed file of all others, and those of people. */
@Injectable()
export class ExamineKeys implements Examiner {
  readonly subject = 'keys';

  // oxlint-disable-next-line max-params -- each knows other keys
  constructor(
    private readonly database: DataSource,
    private readonly config: Config,
    private readonly keyFiles: ReadKeyFiles,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<Found[]> {
    return [...(await this.onThisMachine()), ...(await this.sealed()), ...(await this.ofPeople())];
  }

  private async onThisMachine(): Promise<Found[]> {
    const files = (await readdir(this.config.keysDir)).toSorted();
    const open: string[] = [];
    for (const file of files) {
      if (((await stat(join(this.config.keysDir, file))).mode & OTHERS) !== 0 && !file.endsWith('.pem'))
        open.push(file);
    }
    if (open.length > 0) return open.map((file) => finds('ill', 'keys.readable', { file }));
    return [finds('well', 'keys.closed', { n: files.length }), await this.copies(files)];
  }

  /** What no backup of the database holds. A digest of 32 random bytes tells nothing of them. */
  private async copies(files: readonly string[]): Promise<Found> {
    const needed = files.filter((file) => NEEDED.includes(file));
    const sums: string[] = [];
    for (const file of needed) {
      const sum = hash('sha256', await readFile(join(this.config.keysDir, file)));
      sums.push(`${file} ${sum.slice(0, 16)}…`);
    }
    return finds('known', 'keys.copies', { files: needed.join(', '), sums: sums.join(', ') });
  }

  private async sealed(): Promise<Found[]> {
    const { files, damaged } = await this.keyFiles.find();
    const harmed = damaged.length > 0 ? [finds('ill', 'keys.damaged', { n: damaged.length })] : [];
    const [newest] = files;
    if (!newest) return [...harmed, finds(await this.standingWithout(), 'keys.no-file')];
    const hours = this.hoursSince(new Date(newest.index.madeAt));
    const isOld = hours > FILE_ILL_HOURS;
    return [...harmed, finds(isOld ? 'ill' : 'well', isOld ? 'keys.old-file' : 'keys.file', { hours })];
  }

  /** In the first days none need be there yet: one is made at night. */
  private async standingWithout(): Promise<Standing> {
    const [first] = await this.database.query<{ at: Date }[]>(`SELECT at FROM exchange ORDER BY id LIMIT 1`);
    return first && this.hoursSince(first.at) > FILE_ILL_HOURS ? 'ill' : 'known';
  }

  private hoursSince(at: Date): number {
    return Math.floor((this.clock.now().getTime() - at.getTime()) / HOUR);
  }

  private async ofPeople(): Promise<Found[]> {
    const now = this.clock.now();
    const [row] = await this.database.query<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM api_key k JOIN person p ON p.id = k.person_id
        WHERE k.revoked_at IS NULL AND p.disabled_at IS NULL AND k.expires_at BETWEEN $1 AND $2`,
      [now, new Date(now.getTime() + ENDING_DAYS * DAY)],
    );
    const n = row?.n ?? 0;
    return n > 0 ? [finds('known', 'keys.ending', { n, days: ENDING_DAYS })] : [];
  }
}
