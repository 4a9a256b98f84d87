import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Clock, Heartbeat } from '../../platform/index.js';
import { FollowDiscovery } from './follow-discovery.js';

/** After a failure it is tried again so much later: an index may be away for long. */
const AGAIN_MILLISECONDS = 30_000;

/** Apart from what else follows the log: an index that cannot be reached holds up nobody. */
@Injectable()
export class DiscoverySchedule {
  private notBefore = 0;

  constructor(
    private readonly follow: FollowDiscovery,
    private readonly heartbeat: Heartbeat,
    private readonly clock: Clock,
  ) {}

  @Interval(1_000)
  async next(): Promise<void> {
    const now = this.clock.now().getTime();
    if (now < this.notBefore) return;
    await this.heartbeat.beat('discovery', async (signal) => {
      this.notBefore = now + AGAIN_MILLISECONDS;
      while (!signal.aborted && (await this.follow.tick()) > 0);
      this.notBefore = 0;
    });
  }
}
