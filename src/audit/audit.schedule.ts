import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Heartbeat } from '../platform/index.js';
import { Followers } from './followers.js';
import { Log } from './log.js';
import { KeepCosignatures } from './marks/keep-cosignatures.js';
import { KeepStamps } from './marks/keep-stamps.js';
import { Sequencer } from './sequencer.js';

@Injectable()
export class AuditSchedule implements BeforeApplicationShutdown {
  // oxlint-disable-next-line max-params -- each has its own hours
  constructor(
    private readonly sequencer: Sequencer,
    private readonly followers: Followers,
    private readonly log: Log,
    private readonly stamps: KeepStamps,
    private readonly cosignatures: KeepCosignatures,
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

  @Interval(60_000)
  async stamp(): Promise<void> {
    await this.heartbeat.beat('stamps', (signal) => this.stamps.run(signal));
  }

  @Interval(60_000)
  async cosign(): Promise<void> {
    await this.heartbeat.beat('cosignatures', (signal) => this.cosignatures.run(signal));
  }

  /** A clean stop leaves a signed checkpoint over everything that happened, and its copy. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.sequencer.settle();
    await this.log.keepCheckpoint('stop');
    await this.followers.tick();
  }
}
