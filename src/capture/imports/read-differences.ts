import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type ItemRecord, Keyring, readItemJson, ReadItems, sealingKey, unseal } from '../../archive/index.js';
import { type Actor, demand, Refusal } from '../../platform/index.js';
import { differenceAbout } from '../prepare-page.js';

/** One item as a download shows it, beside how it is known. Times RFC 3339 UTC. */
export interface DifferenceView {
  readonly id: string;
  readonly itemId: string;
  readonly importId: string;
  /** `text`, `title`, `content-warning`, `posted-at`, `media`, `profile`. */
  readonly fields: readonly string[];
  /** Null where the item is withheld from this reader. */
  readonly known: Shown | null;
  readonly told: Shown | null;
  readonly decision: 'version' | 'set-aside' | null;
}

interface Shown {
  readonly text: string;
  readonly title: string | null;
  readonly postedAt: string | null;
  readonly media: number;
}

export interface OpenedDifference {
  readonly id: string;
  readonly accountId: string;
  readonly itemId: string;
  readonly exchangeId: string;
  readonly told: ItemRecord;
}

interface Row {
  readonly id: string;
  readonly item_id: string;
  readonly capture_id: string;
  readonly exchange_id: string;
  readonly account_id: string;
  readonly fields: string;
  readonly sealed: Buffer;
  readonly kek: string;
  readonly wrapped: Buffer;
  readonly decision: DifferenceView['decision'];
}

const DIFFERENCES = `
  SELECT d.id, d.item_id, d.capture_id, d.exchange_id, i.account_id, d.fields, h.sealed, k.kek, k.wrapped, c.decision
    FROM import_difference d JOIN import_difference_hash h ON h.difference_id = d.id JOIN item i ON i.id = d.item_id
    JOIN item_key k ON k.item_id = d.item_id LEFT JOIN difference_decision c ON c.difference_id = d.id`;

const MOST = 200;

/** What downloads show otherwise than it is known. Of destroyed items there is nothing to decide. */
@Injectable()
export class ReadDifferences {
  constructor(
    private readonly database: DataSource,
    private readonly keyring: Keyring,
    private readonly items: ReadItems,
  ) {}

  /** Of an account, those that wait for a decision, the oldest first, as many as a page takes. */
  async run(actor: Actor, accountId: string): Promise<DifferenceView[]> {
    demand(actor, 'item.read');
    const rows: Row[] = await this.database.query(
      `${DIFFERENCES} WHERE i.account_id = $1 AND c.difference_id IS NULL ORDER BY d.id LIMIT ${MOST}`,
      [accountId],
    );
    const summaries = await this.items.summaries(actor, [...new Set(rows.map((row) => row.item_id))]);
    const known = new Map(summaries.map((item) => [item.id, item]));
    return Promise.all(
      rows.map(async (row) => {
        const item = known.get(row.item_id);
        const isShown = item !== undefined && !item.restricted && item.restrictedPlaces === undefined;
        const told = isShown ? await this.toldBy(row) : null;
        return {
          id: row.id,
          itemId: row.item_id,
          importId: row.capture_id,
          fields: row.fields.split(' '),
          known: isShown ? shownOf(item.latest, item.postedAt) : null,
          told: told && shownOf(told, told.postedAt),
          decision: row.decision,
        };
      }),
    );
  }

  /** One that is not decided. @throws {Refusal} */
  async open(id: string): Promise<OpenedDifference> {
    const [row]: Row[] = await this.database.query(`${DIFFERENCES} WHERE d.id = $1`, [id]);
    if (!row) throw new Refusal('not-found', 'There is no such difference, or its item has been destroyed.');
    if (row.decision !== null)
      throw new Refusal('wrong-state', `This has been decided already: ${row.decision}. Nothing was changed.`);
    const { account_id: accountId, item_id: itemId, exchange_id: exchangeId } = row;
    return { id, accountId, itemId, exchangeId, told: await this.toldBy(row) };
  }

  private async toldBy(row: Row): Promise<ItemRecord> {
    const key = sealingKey(await this.keyring.unwrap(row.item_id, row));
    return readItemJson(unseal(key, row.sealed, differenceAbout(row.id)));
  }
}

function shownOf(
  { text, title, media }: { text: string; title: string | null; media: readonly unknown[] },
  postedAt: string | null,
): Shown {
  return { text, title, postedAt, media: media.length };
}
