import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import {
  type Actor,
  claim,
  Clock,
  describe,
  holdLease,
  type Lease,
  leaseFor,
  loggers,
  newId,
  type Queue,
  Refusal,
  releaseLease,
  renewLease,
  Stopped,
} from '../../platform/index.js';
import { demandListStep, lockList, writeListStep } from '../../retention/index.js';
import { BuildPackage, type Built } from './build-package.js';
import type { PackageRow } from './package-row.js';
import { TransferFolders } from './transfer-folders.js';

const QUEUE: Queue = {
  table: 'transfer_package',
  key: ['id'],
  due: `status = 'waiting' AND next_at <= $1`,
  order: 'next_at, id',
};
const LEASE_MILLISECONDS = 60_000;
const TELL_MILLISECONDS = 500;

export type PackTold = (done: number, total: number) => void;

/** Makes packages that were asked for, one at a time; any number of workers may. One that dies is begun again by another. */
@Injectable()
export class WorkPackages {
  private readonly owner = newId();

  // oxlint-disable-next-line max-params -- from the row to the folder
  constructor(
    private readonly database: DataSource,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly build: BuildPackage,
    private readonly folders: TransferFolders,
  ) {}

  /** Answers whether there was one. `only` takes just that of this list. */
  async tick(options: { signal?: AbortSignal; told?: PackTold; only?: string } = {}): Promise<boolean> {
    const queue =
      options.only === undefined ? QUEUE : { ...QUEUE, due: `${QUEUE.due} AND list_id = '${uuid(options.only)}'` };
    const [row] = await claim<PackageRow & { total: number }>(this.database, queue, this.lease(), 1);
    if (!row) return false;
    const actor = await this.actorOf(row);
    try {
      const built = await holdLease(
        () => this.renew(row),
        LEASE_MILLISECONDS,
        () => this.build.run(actor, row, this.progressOf(row, options)),
      );
      await this.finish(actor, row, built);
    } catch (error) {
      if (!(error instanceof Stopped)) await this.fail(actor, row, error);
    } finally {
      await releaseLease(this.database, QUEUE, [row.id], this.owner);
    }
    return true;
  }

  private async finish(actor: Actor, row: PackageRow, { commit, bytes }: Built): Promise<void> {
    await this.trail.write(actor, async (tx) => {
      const list = await lockList(tx.rows, row.list_id);
      const now = this.clock.now();
      const to = demandListStep(actor, 'finish-package', list, { now });
      const ours: unknown[] = await tx.rows.query(
        `SELECT FROM transfer_package WHERE id = $1 AND status = 'waiting' AND lease_owner = $2 FOR UPDATE`,
        [row.id, this.owner],
      );
      if (ours.length === 0) throw new Stopped('taken over');
      const said = { package: { id: row.id, profile: row.profile.profile, archive: row.archive, commit, bytes } };
      await writeListStep(tx, actor, { list, action: 'finish-package', to, said, at: now });
      await tx.rows.query(`UPDATE transfer_package SET status = 'ready', bytes = $2, done = total WHERE id = $1`, [
        row.id,
        bytes,
      ]);
    });
  }

  /** The list is approved still, and says why there is no package; nothing of the draft is left. */
  private async fail(actor: Actor, row: PackageRow, error: unknown): Promise<void> {
    loggers.exports.error('A transfer package failed', { package: row.id, ...describe(error) });
    const reason =
      error instanceof Refusal ? error.message : 'The package could not be made; the log of the server says why.';
    await this.trail.write(actor, async (tx) => {
      const list = await lockList(tx.rows, row.list_id);
      const now = this.clock.now();
      const to = demandListStep(actor, 'fail-package', list, { now });
      await writeListStep(tx, actor, { list, action: 'fail-package', to, said: { reason }, at: now });
      await tx.rows.query(`UPDATE transfer_package SET status = 'failed' WHERE id = $1`, [row.id]);
    });
    await this.folders.remove(row.id);
  }

  private renew({ id }: PackageRow): Promise<boolean> {
    return renewLease(this.database, QUEUE, [id], this.lease());
  }

  private progressOf(
    row: PackageRow & { readonly total: number },
    { signal, told }: { signal?: AbortSignal; told?: PackTold },
  ): (done: number) => Promise<void> {
    let last = 0;
    return async (done) => {
      const at = performance.now();
      if (done < row.total && at - last < TELL_MILLISECONDS) return;
      last = at;
      told?.(done, row.total);
      if (signal?.aborted) throw new Stopped('asked to end');
      await this.database.query(`UPDATE transfer_package SET done = $2 WHERE id = $1`, [row.id, done]);
      if (!(await this.renew(row))) throw new Stopped('taken over');
    };
  }

  /** Who asked for it; the work itself asks for no permission again. */
  private async actorOf({ asked_by: by }: PackageRow): Promise<Actor> {
    const [person] = await this.database.query<{ id: string; name: string }[]>(
      `SELECT id, name FROM person WHERE 'person:' || id = $1`,
      [by],
    );
    if (!person) throw new Error(`Nobody asked for this package: ${by}`);
    return { kind: 'person', personId: person.id, name: person.name, permissions: new Set() };
  }

  private lease(): Lease {
    return leaseFor(this.owner, this.clock, LEASE_MILLISECONDS);
  }
}

function uuid(text: string): string {
  if (/^[0-9a-f-]{36}$/.test(text)) return text;
  throw new Refusal('not-found', 'There is no such disposition list.');
}
