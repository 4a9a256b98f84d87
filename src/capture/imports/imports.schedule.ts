import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Heartbeat } from '../../platform/index.js';
import { WorkImports } from './work-imports.js';

@Injectable()
export class ImportsSchedule {
  constructor(
    private readonly work: WorkImports,
    private readonly heartbeat: Heartbeat,
  ) {}

  @Interval(1_000)
  async next(): Promise<void> {
    await this.heartbeat.beat('imports', (signal) => this.work.tick({ signal }));
  }
}
