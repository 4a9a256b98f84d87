import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { OpenAccount, type OpenedAccount } from '../../accounts/index.js';
import { bytesRead, ConnectorRegistry, type Page } from '../../connectors/index.js';
import { Clock, LAZILY } from '../../platform/index.js';
import { addCounts, type LoopRun, NO_COUNTS, type RunCounts } from '../loop-run.types.js';
import { TakePages } from '../take-pages.js';
import type { ImportJob } from './import.types.js';
import { matchUnnamed } from './match-unnamed.js';
import { MemberOutbound } from './member-outbound.js';
import { type OpenedImport, OpenImport } from './open-import.js';
import { differenceKey, siftKnown } from './sift-known.rules.js';

/** What is written of an import in the transaction of each page. Throws where the import is no longer ours to go on with. */
export type KeepPlace = (
  rows: EntityManager,
  place: { readonly cursor: Page['next']; readonly done: number; readonly counts: RunCounts },
) => Promise<void>;

export interface ImportRun {
  readonly signal: AbortSignal;
  readonly keepPlace: KeepPlace;
  /** Called while one file takes long. */
  readonly goOn: () => Promise<void>;
}

/** Everything is found late: nobody looked when it was posted. */
const ALWAYS = [{ from: new Date(0), to: null }];

/**
 * Brings a download into the archive, page by page, through the same steps as what a platform answers: bytes before
 * rows, one commit a page, its place in the same commit. Killed anywhere, it goes on from its last page; done again, it
 * brings nothing new.
 */
@Injectable()
export class RunImport {
  // oxlint-disable-next-line max-params -- what it opens, and the steps it goes through
  constructor(
    private readonly database: DataSource,
    private readonly accounts: OpenAccount,
    private readonly connectors: ConnectorRegistry,
    private readonly open: OpenImport,
    private readonly takePages: TakePages,
    private readonly clock: Clock,
  ) {}

  async run(job: ImportJob, { signal, keepPlace, goOn }: ImportRun): Promise<RunCounts> {
    const account = await this.accounts.run(job.account_id);
    const opened = await this.open.run({
      id: job.id,
      path: job.file,
      fileName: job.file_name,
      mapping: job.mapping ?? undefined,
      account,
    });
    try {
      await this.begin(job);
      const run = await this.runOf(job, { account, opened, signal, goOn });
      let counts = addCounts(NO_COUNTS, { ...NO_COUNTS, ...job.counts });
      const along = async (rows: EntityManager, { next: cursor }: Page, brought: RunCounts): Promise<void> =>
        keepPlace(rows, { cursor, done: bytesRead(cursor), counts: addCounts(counts, brought) });
      for await (const taken of this.takePages.run(run, this.pages(job, opened, run), along)) {
        counts = addCounts(counts, taken.counts);
        if (signal.aborted) break;
      }
      return counts;
    } finally {
      await opened.download.close();
    }
  }

  /** One capture an import, however often it is gone on with. */
  private async begin({ id, account_id: account, format }: ImportJob): Promise<void> {
    await this.database.query(
      `INSERT INTO capture (id, account_id, loop, started_at, settings, outcome, counts)
       SELECT $1::uuid, $2::uuid, 'import', $3::timestamptz, $4::jsonb, 'running', '{}' FROM ${LAZILY}
       ON CONFLICT (id) DO UPDATE SET outcome = 'running', ended_at = NULL`,
      [id, account, this.clock.now(), JSON.stringify({ download: format })],
    );
  }

  private async runOf(
    job: ImportJob,
    {
      account,
      opened,
      signal,
      goOn,
    }: { account: OpenedAccount; opened: OpenedImport } & Pick<ImportRun, 'signal' | 'goOn'>,
  ): Promise<LoopRun> {
    const listed = await this.listed(account.id);
    const now = (): Date => this.clock.now();
    return {
      captureId: job.id,
      loop: 'import',
      account: {
        id: account.id,
        bodyId: account.bodyId,
        canonicalUri: account.account.canonicalUri,
        addedAt: account.addedAt,
      },
      connector: this.connectors.for(account.platform),
      context: {
        account: account.account,
        addedAt: account.addedAt,
        http: new MemberOutbound(opened.download, now),
        now,
        signal,
      },
      unseen: ALWAYS,
      held: new Set(),
      openGap: null,
      sift: (page, known, contentHash) => siftKnown(page, known, { contentHash, listed }),
      goOn,
    };
  }

  private async *pages(job: ImportJob, { reader, download, about }: OpenedImport, run: LoopRun): AsyncGenerator<Page> {
    const { account, now, signal } = run.context;
    const brought = {
      how: 'download' as const,
      madeAt: about.madeAt,
      by: job.asked_by,
      at: job.asked_at.toISOString(),
    };
    const platform = run.connector.platform;
    const reading = { download, account: { ...account, platform }, about, now, signal };
    for await (const told of reader.pages(reading, job.cursor)) {
      const page = reader.unnamed ? await matchUnnamed(this.database, run.account.id, told) : told;
      const observations = page.observations.map((observation) =>
        observation.type === 'snapshot' || observation.type === 'version'
          ? { ...observation, body: { ...observation.body, brought } }
          : observation,
      );
      yield { ...page, observations };
    }
  }

  /** Differences that are known: what was found before is not found again. */
  private async listed(accountId: string): Promise<ReadonlySet<string>> {
    const rows: { item_id: string; content_hash: Buffer }[] = await this.database.query(
      `SELECT h.item_id, h.content_hash FROM import_difference_hash h JOIN item i ON i.id = h.item_id WHERE i.account_id = $1`,
      [accountId],
    );
    return new Set(rows.map(({ item_id: id, content_hash: hash }) => differenceKey(id, hash)));
  }
}
