import type { DataSource, EntityManager } from 'typeorm';
import type { Bound } from '../../bound-query.types.js';
import { quoteLexeme } from '../../document.rules.js';
import { FindRows } from '../../find-rows.js';
import { planSearch, type SearchPlan } from '../../plan-search.js';
import { tokens } from '../../tokens.rules.js';
import type { DiscoveryDocument } from '../discovery-document.rules.js';
import type { WordMeant } from '../discovery.types.js';
import {
  type Change,
  DiscoveryIndex,
  type Side,
  type Suggested,
  type Ticket,
  type Wanted,
} from '../discovery-index.port.js';
import { OPEN_ITEMS, OPEN_SQL, readDocuments } from '../read-documents.js';
import { plainWords } from '../typed-words.rules.js';
import { LIVE, NearWords } from './near-words.js';

/** A word said more often is common; how much more is not kept. */
const COMMON = 1_000;
/** One item of so many takes over the words it says, so that the newest speak for them and few speak for many. */
const TAKES_OVER = 50;
const OTHERS = 5;
const NOTHING: Ticket = [];

/**
 * Discovery out of the database itself. What is suggested comes from the rows that record search walks; what is kept beside
 * them is the archive's words, to find what was mistyped. Each word stands as long as one item that everybody may see says
 * it: with that item's destruction or restriction it finds another, or goes.
 */
export class PostgresDiscovery extends DiscoveryIndex {
  readonly engine = 'postgres';
  private readonly rows: FindRows;
  private readonly near: NearWords;

  constructor(private readonly database: DataSource) {
    super();
    this.rows = new FindRows(database);
    this.near = new NearWords(database);
  }

  async typos(): Promise<1 | 2> {
    return (await this.near.hasTrigrams()) ? 2 : 1;
  }

  async exists(): Promise<boolean> {
    const [row] = await this.database.query<{ any: boolean }[]>(
      `SELECT EXISTS (SELECT FROM discovery_word WHERE generation = ${LIVE}) AS any`,
    );
    return row?.any === true;
  }

  /** What is spelled as it was typed first, the newest first; then, where that is little, what may have been meant. */
  async find({ words, accountId, limit }: Wanted): Promise<Suggested> {
    const barred = await isAnyBarred(this.database);
    const ask = async (meant: readonly WordMeant[]): Promise<string[]> => {
      const places = await this.rows.find(planOf(meant, { accountId, barred }), null, limit);
      return places.map((place) => place.item_id);
    };
    const asTyped = await ask(words.map((typed) => ({ typed, also: [] })));
    if (asTyped.length >= limit) return { ids: asTyped, meant: [] };
    const last = words.length - 1;
    const meant = await Promise.all(
      words.map(async (typed, i) => ({ typed, also: await this.near.run(typed, i === last) })),
    );
    const mistyped = meant.filter(({ also }) => also.length > 0);
    if (mistyped.length === 0) return { ids: asTyped, meant: [] };
    const ids = [...new Set([...asTyped, ...(await ask(meant))])].slice(0, limit);
    return { ids, meant: mistyped };
  }

  async change(rows: EntityManager, { put, remove }: Change, sides: readonly Side[]): Promise<Ticket> {
    const said = new Map<string, { item: string; count: number }>();
    for (const document of put) {
      for (const word of wordsOf(document)) {
        said.set(word, { item: document.id, count: (said.get(word)?.count ?? 0) + 1 });
      }
    }
    const words = [...said.keys()].toSorted();
    for (const side of words.length === 0 ? [] : sides) {
      await rows.query(
        `INSERT INTO discovery_word (generation, word, item_id, weight)
         SELECT ${generationOf(side)}, n.word, n.item, n.count FROM unnest($1::text[], $2::uuid[], $3::int[]) AS n (word, item, count)
         ON CONFLICT (generation, word) DO UPDATE SET item_id = excluded.item_id,
           weight = least(${COMMON}, discovery_word.weight + excluded.weight)
          WHERE discovery_word.weight < ${COMMON} OR hashtext(excluded.item_id::text) % ${TAKES_OVER} = 0`,
        [words, words.map((word) => said.get(word)?.item), words.map((word) => said.get(word)?.count)],
      );
    }
    if (remove.length > 0) await this.removeWords(rows, remove);
    return NOTHING;
  }

  async done(): Promise<void> {
    // What was committed is done.
  }

  async begin(rows: EntityManager): Promise<void> {
    await rows.query(`DELETE FROM discovery_word WHERE generation <> ${LIVE}`);
  }

  async swap(rows: EntityManager): Promise<void> {
    await rows.query(`UPDATE discovery_index SET generation = generation + 1 WHERE engine = 'postgres'`);
    await rows.query(`DELETE FROM discovery_word WHERE generation <> ${LIVE}`);
  }

