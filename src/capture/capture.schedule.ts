import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Heartbeat } from '../platform/index.js';
import { LiveLoops } from './live/live-loops.js';
import { WorkQueue } from './work-queue.js';

/** Ticks of a worker. With several workers each ticks; the queue's rows decide who gets what. */
@Injectable()
export class CaptureSchedule implements BeforeApplicationShutdown {
  constructor(
    private readonly queue: WorkQueue,
    private readonly live: LiveLoops,
    private readonly heartbeat: Heartbeat,
  ) {}

  @Interval(1_000)
  async enqueue(): Promise<void> {
    await this.heartbeat.beat('capture', () => this.queue.tick());
  }

  @Interval(1_000)
  async listen(): Promise<void> {
    await this.heartbeat.beat('live', () => this.live.tick());
  }

  @Interval(3_600_000)
  async keepHouse(): Promise<void> {
    await this.heartbeat.beat('capture-housekeeping', () => this.queue.keepHouse());
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.queue.stop();
  }
}
