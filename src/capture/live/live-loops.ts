import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { ConnectorRegistry } from '../../connectors/index.js';
import { describe, loggers } from '../../platform/index.js';
import { CaptureQueue, type ClaimedLoop } from '../capture-queue.js';
import type { CaptureOutcome } from '../capture-runs.js';
import { ListenAccount } from './listen-account.js';

/** Streams of one worker. They are outside the few places for short runs: one that is open costs next to nothing. */
const AT_ONCE = 200;

/** Listens to every account whose platform can be listened to, one worker to an account. */
@Injectable()
export class LiveLoops implements BeforeApplicationShutdown {
  private readonly listening = new Set<Promise<unknown>>();
  private readonly stopping = new AbortController();
  /** Called when a stream has ended. */
  onOutcome: (outcome: CaptureOutcome) => void = () => undefined;

  constructor(
    private readonly queue: CaptureQueue,
    private readonly connectors: ConnectorRegistry,
    private readonly listen: ListenAccount,
  ) {}

  /** Begins to listen where nobody does; answers to how many accounts more. */
  async tick(): Promise<number> {
    const free = AT_ONCE - this.listening.size;
    if (free <= 0 || this.stopping.signal.aborted) return 0;
    const claimed = await this.queue.claimListeners(this.connectors.listenable(), free);
    for (const loop of claimed) this.start(loop);
    return claimed.length;
  }

  /** Every stream is closed; what had come is committed first. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.allSettled(this.listening);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.stop();
  }

  private start(loop: ClaimedLoop): void {
    const work = this.listen
      .run(loop, this.stopping.signal)
      .then((outcome) => this.onOutcome(outcome))
      .catch((error: unknown) =>
        loggers.capture.error({ what: 'listening failed', account: loop.accountId, ...describe(error) }),
      )
      .finally(() => this.listening.delete(work));
    this.listening.add(work);
  }
}
