import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Heartbeat } from '../platform/index.js';
import { MirrorHolds } from './mirror-holds.js';

@Injectable()
export class HoldsSchedule {
  constructor(
    private readonly mirror: MirrorHolds,
    private readonly heartbeat: Heartbeat,
  ) {}

  @Interval(60_000)
  async next(): Promise<void> {
    await this.heartbeat.beat('hold-mirror', (signal) => this.mirror.run(signal));
  }
}
