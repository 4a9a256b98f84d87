import { sizeOf } from '../export-folders.js';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from '../../audit/index.js';
import { type Actor, demand, Refusal } from '../../platform/index.js';
import { readList } from '../../retention/index.js';
import type { FinishedFile } from '../send-range.js';
import type { PackageRow } from './package-row.js';
import { TransferFolders } from './transfer-folders.js';

/** The file of a package, for whoever hands it over. */
@Injectable()
export class ReadPackages {
  constructor(
    private readonly database: DataSource,
    private readonly trail: AuditTrail,
    private readonly folders: TransferFolders,
  ) {}

  /** About to be taken by whoever asks: that is recorded first. */
  async file(actor: Actor, listId: string): Promise<FinishedFile> {
    const { packageId, ...file } = await this.finished(actor, listId);
    await this.trail.write(actor, (tx) => tx.record('transfer.downloaded', { package: packageId, list: listId }));
    return file;
  }

  /** @throws {Refusal} where there is none, or not on this machine */
  async finished(actor: Actor, listId: string): Promise<FinishedFile & { readonly packageId: string }> {
    demand(actor, 'disposition.manage');
    const { number } = await readList(this.database, listId);
    const [row] = await this.database.query<PackageRow[]>(
      `SELECT * FROM transfer_package WHERE list_id = $1 ORDER BY id DESC LIMIT 1`,
      [listId],
    );
    if (row?.status !== 'ready') {
      const why = row?.status === 'removed' ? 'It was removed.' : 'Have one made first: akta disposition package';
      throw new Refusal('wrong-state', `There is no finished package of the list ${number}. ${why}`);
    }
    const path = this.folders.fileOf(row.id, row.name);
    const bytes = await sizeOf(path);
    if (bytes === null) {
      throw new Refusal(
        'store-unavailable',
        'The file of this package is not on this machine. It lies where it was made.',
      );
    }
    return { packageId: row.id, path, name: `${row.name}.zip`, bytes, tag: `"${row.commit ?? row.id}"` };
  }
}
