import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { GAP_BROUGHT, type GapView, ReadAccounts } from '../archive/index.js';
import { type KeptCheckpoint, Log, Sequencer } from '../audit/index.js';
import { ReadExaminations } from '../integrity/index.js';
import type { Language } from '../platform/index.js';
import type { AccountHead, AccountRange, BundleMarks, BundlePlan } from './bundle/bundle.types.js';
import { bundleName, type ExportJob, type WindowedAccount } from './export.types.js';
import { loadProfiles, profileNamed } from './load-profiles.js';
import { type BundleProfile, USUAL_PROFILE } from './profile.types.js';
import { ReadCustody } from './read-custody.js';
import { type Ruled, SelectItems } from './select-items.js';

const MOST_PROOF_FILES = 5_000;
const BATCH = 1_000;

export interface Mark {
  readonly accountSeq: number;
  readonly seq: number;
}

/** What is known of a bundle before its checkpoint is kept, and what others said of that. */
export interface Settled {
  readonly ranges: readonly AccountRange[];
  readonly marks: BundleMarks;
}

/** Everything about a bundle that is settled before its first byte is written. */
@Injectable()
export class PlanBundle {
  // oxlint-disable-next-line max-params -- it brings together what seven others know
  constructor(
    private readonly database: DataSource,
    private readonly log: Log,
    private readonly sequencer: Sequencer,
    private readonly accounts: ReadAccounts,
    private readonly selected: SelectItems,
    private readonly custody: ReadCustody,
    private readonly examinations: ReadExaminations,
  ) {}

  async run(job: ExportJob, checkpoint: KeptCheckpoint, { ranges, marks }: Settled): Promise<BundlePlan> {
    const { asked, accounts } = job.selection;
    const profile = profileNamed(loadProfiles(), asked.profile ?? USUAL_PROFILE);
    const ids = accounts.map(({ id }) => id);
    const views = (await this.accounts.all()).filter(({ id }) => ids.includes(id));
    const bodyIds = new Set(views.map(({ bodyId }) => bodyId));
    const bodies = (await this.accounts.bodies()).filter(({ id }) => bodyIds.has(id));
    return {
      exportId: job.id,
      name: bundleName(job),
      at: job.made_at.toISOString(),
      languages: languagesOf(asked.language, profile, bodies),
      profile,
      release: null,
      approvedBy: job.approved_by,
      custody: await this.custody.run(job, checkpoint.size),
      clock: await this.log.declaredClock(),
      asked: {
        accounts: views.map(({ handle }) => handle),
        fromDay: asked.from ?? null,
        toDay: asked.to ?? null,
        zone: accounts[0]?.zone ?? 'UTC',
        ...widest(accounts),
        text: asked.text ?? null,
        state: asked.state ?? null,
        by: job.made_by,
      },
      scope: { text: JSON.stringify(job.selection), salt: job.scope_salt.toString('hex') },
      storage: await this.examinations.storage(job.made_at),
      bodies,
      pagePrefix: await this.pagePrefix(views[0]?.bodyId),
      accounts: ids.flatMap((id) => views.find((view) => view.id === id) ?? []),
      knownAccounts: (await this.accounts.known()).filter(({ bodyId }) => bodyIds.has(bodyId)),
      gaps: await this.gaps(accounts, ranges),
      ranges,
      mostProofFiles: MOST_PROOF_FILES,
      checkpoint,
      marks,
      origin: (await this.log.head()).origin,
      publicKey: this.log.publicKey,
      handovers: await this.log.handovers(),
    };
  }

  /** The checkpoint that covers the marks and the heads; on a second try, the one the first try kept. */
  async checkpoint(job: ExportJob, heads: readonly AccountHead[]): Promise<KeptCheckpoint> {
    const least = Math.max(...heads.map(({ seq }) => seq)) + 1;
    if (job.checkpoint_size !== null && Number(job.checkpoint_size) >= least) {
      const [row] = await this.database.query(`SELECT size, root, note, at FROM checkpoint WHERE size = $1`, [
        job.checkpoint_size,
      ]);
      if (row) return { ...row, size: Number(row.size) };
    }
    return this.log.keepCheckpoint('export');
  }

  private async pagePrefix(bodyId: string | undefined): Promise<string> {
    const [row] = await this.database.query(`SELECT prefix FROM body WHERE id = $1`, [bodyId]);
    return row?.prefix ?? 'PAGE';
  }

  /** `ruled`: the items decided on, of an export that answers a request. */
  async ranges(job: ExportJob, ruled: Ruled): Promise<AccountRange[]> {
    await this.sequencer.settle();
    const marks = await this.marks(job);
    const ranges = new Map<string, { first: number; last: number }>();
    for (const account of job.selection.accounts) {
      const mark = marks.get(account.id)?.accountSeq;
      if (mark === undefined) throw new Error(`Export ${job.id} has no mark in the sequence of account ${account.id}`);
      const [row] = await this.database.query(
        `SELECT min(l.account_seq) FILTER (WHERE $3::timestamptz IS NULL OR e.at >= $3) AS first,
                max(l.account_seq) FILTER (WHERE $4::timestamptz IS NULL OR e.at <= $4) AS last
           FROM log_entry l JOIN audit_event e ON e.id = l.event_id WHERE l.account_id = $1 AND l.account_seq < $2`,
        [account.id, mark, account.from, account.to],
      );
      const first = row.first === null ? mark : Number(row.first);
      ranges.set(account.id, { first, last: Math.max(first - 1, row.last === null ? -1 : Number(row.last)) });
    }
    for await (const items of this.selected.batches(job.selection, BATCH, ruled))
      await this.widen(ranges, marks, items);
    return Array.from(ranges, ([account, range]) => ({ account, ...range }));
  }

