import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ReadAccess } from '../../accounts/index.js';
import { ReadAlarms } from '../../archive/index.js';
import { Clock, Config } from '../../platform/index.js';
import { STORED_FAULTS } from '../fixity/fixity.types.js';
import { accessMetrics } from './access-metrics.js';
import type { Metric, Sample } from './exposition.rules.js';
import { processMetrics } from './process-metrics.js';

const DAY_MS = 86_400_000;
/** Many may ask; the database is asked at most so often. */
const KEPT_MS = 30_000;

type Row = Readonly<Record<string, string | number | Date | null>>;

/** How the installation does, in figures: every one asked of the database when somebody looks. */
@Injectable()
export class GatherMetrics {
  private kept: { readonly at: number; readonly metrics: Promise<Metric[]> } | null = null;

  // oxlint-disable-next-line max-params -- what it asks
  constructor(
    private readonly database: DataSource,
    private readonly alarms: ReadAlarms,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly access: ReadAccess,
  ) {}

  async run(): Promise<Metric[]> {
    const now = performance.now();
    if (!this.kept || now - this.kept.at > KEPT_MS) this.kept = { at: now, metrics: this.ask() };
    const asked = this.kept;
    try {
      return [...(await asked.metrics), ...(await processMetrics(this.config))];
    } catch (error) {
      if (this.kept === asked) this.kept = null;
      throw error;
    }
  }

  private async ask(): Promise<Metric[]> {
    return [
      ...(await this.fixity()),
      ...(await this.capture()),
      ...(await this.latency()),
      ...(await accessMetrics(this.database, this.access)),
      ...(await this.queues()),
      ...(await this.log()),
      ...(await this.work()),
    ];
  }

  private async fixity(): Promise<Metric[]> {
    const since = new Date(this.clock.now().getTime() - this.config.fixity.days * DAY_MS);
    const kinds = await this.rows(FIXITY, [since]);
    const faults = new Map((await this.rows(FAULTS)).map(({ what, open }) => [String(what), Number(open)]));
    const [unlooked] = await this.rows(
      `SELECT count(*)::int AS n FROM fixity_fault WHERE ended_at IS NULL AND looked_at IS NULL`,
    );
    const by = (column: string): Sample[] => kinds.map((row) => labelled(row, column, 'kind'));
    const oldest = kinds.flatMap(({ oldest: at }) => (at instanceof Date ? [at.getTime()] : []));
    const open = STORED_FAULTS.map((what) => ({ value: faults.get(what) ?? 0, labels: { what } }));
    return [
      gauge('fixity_objects', 'Stored objects that are read back by turns.', by('objects')),
      gauge('fixity_objects_within_period', 'Of these, those read back within the period.', by('within')),
      gauge('fixity_objects_never_read', 'Of these, those not read back yet.', by('never')),
      gauge('fixity_period_seconds', 'Within how long everything is to be read back.', [
        { value: (this.config.fixity.days * DAY_MS) / 1_000 },
      ]),
      gauge(
        'fixity_oldest_read_age_seconds',
        'Age of the oldest reading of any object.',
        oldest.length === 0 ? [] : [{ value: this.secondsSince(new Date(Math.min(...oldest))) }],
      ),
      gauge('fixity_findings_open', 'Findings about stored objects that have not ended.', open),
      gauge('fixity_findings_unlooked', 'Of these, those nobody has looked at.', [
        { value: Number(unlooked?.['n'] ?? 0) },
      ]),
    ];
  }

  private async capture(): Promise<Metric[]> {
    const now = this.clock.now();
    const [loops] = await this.rows(LOOPS, [now]);
    const accounts = await this.rows(`SELECT state, count(*)::int AS n FROM account GROUP BY state ORDER BY state`);
    const captures = await this.rows(CAPTURES, [now]);
    const gaps = await this.rows(
      `SELECT reason, count(*)::int AS n FROM gap WHERE to_at IS NULL GROUP BY reason ORDER BY reason`,
    );
    const late = loops?.['late'];
    return [
      gauge(
        'accounts',
        'Accounts by state.',
        accounts.map((row) => labelled(row, 'n', 'state')),
      ),
      gauge('capture_loops_failing', 'Loops of accounts whose last look failed.', [
        { value: Number(loops?.['failing'] ?? 0) },
      ]),
      gauge('capture_longest_due_seconds', 'How long the longest waiting loop has been due.', [
        { value: late instanceof Date ? Math.max(0, this.secondsSince(late)) : 0 },
      ]),
      gauge(
        'captures_last_day',
        'Captures begun in the last 24 hours, by outcome.',
        captures.map((row) => labelled(row, 'n', 'outcome')),
      ),
      gauge(
        'gaps_open',
        'Stretches of time not seen that have not ended, by reason.',
        gaps.map((row) => labelled(row, 'n', 'reason')),
      ),
    ];
  }

  private async latency(): Promise<Metric[]> {
    const rows = await this.rows(LATENCY, [new Date(this.clock.now().getTime() - DAY_MS)]);
    const samples = rows.flatMap(({ account, median, most }) =>
      [
        ['0.5', median],
        ['0.95', most],
      ].map(([share, seconds]) => ({
        value: Number(seconds),
        labels: { account: String(account), share: String(share) },
      })),
    );
    const help = 'From the platform’s own time of a version to its commit here, over 24 hours, by account and share.';
    return [gauge('capture_latency_seconds', help, samples)];
  }

  private async queues(): Promise<Metric[]> {
    const waiting = await this.rows(QUEUES, [this.clock.now()]);
    const samples = waiting.map((row) => labelled(row, 'n', 'queue'));
    return [gauge('queue_waiting', 'What is due and not done, by queue.', samples)];
  }

