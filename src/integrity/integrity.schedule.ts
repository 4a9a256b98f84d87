import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Heartbeat } from '../platform/index.js';
import { DailyWork } from './daily-work.js';
import { SweepStrays } from './sweep-strays.js';

@Injectable()
export class IntegritySchedule implements BeforeApplicationShutdown {
  private readonly stopping = new AbortController();

  constructor(
    private readonly dailyWork: DailyWork,
    private readonly sweepStrays: SweepStrays,
    private readonly heartbeat: Heartbeat,
  ) {}

  /** Only looks whether something is due: the rows say what, and to whom it falls. */
  @Interval(60_000)
  async daily(): Promise<void> {
    await this.heartbeat.beat('daily-work', (signal) => this.dailyWork.settle(signal, 'short'));
  }

  @Interval(60_000)
  async fixity(): Promise<void> {
    await this.heartbeat.beat('fixity', (signal) => this.dailyWork.settle(signal, 'long'));
  }

  @Interval(86_400_000)
  async sweep(): Promise<void> {
    await this.heartbeat.beat('sweep', () => this.sweepStrays.run(this.stopping.signal));
  }

  beforeApplicationShutdown(): void {
    this.stopping.abort();
  }
}
