import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Heartbeat } from '../platform/index.js';
import { SweepStrays } from './sweep-strays.js';

@Injectable()
export class IntegritySchedule implements BeforeApplicationShutdown {
  private readonly stopping = new AbortController();

  constructor(
    private readonly sweepStrays: SweepStrays,
    private readonly heartbeat: Heartbeat,
  ) {}

  @Interval(86_400_000)
  async sweep(): Promise<void> {
    await this.heartbeat.beat('sweep', () => this.sweepStrays.run(this.stopping.signal));
  }

  beforeApplicationShutdown(): void {
    this.stopping.abort();
  }
}