  private async log(): Promise<Metric[]> {
    const [row] = await this.rows(LOG);
    if (!row) return [];
    const at = row['checkpoint'];
    const age = at instanceof Date ? [{ value: this.secondsSince(at) }] : [];
    return [
      gauge('log_entries', 'Entries in the log.', [{ value: Number(row['size']) }]),
      gauge('log_checkpoint_entries', 'Entries under the newest kept checkpoint.', [{ value: Number(row['signed']) }]),
      gauge('log_checkpoint_age_seconds', 'Age of the newest kept checkpoint.', age),
      gauge('log_unsequenced', 'Events waiting for their place in the log.', [{ value: Number(row['waiting']) }]),
      gauge('log_refused', '1 while nothing is sequenced because an older backup was restored.', [
        { value: Number(row['refused']) },
      ]),
    ];
  }

  private async work(): Promise<Metric[]> {
    const rows = await this.rows(`SELECT name AS work, done_at, wrong, unseen FROM daily_work ORDER BY name`);
    const [ills] = await this.rows(EXAMINED);
    const alarms = await this.alarms.run();
    const short = rows.find(({ work }) => work === 'lock-renewal')?.['wrong'] ?? 0;
    const at = ills?.['at'];
    const by = (column: string): Sample[] => rows.map((row) => labelled(row, column, 'work'));
    const ages = rows.flatMap(({ work, done_at: done }) =>
      done instanceof Date ? [{ value: this.secondsSince(done), labels: { work: String(work) } }] : [],
    );
    return [
      gauge('alarms', 'Alarms on the duty desk.', [{ value: alarms.length }]),
      gauge('work_age_seconds', 'Time since work that recurs was last done.', ages),
      gauge('work_wrong', 'What it then found not as it should be.', by('wrong')),
      gauge('work_unseen', 'What it then could not look at.', by('unseen')),
      gauge('locks_short', 'Objects that cannot be kept locked for long enough.', [{ value: Number(short) }]),
      gauge(
        'examination_ill',
        'Parts the doctor last found ill.',
        at instanceof Date ? [{ value: Number(ills?.['ill']) }] : [],
      ),
      gauge(
        'examination_age_seconds',
        'Time since the doctor last looked.',
        at instanceof Date ? [{ value: this.secondsSince(at) }] : [],
      ),
    ];
  }

  private rows(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.database.query(sql, [...values]);
  }

  private secondsSince(at: Date): number {
    return Math.round((this.clock.now().getTime() - at.getTime()) / 1_000);
  }
}

function gauge(name: string, help: string, samples: readonly Sample[]): Metric {
  return { name: `akta_${name}`, type: 'gauge', help, samples };
}

function labelled(row: Row, column: string, label: string): Sample {
  return { value: Number(row[column] ?? 0), labels: { [label]: String(row[label]) } };
}

const FIXITY = `
  SELECT kind, count(*)::int AS objects, (count(*) FILTER (WHERE verified_at > $1))::int AS within,
         (count(*) FILTER (WHERE verified_at IS NULL))::int AS never, min(verified_at) AS oldest
    FROM fixity WHERE kind <> 'store' GROUP BY kind ORDER BY kind`;

const FAULTS = `SELECT what, count(*)::int AS open FROM fixity_fault WHERE ended_at IS NULL GROUP BY what`;

const LOOPS = `
  SELECT (count(*) FILTER (WHERE l.fails > 0))::int AS failing, min(l.next_at) FILTER (WHERE l.next_at <= $1) AS late
    FROM capture_loop l JOIN account a ON a.id = l.account_id WHERE a.state = 'active'`;

const CAPTURES = `
  SELECT outcome, count(*)::int AS n FROM capture WHERE started_at > $1::timestamptz - interval '1 day' GROUP BY outcome ORDER BY outcome`;

const LATENCY = `
  SELECT account_id AS account, percentile_cont(0.5) WITHIN GROUP (ORDER BY durable_ms) / 1000 AS median,
         percentile_cont(0.95) WITHIN GROUP (ORDER BY durable_ms) / 1000 AS most
    FROM capture_latency WHERE observed_at > $1 GROUP BY account_id ORDER BY account_id`;

const QUEUES = `
  SELECT 'capture' AS queue, count(*)::int AS n FROM capture_loop l JOIN account a ON a.id = l.account_id
   WHERE a.state = 'active' AND l.next_at <= $1
   UNION ALL SELECT 'daily-work', count(*) FROM daily_work WHERE next_at <= $1
   UNION ALL SELECT 'disposition', count(*) FROM disposition_work WHERE next_at <= $1
   UNION ALL SELECT 'export', count(*) FROM export_job WHERE status IN ('waiting', 'running')
   UNION ALL SELECT 'fixity', count(*) FROM fixity WHERE next_at <= $1
   UNION ALL SELECT 'hold-mirror', count(*) FROM object_hold WHERE mirror = 'pending'
   UNION ALL SELECT 'schedules', count(*) FROM schedule_pending
   UNION ALL SELECT 'transfer', count(*) FROM transfer_package WHERE status = 'waiting'`;

const LOG = `
  SELECT h.size, CASE WHEN h.refused IS NULL THEN 0 ELSE 1 END AS refused, (SELECT count(*) FROM audit_pending) AS waiting,
         coalesce(c.size, 0) AS signed, c.at AS checkpoint
    FROM log_head h LEFT JOIN LATERAL (SELECT size, at FROM checkpoint ORDER BY size DESC LIMIT 1) c ON true`;

const EXAMINED = `
  SELECT at, (SELECT count(*) FROM jsonb_array_elements(found) AS one WHERE one->>'is' = 'ill')::int AS ill
    FROM examination ORDER BY id DESC LIMIT 1`;
