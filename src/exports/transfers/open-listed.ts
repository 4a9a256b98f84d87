import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { OpenEvidence, ReadItems } from '../../archive/index.js';
import { Refusal, system } from '../../platform/index.js';
import type { BundleContent } from '../bundle/bundle.types.js';
import { openExchange } from '../open-content.js';

const BATCH = 100;

/** What of an item went into a package. */
export interface Packed {
  readonly id: string;
  readonly versions: number;
  readonly findings: number;
}

/** The items of a list as a package sees them, oldest id first: whole, opened as for bundles, and none that is locked. */
@Injectable()
export class OpenListed {
  constructor(
    private readonly database: DataSource,
    private readonly items: ReadItems,
    private readonly evidence: OpenEvidence,
  ) {}

  /** `packed` is told each item as it is read. `size`: how many entries the log had; what is younger is not let pass. */
  run(listId: string, size: number, packed: (item: Packed) => void): BundleContent {
    const { evidence } = this;
    const views = (ids: readonly string[]): ReturnType<ReadItems['views']> =>
      this.items.views(system('export'), ids, { withhold: true });
    const batches = this.batches(listId);
    return {
      async *items() {
        for await (const ids of batches) {
          const found = await views(ids);
          if (found.length < ids.length) throw gone();
          for (const item of found) {
            if (item.restricted || item.restrictedPlaces) throw locked(item.id);
            const isYoung = [...item.versions, ...item.findings].some(({ seq }) => seq === null || seq >= size);
            if (isYoung) throw changing(item.id);
            packed({ id: item.id, versions: item.versions.length, findings: item.findings.length });
            yield item;
          }
        }
      },
      async partsOf(snapshotId) {
        const { partsTxt, ...opened } = await evidence.partsOf(snapshotId);
        return { partsTxt: Buffer.from(partsTxt), ...opened };
      },
      exchange: (id) => openExchange(evidence, id),
    };
  }

  private async *batches(listId: string): AsyncGenerator<string[]> {
    for (let after: string | null = null; ;) {
      const rows: { item_id: string }[] = await this.database.query(
        `SELECT item_id FROM disposition_entry
          WHERE list_id = $1 AND state = 'listed' AND ($2::uuid IS NULL OR item_id > $2) ORDER BY item_id LIMIT ${BATCH}`,
        [listId, after],
      );
      if (rows.length === 0) return;
      yield rows.map((row) => row.item_id);
      after = rows.at(-1)?.item_id ?? null;
    }
  }
}

function gone(): Refusal {
  return new Refusal(
    'wrong-state',
    'Items of this list were destroyed by another disposition meanwhile. The draft was discarded. Withdraw the list, or exclude them.',
  );
}

function locked(item: string): Refusal {
  return new Refusal(
    'wrong-state',
    `The item ${item} is locked or restricted: it leaves in no package. The draft was discarded. State the legal basis of its account, or exclude it.`,
    { item },
  );
}

function changing(item: string): Refusal {
  return new Refusal(
    'changed-meanwhile',
    `The item ${item} changed while it was being packaged. The draft was discarded. Have the package made again.`,
    { item },
  );
}
