import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Heartbeat } from '../platform/index.js';
import { WorkExports } from './work-exports.js';

@Injectable()
export class ExportsSchedule {
  constructor(
    private readonly work: WorkExports,
    private readonly heartbeat: Heartbeat,
  ) {}

  @Interval(1_000)
  async next(): Promise<void> {
    await this.heartbeat.beat('exports', (signal) => this.work.tick({ signal }));
  }
}
