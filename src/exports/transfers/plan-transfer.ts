import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ReadAccounts } from '../../archive/index.js';
import { Log, Sequencer } from '../../audit/index.js';
import { readList } from '../../retention/index.js';
import type { PackageRow } from './package-row.js';
import { RENDERERS } from './renderers.js';
import type { TransferPlan, TransferStep } from './transfer.types.js';

/** Everything about a package that is settled before its first byte is written. */
@Injectable()
export class PlanTransfer {
  constructor(
    private readonly database: DataSource,
    private readonly log: Log,
    private readonly sequencer: Sequencer,
    private readonly accounts: ReadAccounts,
  ) {}

  async run(row: PackageRow): Promise<TransferPlan> {
    if (!(row.profile.format in RENDERERS)) throw new Error(`Nobody writes the format ${row.profile.format}`);
    await this.sequencer.settle();
    const list = await readList(this.database, row.list_id);
    const [body] = await this.database.query<{ name: string; country: string }[]>(
      `SELECT name, country FROM body WHERE id = $1`,
      [list.bodyId],
    );
    const accounts = (await this.accounts.all()).filter(({ bodyId }) => bodyId === list.bodyId);
    return {
      packageId: row.id,
      listId: list.id,
      listNumber: list.number,
      name: row.name,
      at: row.asked_at.toISOString(),
      zone: list.zone,
      body: body?.name ?? '',
      country: body?.country ?? '',
      about: list.about,
      profile: row.profile,
      archive: row.archive,
      steps: await this.steps(list.id),
      accounts: new Map(accounts.map((account) => [account.id, account])),
      items: list.listed,
      clock: await this.log.declaredClock(),
      checkpoint: await this.log.keepCheckpoint('export'),
      origin: (await this.log.head()).origin,
    };
  }

  private async steps(listId: string): Promise<TransferStep[]> {
    const rows: { action: string; at: Date; by: string; seq: string }[] = await this.database.query(
      `SELECT s.action, s.at, coalesce((SELECT p.name FROM person p WHERE 'person:' || p.id = s.by), 'Akta') AS by, e.seq
         FROM disposition_step s JOIN log_entry e ON e.event_id = s.event_id WHERE s.list_id = $1 ORDER BY s.id`,
      [listId],
    );
    return rows.map(({ at, seq, ...step }) => ({ ...step, at: at.toISOString(), seq: Number(seq) }));
  }
}