  /** Where the export's marks stand, by account: in the account's own sequence, and in the log. */
  async marks(job: ExportJob): Promise<Map<string, Mark>> {
    const rows: { account_id: string; account_seq: string; seq: string }[] = await this.database.query(
      `SELECT l.account_id, l.account_seq, l.seq FROM audit_event e JOIN log_entry l ON l.event_id = e.id
        WHERE e.type = 'export.started' AND e.facts->>'export' = $1`,
      [job.id],
    );
    return new Map(rows.map((row) => [row.account_id, { accountSeq: Number(row.account_seq), seq: Number(row.seq) }]));
  }

  /** A range reaches to every event about an item in scope, also where it was recorded outside the window. */
  private async widen(
    ranges: Map<string, { first: number; last: number }>,
    marks: ReadonlyMap<string, Mark>,
    items: readonly string[],
  ): Promise<void> {
    const rows: { account_id: string; first: string; last: string }[] = await this.database.query(
      `SELECT l.account_id, min(l.account_seq) AS first, max(l.account_seq) AS last
         FROM audit_event e JOIN log_entry l ON l.event_id = e.id
         JOIN unnest($2::uuid[], $3::bigint[]) AS m (account_id, mark) ON m.account_id = l.account_id AND l.account_seq < m.mark
        WHERE e.facts ? 'item' AND e.facts->>'item' = ANY($1::text[]) GROUP BY 1`,
      [items, [...marks.keys()], Array.from(marks.values(), ({ accountSeq }) => accountSeq)],
    );
    for (const row of rows) {
      const range = ranges.get(row.account_id);
      if (!range) continue;
      ranges.set(row.account_id, {
        first: Math.min(range.first, Number(row.first)),
        last: Math.max(range.last, Number(row.last)),
      });
    }
  }

  /** Gaps that touch the window, and those that the entries in the ranges speak of. */
  private async gaps(accounts: readonly WindowedAccount[], ranges: readonly AccountRange[]): Promise<GapView[]> {
    return this.database.query(
      `WITH spoken AS (
         SELECT DISTINCT (e.facts->>'gap')::uuid AS id
           FROM unnest($1::uuid[], $4::bigint[], $5::bigint[]) AS r (account_id, first, last)
           JOIN log_entry l ON l.account_id = r.account_id AND l.account_seq BETWEEN r.first AND r.last
           JOIN audit_event e ON e.id = l.event_id WHERE e.type IN ('gap.opened', 'gap.closed'))
       SELECT g.id, g.account_id AS "accountId", g.loop, ${utc('g.from_at')} AS "from", ${utc('g.to_at')} AS "to", g.reason,
              brought.late AS "capturedLateCount", brought.edits AS "recoveredEdits"
         FROM gap g JOIN unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) AS a (id, from_at, to_at) ON a.id = g.account_id
         ${GAP_BROUGHT}
        WHERE g.id IN (SELECT id FROM spoken)
           OR (g.from_at <= coalesce(a.to_at, 'infinity') AND coalesce(g.to_at, 'infinity') >= coalesce(a.from_at, '-infinity'))
        ORDER BY g.from_at, g.id`,
      [
        accounts.map(({ id }) => id),
        accounts.map(({ from }) => from),
        accounts.map(({ to }) => to),
        accounts.map(({ id }) => ranges.find(({ account }) => account === id)?.first ?? 0),
        accounts.map(({ id }) => ranges.find(({ account }) => account === id)?.last ?? -1),
      ],
    );
  }
}

/** The language asked for, and where the profile says so those the bodies speak. */
function languagesOf(
  asked: Language,
  { languages }: BundleProfile,
  bodies: readonly { readonly languages: readonly string[] }[],
): Language[] {
  const theirs = languages === 'bodies' ? bodies.flatMap((body) => body.languages) : [];
  return [asked, ...(['en', 'pl'] as const).filter((one) => one !== asked && theirs.includes(one))];
}

/** SQL: a time as RFC 3339 UTC with milliseconds. */
function utc(column: string): string {
  return `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** From the first body's earliest to the last body's latest; open where one of them is. */
function widest(accounts: readonly WindowedAccount[]): { from: string | null; to: string | null } {
  const starts = accounts.flatMap(({ from }) => from ?? []).toSorted();
  const ends = accounts.flatMap(({ to }) => to ?? []).toSorted();
  return {
    from: starts.length < accounts.length ? null : (starts[0] ?? null),
    to: ends.length < accounts.length ? null : (ends.at(-1) ?? null),
  };
}
