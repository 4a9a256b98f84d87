import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Heartbeat } from '../../../platform/index.js';
import { WorkTrials } from './work-trials.js';

@Injectable()
export class TrialsSchedule {
  constructor(
    private readonly work: WorkTrials,
    private readonly heartbeat: Heartbeat,
  ) {}

  @Interval(2_000)
  async next(): Promise<void> {
    await this.heartbeat.beat('policy-trials', (signal) => this.work.tick({ signal }));
  }
}
