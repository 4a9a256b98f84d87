import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Heartbeat } from '../platform/index.js';
import { Followers } from './followers.js';
import { Log } from './log.js';
import { Sequencer } from './sequencer.js';

@Injectable()
export class AuditSchedule implements BeforeApplicationShutdown {
  constructor(
    private readonly sequencer: Sequencer,
    private readonly followers: Followers,
    private readonly log: Log,
    private readonly heartbeat: Heartbeat,
  ) {}

  @Interval(500)
  async sequence(): Promise<void> {
    await this.heartbeat.beat('sequencer', () => this.sequencer.settle());
  }

  @Interval(1_000)
  async follow(): Promise<void> {
    await this.heartbeat.beat('followers', () => this.followers.tick());
  }

  @Interval(3_600_000)
  async checkpoint(): Promise<void> {
    await this.heartbeat.beat('checkpoint', () => this.log.keepCheckpoint('hourly'));
  }

  /** A clean stop leaves a signed checkpoint over everything that happened, and its copy. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.sequencer.settle();
    await this.log.keepCheckpoint('stop');
    await this.followers.tick();
  }
}
