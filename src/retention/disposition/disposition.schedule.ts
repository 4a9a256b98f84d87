import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Heartbeat } from '../../platform/index.js';
import { WorkDispositions } from './work-dispositions.js';

@Injectable()
export class DispositionSchedule {
  constructor(
    private readonly work: WorkDispositions,
    private readonly heartbeat: Heartbeat,
  ) {}

  @Interval(5_000)
  async next(): Promise<void> {
    await this.heartbeat.beat('dispositions', (signal) => this.work.tick({ signal }));
  }
}
