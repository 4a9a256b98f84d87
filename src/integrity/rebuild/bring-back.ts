import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RestoreKeys } from '../../archive/index.js';
import { AuditTrail, ReplayLog } from '../../audit/index.js';
import { Clock, Refusal, system } from '../../platform/index.js';
import { DecodeExchange } from './decode-exchange.js';
import { DestroyAgain } from './destroy-again.js';
import { FillSealed } from './fill-sealed.js';
import { FindExchanges } from './find-exchanges.js';
import { ListLost } from './list-lost.js';
import type { ReadPart } from './load-tables.js';
import type { OpenedCopy } from './open-copy.js';
import { type Rebuild, RebuildExchange } from './rebuild-exchange.js';
import { RebuildRows } from './rebuild-rows.js';
import type { BroughtBack, Lost, StepTold } from './rebuild.types.js';
import { ReopenVersions } from './reopen-versions.js';
import { type LogStanding, ReplayMirror } from './replay-mirror.js';
import { StageKeys } from './stage-keys.js';

const ACTOR = system('integrity');

interface Begun {
  readonly id: string;
  readonly source: 'register' | 'backup';
  readonly from_size: string;
}

/**
 * What follows once tables are loaded, from a register or a backup: the log is brought up to its copy, keys come back,
 * and evidence the tables do not know is read from its sealed exchanges. Each step asks what is there already, so a run
 * that broke off is gone on with by the next. Nothing is sequenced and nothing destroyed meanwhile.
 */
@Injectable()
export class BringBack {
  // oxlint-disable-next-line max-params -- each step has its own
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly trail: AuditTrail,
    private readonly log: ReplayLog,
    private readonly replay: ReplayMirror,
    private readonly stage: StageKeys,
    private readonly restoreKeys: RestoreKeys,
    private readonly fill: FillSealed,
    private readonly find: FindExchanges,
    private readonly decode: DecodeExchange,
    private readonly exchange: RebuildExchange,
    private readonly reopen: ReopenVersions,
    private readonly rows: RebuildRows,
    private readonly destroyAgain: DestroyAgain,
    private readonly lost: ListLost,
  ) {}

  /** `copy`: what was loaded, for its sealed rows; null where the database was brought here by other means. */
  async run(
    copy: { readonly opened: OpenedCopy; readonly read: ReadPart } | null,
    told: StepTold,
  ): Promise<BroughtBack> {
    const begun = await this.begun();
    const seen: Lost[] = [];

    // 1. The log: what it says was destroyed is known before any key comes back.
    const entries = await this.replay.run((done) => told('log', done));

    // 2. Keys: of what is there, into their rows; of what is not there yet, laid ready.
    const files = await this.stage.run();
    if (files === 0) seen.push({ what: 'no-key-file', count: 1 });
    else await this.restoreKeys.run(ACTOR);
    told('keys', files);

    // 3. What people wrote, from the copy; gaps and key files, from the log.
    if (copy) await this.fill.run(begun.id, copy.opened, copy.read, (done) => told('rows', done));
    const keyFile = await this.rows.fromLog(begun.id);

    // 4. Evidence no row knows; 5. texts no row has; and what was destroyed since goes again.
    const rebuild = { rebuild: begun.id, from: Number(begun.from_size) };
    const exchanges = await this.exchanges(rebuild, { seen, keyFile }, (done) => told('exchanges', done));
    if (files > 0) await this.restoreKeys.run(ACTOR);
    await this.reopen.run(begun.id, (done) => told('versions', done));
    await this.destroyAgain.run(begun.id);
    await this.rows.watches();
    await this.rows.exportNumbers();
    await this.rows.withoutSuggestions();

    // 6. What did not come back is written down; then the log goes on.
    const done = await this.finish(begun, seen, entries);
    told('end', 0);
    const { source, from_size: from } = begun;
    const after = Math.max(entries.here, entries.there);
    const sourceAt = copy?.opened.index.madeAt ?? null;
    return { ...done, source, sourceAt, exchanges, entries: { before: Number(from), after } };
  }

  private async begun(): Promise<Begun> {
    const [row] = await this.database.query<Begun[]>(
      `SELECT id, source, from_size FROM archive_rebuild WHERE finished_at IS NULL`,
    );
    if (!row) throw new Refusal('wrong-state', 'Nothing is being brought back here.');
    const [said] = await this.database.query(
      `SELECT FROM audit_event WHERE type = 'rebuild.began' AND facts->>'rebuild' = $1`,
      [row.id],
    );
    if (said === undefined) {
      const facts = { rebuild: row.id, source: row.source, entries: Number(row.from_size) };
      await this.trail.write(ACTOR, (tx) => tx.record('rebuild.began', facts));
    }
    return row;
  }

  private async exchanges(
    rebuild: Rebuild,
    { seen, keyFile }: { readonly seen: Lost[]; readonly keyFile: string | null },
    goOn: (done: number) => void,
  ): Promise<number> {
    let done = 0;
    const damaged = await this.find.note(() => goOn(done));
    const unreadable: string[] = [];
    let unknown = 0;
    for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
      const next = await this.find.next(after);
      if (!next) break;
      after = next.exchange;
      const decoded = await this.decode.run(next);
      if (!decoded) unreadable.push(next.exchange);
      else if (await this.knowsAccount(decoded.meta.kept.account)) {
        await this.exchange.run(rebuild, decoded);
        goOn((done += 1));
      } else unknown += 1;
    }
    seen.push(
      { what: 'exchanges-unreadable', count: damaged + countAfter(keyFile, unreadable) },
      { what: 'exchanges-of-unknown-account', count: unknown },
    );
    return done;
  }

  private async knowsAccount(id: string): Promise<boolean> {
    const rows: unknown[] = await this.database.query(`SELECT FROM account WHERE id = $1`, [id]);
    return rows.length > 0;
  }

  private async finish(
    begun: Begun,
    seen: readonly Lost[],
    { here, there }: LogStanding,
  ): Promise<Pick<BroughtBack, 'id' | 'items' | 'versions' | 'lost'>> {
    const lost = await this.lost.run(Number(begun.from_size), seen);
    const [{ items, versions }] = await this.database.query(
      `SELECT (SELECT count(*) FROM item_key)::int AS items, (SELECT count(*) FROM snapshot_body)::int AS versions`,
    );
    await this.stage.clear();
    await this.trail.write(ACTOR, async (tx) => {
      await tx.rows.query(`UPDATE archive_rebuild SET finished_at = $2, lost = $3 WHERE id = $1`, [
        begun.id,
        this.clock.now(),
        JSON.stringify(lost),
      ]);
      const count = lost.reduce((sum, each) => sum + each.count, 0);
      if (there > here) await tx.record('log.recovered', { size: there });
      await tx.record('rebuild.finished', { rebuild: begun.id, items, versions, lost: count });
    });
    await this.log.release();
    return { id: begun.id, items, versions, lost };
  }
}

/**
 * An answer without a key that is older than the newest key file was left by a capture that broke off, or was overtaken by
 * another loop: nobody ever had its key, and nothing rests on it. Ids are in the order of their making.
 */
function countAfter(keyFile: string | null, exchanges: readonly string[]): number {
  return exchanges.filter((id) => keyFile === null || id > keyFile).length;
}
