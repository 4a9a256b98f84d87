import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { DataSource } from 'typeorm';
import { type Beat, Heartbeat } from '../schedule/heartbeat.js';
import { Public } from './allow.decorator.js';

@ApiExcludeController()
@Public()
@Controller('health')
export class HealthController {
  constructor(
    private readonly database: DataSource,
    private readonly heartbeat: Heartbeat,
  ) {}

  /** The process runs. */
  @Get('live')
  live(): { status: 'live' } {
    return { status: 'live' };
  }

  /** It can do its work: the database answers, its schema is this program's, and we are not closing down. */
  @Get('ready')
  async ready(@Res({ passthrough: true }) response: Response): Promise<Readiness> {
    const why = this.heartbeat.closing ? 'closing' : await this.databaseFault();
    if (why !== null) response.status(503);
    return { status: why === null ? 'ready' : 'not-ready', why, beats: this.heartbeat.beats() };
  }

  private async databaseFault(): Promise<Readiness['why']> {
    try {
      const [row] = await this.database.query<{ name: string }[]>(
        'SELECT name FROM migrations ORDER BY timestamp DESC LIMIT 1',
      );
      const newest = this.database.migrations.map((migration) => migration.constructor.name).at(-1);
      return row?.name === newest ? null : 'schema';
    } catch {
      return 'database';
    }
  }
}

interface Readiness {
  readonly status: 'ready' | 'not-ready';
  readonly why: 'closing' | 'database' | 'schema' | null;
  readonly beats: Readonly<Record<string, Beat>>;
}
