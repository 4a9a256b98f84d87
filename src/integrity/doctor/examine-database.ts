import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Config } from '../../platform/index.js';
import { type Examiner, finds, type Found } from './doctor.types.js';

const OLDEST = 150_000;

@Injectable()
export class ExamineDatabase implements Examiner {
  readonly subject = 'database';

  constructor(
    private readonly database: DataSource,
    private readonly config: Config,
  ) {}

  async run(): Promise<Found[]> {
    const [row] = await this.database.query<{ number: number; version: string; checksums: string }[]>(
      `SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version,
              current_setting('data_checksums') AS checksums`,
    );
    const { number = 0, version = '', checksums = 'off' } = row ?? {};
    return [
      number < OLDEST ? finds('ill', 'database.old', { version }) : finds('well', 'database.version', { version }),
      ...(checksums === 'on' ? [] : [finds('known', 'database.no-checksums')]),
      ...(this.config.database === 'embedded' ? [finds('known', 'database.embedded')] : []),
    ];
  }
}
