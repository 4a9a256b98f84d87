import type { DataSource } from 'typeorm';
import { type Closed, closeRecord, type ItemSummary, type PageOf, ReadItems, readItemJson } from '../archive/index.js';
import { type Actor, may } from '../platform/index.js';
import type { Query } from './query.types.js';
import type { Snippet } from './found.types.js';
import { snippetOf } from './snippet.rules.js';
import { soughtPhrases } from './tell-query.rules.js';

/** An item in a list of what was found. */
export interface FoundItemView extends ItemSummary {
  /** Where its words were found; null where none were asked for, or it is withheld. */
  readonly snippet: Snippet | null;
}

export type FoundPage = PageOf<FoundItemView>;

interface TextRow {
  readonly id: string;
  readonly of: string;
  readonly number: number;
  readonly repeated: boolean;
  readonly item_json: Buffer;
}

/** Makes of ids found what people are shown of them. */
export class ShowFound {
  constructor(
    private readonly database: DataSource,
    private readonly items: ReadItems,
  ) {}

  async run(actor: Actor, query: Query, ids: readonly string[]): Promise<FoundItemView[]> {
    const items = await this.items.summaries(actor, ids);
    const phrases = soughtPhrases(query);
    const open = items.filter(({ restricted }) => !restricted);
    const snippets = new Map<string, Snippet>();
    for (const row of phrases.length === 0 ? [] : await this.texts(open, actor)) {
      if (snippets.has(row.id)) continue;
      const { number: version, repeated } = row;
      const record = closeRecord(readItemJson(row.item_json), row.closed);
      const snippet = snippetOf(record, phrases, { version, repeated });
      if (snippet) snippets.set(row.id, snippet);
    }
    return items.map((item) => ({ ...item, snippet: snippets.get(item.id) ?? null }));
  }

  /** Of each item its own versions, the newest first, then those of what it repeats or quotes, where they may be read. */
  private async texts(items: readonly ItemSummary[], actor: Actor): Promise<(TextRow & { readonly closed: Closed })[]> {
    const repeated = items.flatMap(({ id, repostedId, quotedId }) =>
      [repostedId, quotedId].flatMap((of) => (of === null ? [] : [{ id, of }])),
    );
    const pairs = [...items.map(({ id }) => ({ id, of: id })), ...repeated];
    const [others, rows] = await Promise.all([
      this.items.readable(actor, [...new Set(repeated.map(({ of }) => of))]),
      this.database.query<TextRow[]>(
        `SELECT p.id, p.of, b.number, p.id <> p.of AS repeated, b.item_json
           FROM unnest($1::uuid[], $2::uuid[]) AS p (id, of) JOIN snapshot_body b ON b.item_id = p.of
          ORDER BY p.id <> p.of, b.number DESC`,
        [pairs.map(({ id }) => id), pairs.map(({ of }) => of)],
      ),
    ]);
    const places = new Map(items.map(({ id, restrictedPlaces = [] }) => [id, restrictedPlaces]));
    const mayRead = may(actor, 'restricted.read');
    return rows.flatMap((row) => {
      if (!row.repeated) return { ...row, closed: mayRead ? [] : closedAt(places.get(row.of) ?? [], row.number) };
      const closed = others.get(row.of)?.(row.number);
      return closed === undefined ? [] : { ...row, closed };
    });
  }
}

function closedAt(places: NonNullable<ItemSummary['restrictedPlaces']>, number: number): Closed {
  const own = places.filter(({ version }) => version === number);
  return own.some(({ part }) => part === '*') ? 'all' : own;
}
