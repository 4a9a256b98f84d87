import { sizeOf } from '../export-folders.js';
import { hash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { type AuditedTx, AuditTrail, Followers, Log } from '../../audit/index.js';
import { type Actor, newId, Refusal } from '../../platform/index.js';
import { LivingHolds, lockList } from '../../retention/index.js';
import { TAG_MANIFEST } from '../bundle/bagit.rules.js';
import { readPacked } from '../bundle/read-packed.js';
import { OpenListed, type Packed } from './open-listed.js';
import type { PackageRow } from './package-row.js';
import { PlanTransfer } from './plan-transfer.js';
import { refuseUnfit } from './refuse-unfit.js';
import { RENDERERS } from './renderers.js';
import { sealPackage } from './seal-package.js';
import { TransferFolders } from './transfer-folders.js';
import type { TransferPlan } from './transfer.types.js';

const A_TIME = 1_000;

export interface Built {
  readonly commit: string;
  readonly bytes: number;
}

/**
 * From an approved list to a package that proves itself. It may die anywhere and is begun again by whoever claims its row
 * next; up to step 3 nothing outside its folder has changed, and nothing of what it holds ever is.
 */
@Injectable()
export class BuildPackage {
  // oxlint-disable-next-line max-params -- each step has its own
  constructor(
    private readonly trail: AuditTrail,
    private readonly log: Log,
    private readonly followers: Followers,
    private readonly plans: PlanTransfer,
    private readonly listed: OpenListed,
    private readonly holds: LivingHolds,
    private readonly folders: TransferFolders,
  ) {}

  /** `progress` may throw to stop. The row must be claimed. */
  async run(actor: Actor, row: PackageRow, progress: (done: number) => Promise<void>): Promise<Built> {
    const draft = this.folders.draftOf(row.id);
    const target = this.folders.fileOf(row.id, row.name);

    // 1. Take up what an earlier try has recorded, if it is still whole: the file itself, or its draft.
    const finished = await this.recordedBefore(row, target);
    if (finished) return { commit: finished.commit, bytes: (await sizeOf(target)) ?? 0 };
    const recorded = await this.recordedBefore(row, draft);

    // 2. Write it, durably. 3. THE TRUTH CHANGES: the log holds the hash of the list of its files.
    const { event, commit } = recorded ?? (await this.writeAndRecord(actor, { row, draft, progress }));

    // 4. Seal it with its place in the log. The file appears under its name when it is whole. 5. Forget the draft.
    await this.followers.settle();
    const [entry] = await this.log.entriesOf([event]);
    if (!entry) throw new Error(`The event ${event} of package ${row.id} has no place in the log`);
    const checkpoint = await this.log.keepCheckpoint('export');
    const seal = { name: row.name, entry, checkpoint, stored: row.profile.format === 'paczka' };
    const bytes = await sealPackage({ draft, target }, this.log, seal);
    await rm(draft, { force: true });
    return { commit, bytes };
  }

  private async recordedBefore(row: PackageRow, file: string): Promise<{ event: string; commit: string } | null> {
    if (row.built_event === null || row.commit === null) return null;
    const place = listOf(row);
    const found = await readPacked(file, [place]).catch(() => null);
    const list = found?.get(place);
    return list && hash('sha256', list) === row.commit ? { event: row.built_event, commit: row.commit } : null;
  }

  private async writeAndRecord(
    actor: Actor,
    work: { readonly row: PackageRow; readonly draft: string; readonly progress: (done: number) => Promise<void> },
  ): Promise<{ event: string; commit: string }> {
    const { row, draft, progress } = work;
    const plan = await this.plans.run(row);
    await mkdir(this.folders.of(row.id), { recursive: true });
    const packed: Packed[] = [];
    const content = this.listed.run(row.list_id, plan.checkpoint.size, (item) => packed.push(item));
    const write = RENDERERS[row.profile.format];
    const { commit } = await write({ plan, content, log: this.log, archive: draft, progress });
    const event = newId();
    await this.trail.write(actor, (tx) => this.record(tx, { row, plan, commit, event, packed }));
    return { event, commit };
  }

  private async record(
    tx: AuditedTx,
    made: {
      readonly row: PackageRow;
      readonly plan: TransferPlan;
      readonly commit: string;
      readonly event: string;
      readonly packed: readonly Packed[];
    },
  ): Promise<void> {
    const { row, commit, event, packed } = made;
    const list = await lockList(tx.rows, row.list_id);
    if (list.state !== 'packaging' || packed.length !== list.listed) {
      throw new Refusal('changed-meanwhile', 'The list changed while it was being packaged. The draft was discarded.');
    }
    const locked: unknown[] = await tx.rows.query(
      `SELECT FROM item_key k JOIN disposition_entry e ON e.item_id = k.item_id
        WHERE e.list_id = $1 AND e.state = 'listed' ORDER BY k.item_id FOR KEY SHARE OF k`,
      [row.list_id],
    );
    if (locked.length !== packed.length) {
      throw new Refusal('wrong-state', 'Items of this list were destroyed while it was being packaged. The draft was discarded.'); // prettier-ignore
    }
    await refuseUnfit(tx.rows, list, this.holds);
    for (let i = 0; i < packed.length; i += A_TIME) await noteItems(tx, made, packed.slice(i, i + A_TIME));
    await tx.rows.query(`UPDATE transfer_package SET built_event = $2, commit = $3 WHERE id = $1`, [
      row.id,
      event,
      commit,
    ]);
    const versions = packed.reduce((sum, item) => sum + item.versions, 0);
    const facts = { package: row.id, list: row.list_id, commit, items: packed.length, versions };
    await tx.record('transfer.built', facts, { id: event });
  }
}

async function noteItems(
  tx: AuditedTx,
  { row, event }: { readonly row: PackageRow; readonly event: string },
  items: readonly Packed[],
): Promise<void> {
  await tx.rows.query(
    `INSERT INTO transfer_item (package_id, event_id, item_id, versions, findings)
     SELECT $1, $2, x.* FROM unnest($3::uuid[], $4::int[], $5::int[]) AS x (item_id, versions, findings)`,
    [
      row.id,
      event,
      items.map(({ id }) => id),
      items.map(({ versions }) => versions),
      items.map(({ findings }) => findings),
    ],
  );
}

/** Where the list of the files of a package stands in it. */
function listOf({ name, profile }: PackageRow): string {
  return profile.format === 'paczka' ? `${name}-manifest-sha256.txt` : `${name}/${TAG_MANIFEST}`;
}
