import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { STATE_SQL } from '../archive/index.js';
import { system } from '../platform/index.js';
import { RecordSearch } from '../search/index.js';
import type { ExportJob } from './export.types.js';

interface Row {
  readonly id: string;
  readonly at: Date;
  /** What it reposts or quotes. */
  readonly repeats: string | null;
}

/** Ids of the items decided on, of an export that answers a request: they, whatever their dates; null of any other. */
export type Ruled = readonly string[] | null;

interface Wanted {
  readonly selection: ExportJob['selection'];
  readonly ruled: Ruled;
  /** Ids the words find; null where no words were asked for. */
  readonly found: readonly string[] | null;
  /** Null for the posts and replies themselves; else the originals to add to what only travels with them. */
  readonly repeated: readonly string[] | null;
}

/** Each page puts all that is selected in order anew: pages are few, and their rows small. */
const PAGE = 10_000;

/**
 * Which items a selection means: posts and replies, oldest first; behind them what travels with them and is not counted,
 * the profiles and every original that one of them repeats, however old. Read twice for one bundle: to settle its
 * reach, and to fill it.
 */
@Injectable()
export class SelectItems {
  constructor(
    private readonly database: DataSource,
    private readonly search: RecordSearch,
  ) {}

  async *batches(
    selection: ExportJob['selection'],
    size: number,
    ruled: Ruled = null,
  ): AsyncGenerator<readonly string[]> {
    const { asked } = selection;
    const found = ruled !== null || (asked.text ?? '') === '' ? null : await this.found(selection);
    const repeated = new Set<string>();
    for await (const rows of this.pages({ selection, ruled, found, repeated: null })) {
      for (const row of rows) if (row.repeats !== null) repeated.add(row.repeats);
      yield* batchesOf(rows, size);
    }
    for await (const rows of this.pages({ selection, ruled, found, repeated: [...repeated] })) {
      yield* batchesOf(rows, size);
    }
  }

  private async *pages(wanted: Wanted): AsyncGenerator<readonly Row[]> {
    let after: Row | null = null;
    for (;;) {
      const rows: readonly Row[] = await this.after(after, wanted);
      after = rows.at(-1) ?? null;
      if (after === null) return;
      yield rows;
    }
  }

  private after(row: Row | null, { selection, ruled, found, repeated }: Wanted): Promise<readonly Row[]> {
    const { asked, accounts } = selection;
    return this.database.query(
      `SELECT i.id, coalesce(w.posted_at, i.first_seen_at) AS at, coalesce(w.reposted_id, w.quoted_id) AS repeats
         FROM item i JOIN item_key k ON k.item_id = i.id LEFT JOIN item_watch w ON w.item_id = i.id
         JOIN unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) AS a (id, from_at, to_at) ON a.id = i.account_id
        WHERE (i.kind IN ('profile', 'original')) = ($9::uuid[] IS NOT NULL)
          AND (i.id = ANY($9) OR i.id = ANY($10)
            OR ($10::uuid[] IS NULL OR i.kind = 'profile') AND coalesce(w.posted_at, i.first_seen_at) BETWEEN coalesce(a.from_at, '-infinity') AND coalesce(a.to_at, 'infinity')
           AND ($4::text IS NULL OR ${STATE_SQL} = $4) AND ($5::uuid[] IS NULL OR i.id = ANY($5)))
          AND ($6::timestamptz IS NULL OR (coalesce(w.posted_at, i.first_seen_at), i.id) > ($6, $7::uuid))
        ORDER BY 2, 1 LIMIT $8`,
      [
        accounts.map(({ id }) => id),
        accounts.map(({ from }) => from),
        accounts.map(({ to }) => to),
        asked.state ?? null,
        found,
        row?.at ?? null,
        row?.id ?? null,
        PAGE,
        repeated,
        ruled,
      ],
    );
  }

  /** Ids of what the words find, by the same exact search the page uses. */
  private async found({ asked, accounts }: ExportJob['selection']): Promise<string[]> {
    const { text = '', from, to, state } = asked;
    const query = {
      text,
      accountIds: accounts.map(({ id }) => id),
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      ...(state === undefined ? {} : { state }),
    };
    const ids: string[] = [];
    for await (const id of this.search.all(system('export'), query)) ids.push(id);
    return ids;
  }
}

function* batchesOf(rows: readonly Row[], size: number): Generator<readonly string[]> {
  for (let from = 0; from < rows.length; from += size) yield rows.slice(from, from + size).map(({ id }) => id);
}
