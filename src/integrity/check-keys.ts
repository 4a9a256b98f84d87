import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/index.js';
import type { Actor } from '../platform/index.js';
import { RunChecks } from './run-checks.js';

const OF_KEYS = ['keys-unwrap', 'key-file-fresh'] as const;

/** Daily: everything that lives has its key, the key unwraps, and there is a copy of it. The log says what was found. */
@Injectable()
export class CheckKeys {
  constructor(
    private readonly checks: RunChecks,
    private readonly trail: AuditTrail,
  ) {}

  /** `goOn` is called now and then; what it throws ends the work, and nothing is said. */
  async run(actor: Actor, goOn: () => Promise<void>): Promise<{ keys: number; wrong: number; unseen: number }> {
    const { signal } = new AbortController();
    let [keys, wrong, unseen] = [0, 0, 0];
    for await (const { check, things, found, done } of this.checks.run(actor, signal, OF_KEYS)) {
      wrong += found.filter(({ is }) => is === 'wrong').length;
      unseen += found.filter(({ is }) => is === 'could-not-look').length;
      if (done && check === 'keys-unwrap') keys = things;
      await goOn();
    }
    await this.trail.write(actor, (tx) => tx.record('keys.checked', { keys, wrong, unseen }));
    return { keys, wrong, unseen };
  }
}