  async drop(rows: EntityManager): Promise<void> {
    await rows.query(`DELETE FROM discovery_word`);
  }

  async counts(): Promise<null> {
    return null;
  }

  async idsOf(): Promise<readonly string[]> {
    return [];
  }

  async lacking(documents: readonly DiscoveryDocument[]): Promise<readonly string[]> {
    const said = documents.flatMap((document) => [...wordsOf(document)].map((word) => ({ id: document.id, word })));
    const rows: { id: string }[] = await this.database.query(
      `SELECT DISTINCT n.id FROM unnest($1::uuid[], $2::text[]) AS n (id, word)
        WHERE NOT EXISTS (SELECT FROM discovery_word d WHERE d.generation = ${LIVE} AND d.word = n.word)`,
      [said.map(({ id }) => id), said.map(({ word }) => word)],
    );
    return rows.map(({ id }) => id);
  }

  async strays(): Promise<readonly string[]> {
    const rows: { item_id: string }[] = await this.database.query(
      `SELECT DISTINCT d.item_id FROM discovery_word d
        WHERE NOT EXISTS (SELECT FROM ${OPEN_ITEMS} WHERE i.id = d.item_id AND ${OPEN_SQL}) LIMIT 10`,
    );
    return rows.map((row) => row.item_id);
  }

  private async removeWords(rows: EntityManager, ids: readonly string[]): Promise<void> {
    const orphans: { word: string }[] = await rows.query(
      `SELECT DISTINCT word FROM discovery_word WHERE item_id = ANY($1::uuid[])`,
      [ids],
    );
    const barred = await isAnyBarred(rows);
    const find = new FindRows({ transaction: (work) => work(rows) });
    const others: (string | null)[] = [];
    for (const { word } of orphans) others.push(await this.otherOf(rows, find, { word, barred }));
    await rows.query(
      `WITH n AS (SELECT * FROM unnest($1::text[], $2::uuid[]) AS n (word, other)),
         gone AS (DELETE FROM discovery_word d USING n WHERE n.other IS NULL AND d.word = n.word AND d.item_id = ANY($3::uuid[]))
       UPDATE discovery_word d SET item_id = n.other FROM n
        WHERE n.other IS NOT NULL AND d.word = n.word AND d.item_id = ANY($3::uuid[])`,
      [orphans.map(({ word }) => word), others, ids],
    );
  }

  /** Another item that says the word itself and that everybody may see. */
  private async otherOf(
    rows: EntityManager,
    find: FindRows,
    { word, barred }: { readonly word: string; readonly barred: boolean },
  ): Promise<string | null> {
    const plan = planOf([{ typed: word, also: [] }], { accountId: null, barred, whole: true });
    const places = await find.find(plan, null, OTHERS);
    const documents = await readDocuments(
      rows,
      places.map((place) => place.item_id),
    );
    return documents.find((document) => wordsOf(document).has(word))?.id ?? null;
  }
}

function generationOf(side: Side): string {
  return side === 'live' ? LIVE : `${LIVE} + 1`;
}

/** Numbers are meant as they are typed: they are not among the words. */
function wordsOf({ title, text, earlier, aside, tags, author }: DiscoveryDocument): ReadonlySet<string> {
  const found = new Set<string>();
  for (const part of [title, text, earlier, aside, tags, author]) {
    for (const token of tokens(part)) {
      for (const word of plainWords(token)) if (!/^\p{N}+$/u.test(word)) found.add(word);
    }
  }
  return found;
}

interface PlanFor {
  readonly accountId: string | null;
  readonly barred: boolean;
  /** The last word is no beginning. */
  readonly whole?: boolean;
}

/** Restricted material is not looked through, whoever asks. */
function planOf(words: readonly WordMeant[], { accountId, barred, whole = false }: PlanFor): SearchPlan {
  const last = words.length - 1;
  const parts: Bound[] = words.map(({ typed, also }, i) => {
    const begun = `${quoteLexeme(typed)}${i === last && !whole ? ':*' : ''}`;
    const meant = [begun, ...also.map(quoteLexeme)];
    return {
      op: 'words',
      tsquery: meant.length === 1 ? (meant[0] ?? '') : `(${meant.join(' | ')})`,
      length: typed.length,
    };
  });
  if (accountId !== null) {
    const accountIds = [accountId];
    parts.push({
      op: 'fact',
      fact: { in: 'item', accountIds, sql: (bind) => `w.account_id = ANY(${bind(accountIds, 'uuid[]')})` },
    });
  }
  return planSearch({ op: 'and', parts }, { unlocked: false, at: null, barred });
}

async function isAnyBarred(rows: Pick<EntityManager, 'query'>): Promise<boolean> {
  const [row]: { any: boolean }[] = await rows.query(
    `SELECT EXISTS (SELECT FROM restriction WHERE lifted_at IS NULL) AS any`,
  );
  return row?.any === true;
}
