import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Heartbeat } from '../../platform/index.js';
import { ProbeDue } from '../limits/probe-due.js';
import { MakeAccessNotices } from './notices/make-access-notices.js';
import { SendAccessNotices } from './notices/send-access-notices.js';
import { RenewAccess } from './renew-access.js';

/** Only looks whether something is due: the rows say what. */
@Injectable()
export class ConnectSchedule {
  // oxlint-disable-next-line max-params -- one piece of work a timer
  constructor(
    private readonly renewal: RenewAccess,
    private readonly notices: MakeAccessNotices,
    private readonly post: SendAccessNotices,
    private readonly probes: ProbeDue,
    private readonly heartbeat: Heartbeat,
  ) {}

  @Interval(30_000)
  async renew(): Promise<void> {
    await this.heartbeat.beat('access-renewal', (signal) => this.renewal.run(signal));
  }

  @Interval(60_000)
  async forecast(): Promise<void> {
    await this.heartbeat.beat('access-forecast', () => this.notices.run());
  }

  @Interval(30_000)
  async tell(): Promise<void> {
    await this.heartbeat.beat('access-notices', (signal) => this.post.run(signal));
  }

  @Interval(60_000)
  async look(): Promise<void> {
    await this.heartbeat.beat('account-limits', (signal) => this.probes.run(signal));
  }
}
