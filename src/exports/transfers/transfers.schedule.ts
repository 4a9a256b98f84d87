import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Heartbeat } from '../../platform/index.js';
import { WorkPackages } from './work-packages.js';

@Injectable()
export class TransfersSchedule {
  constructor(
    private readonly work: WorkPackages,
    private readonly heartbeat: Heartbeat,
  ) {}

  @Interval(5_000)
  async next(): Promise<void> {
    await this.heartbeat.beat('transfers', (signal) => this.work.tick({ signal }));
  }
}
