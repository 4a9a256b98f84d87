import {
  doneTrial,
  event,
  loadedLine,
  shipped,
  SOURCE,
  TRIAL,
  version,
  VERSION,
  waitingTrial,
} from '../../../web/fixtures/policies.js';
import { examinations, fixity } from '../../../web/fixtures/storage.js';
import { counter, exceptions, SAMPLE, sample, unscheduled } from '../../../web/fixtures/reports.js';

type Answer = { readonly status: number; readonly body: unknown };

const ok = (body: unknown): Answer => ({ status: 200, body });

/** Schedules, reports, samples and counters, as the API answers of them. */
export class SupervisionDesk {
  private trialLooks = 0;

  /** Null for every other path. */
  read(path: string): Answer | null {
    if (path === '/policies') return ok({ loaded: [loadedLine], shipped });
    if (path === `/policies/versions/${VERSION}`) return ok(version);
    if (path.startsWith('/policies/')) return ok({ ...shipped[0], source: SOURCE });
    if (path === '/retention-events') return ok({ items: [event], nextCursor: null });
    if (path === `/schedules/what-if/${TRIAL}`) {
      this.trialLooks += 1;
      return ok(this.trialLooks > 3 ? doneTrial : waitingTrial);
    }
    return this.readReports(path);
  }

  private readReports(path: string): Answer | null {
    if (path === '/reports/exceptions') return ok(exceptions);
    if (path.startsWith('/reports/')) return ok(unscheduled);
    if (path === '/audit-samples') return ok({ items: [sample], nextCursor: null });
    if (path === `/audit-samples/${SAMPLE}`) return ok(sample);
    if (path === '/fixity') return ok(fixity);
    if (path.startsWith('/examinations')) return ok(examinations);
    if (path === '/counters') return ok({ items: [counter] });
    return this.readAccount(path);
  }

  private readAccount(path: string): Answer | null {
    if (path.endsWith('/latency')) return ok([]);
    if (!path.endsWith('/counter')) return null;
    return ok({ counter: path.includes(counter.accountId) ? counter : null });
  }

  change(path: string): Answer | null {
    if (path === '/schedules/what-if') return { status: 202, body: waitingTrial };
    if (path === '/audit-samples') return { status: 201, body: sample };
    if (path.startsWith('/retention-events')) return ok(event);
    if (path.startsWith('/fixity/')) return ok(fixity);
    if (path.startsWith('/examinations')) return ok({ found: examinations.items[0]?.found ?? [] });
    return path === '/policies' ? { status: 201, body: loadedLine } : null;
  }
}
