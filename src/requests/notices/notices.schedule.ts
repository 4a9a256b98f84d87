import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Heartbeat } from '../../platform/index.js';
import { SendHoldNotices } from '../../retention/index.js';
import { MakeReminders } from './make-reminders.js';
import { SendNotices } from './send-notices.js';

/** Only looks whether something is due: the rows say what, and to whom it falls. */
@Injectable()
export class NoticesSchedule {
  constructor(
    private readonly reminders: MakeReminders,
    private readonly notices: SendNotices,
    private readonly holdNotices: SendHoldNotices,
    private readonly heartbeat: Heartbeat,
  ) {}

  @Interval(60_000)
  async remind(): Promise<void> {
    await this.heartbeat.beat('reminders', () => this.reminders.run());
  }

  @Interval(30_000)
  async send(): Promise<void> {
    await this.heartbeat.beat('notices', (signal) => this.notices.run(signal));
  }

  @Interval(30_000)
  async tellCustodians(): Promise<void> {
    await this.heartbeat.beat('hold-notices', (signal) => this.holdNotices.run(signal));
  }
}
