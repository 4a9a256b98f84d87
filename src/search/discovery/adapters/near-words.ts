import type { DataSource, EntityManager } from 'typeorm';
import { OPEN_ITEMS, OPEN_SQL } from '../read-documents.js';
import { oneTypoAway, typosBetween, typosForgiven } from '../typos.rules.js';

/** SQL: the generation of words that answers. */
export const LIVE = `coalesce((SELECT generation FROM discovery_index WHERE engine = 'postgres'), 0)`;

/** Words like a typed one, the likeliest first. */
const MOST_MEANT = 10;
/** Of a beginning so many words are looked at to see how common it is. */
const LOOKED_AT = 20;
/** Of one beginning. */
const MOST_OF_ONE = 3;
/** Words that share enough trigrams with a typed one to be compared letter by letter. */
const MOST_COMPARED = 2_000;
/** Two mistakes in nine letters leave four of sixteen trigrams. */
const SHARED = '0.25';
const LAST = `chr(1114111)`;

interface Near {
  readonly word: string;
  readonly weight: number;
  readonly typos: number;
}

/**
 * Finds words of the archive that lie one or two typing mistakes from a typed one. One mistake: everything it could have
 * been is looked up, which no number of words makes slow. Two: by trigrams, where the server has pg_trgm. Only words that an
 * item says which everybody may see, as things stand at this moment, are answered.
 */
export class NearWords {
  private trigrams: boolean | null = null;

  constructor(private readonly database: DataSource) {}

  async run(typed: string, beginning: boolean): Promise<string[]> {
    const forgiven = typosForgiven(typed);
    if (forgiven === 0) return [];
    const near = await this.oneAway(typed, beginning);
    if (forgiven === 2 && (await this.hasTrigrams())) near.push(...(await this.twoAway(typed, beginning)));
    const sorted = near.toSorted((a, b) => a.typos - b.typos || b.weight - a.weight || (a.word < b.word ? -1 : 1));
    return [...new Set(sorted.map(({ word }) => word))].slice(0, MOST_MEANT);
  }

  async hasTrigrams(): Promise<boolean> {
    if (this.trigrams === null) {
      const [row] = await this.database.query<{ has: boolean }[]>(
        `SELECT to_regclass('discovery_word_like') IS NOT NULL AS has`,
      );
      this.trigrams = row?.has === true;
    }
    return this.trigrams;
  }

  /** Of a beginning the most common of the words that go on from it. */
  private oneAway(typed: string, beginning: boolean): Promise<Near[]> {
    const matches = beginning ? `d.word >= t.word AND d.word < t.word || ${LAST}` : 'd.word = t.word';
    return this.quickly((rows) =>
      rows.query(
        `SELECT x.word, x.weight, 1 AS typos FROM unnest($1::text[]) AS t (word) CROSS JOIN LATERAL (
         SELECT n.word, n.weight
           FROM (SELECT d.word, d.item_id, d.weight FROM discovery_word d
                  WHERE d.generation = ${LIVE} AND ${matches} ORDER BY d.word LIMIT ${LOOKED_AT}) n
           JOIN ${OPEN_ITEMS} ON i.id = n.item_id WHERE ${OPEN_SQL}
          ORDER BY n.weight DESC, n.word LIMIT ${MOST_OF_ONE}) x
        ORDER BY x.weight DESC, x.word LIMIT ${MOST_MEANT * MOST_OF_ONE}`,
        [oneTypoAway(typed, { beginning })],
      ),
    );
  }

  private async twoAway(typed: string, beginning: boolean): Promise<Near[]> {
    const [operator, threshold] = beginning ? ['<%', 'word_similarity_threshold'] : ['%', 'similarity_threshold'];
    const alike = await this.quickly(async (rows) => {
      await rows.query(`SELECT set_config('pg_trgm.${threshold}', '${SHARED}', true)`);
      return rows.query<{ word: string; weight: number; item_id: string }[]>(
        `SELECT d.word, d.weight, d.item_id FROM discovery_word d
          WHERE d.generation = ${LIVE} AND $1 ${operator} d.word AND d.word >= $2 AND d.word < $2 || ${LAST}
          LIMIT ${MOST_COMPARED}`,
        [typed, Array.from(typed)[0] ?? ''],
      );
    });
    const near = alike
      .map((row) => ({ ...row, typos: typosBetween(typed, row.word, { most: 2, beginning }) }))
      .filter(({ word, typos }) => typos === 2 && !(beginning && word.startsWith(typed)))
      .toSorted((a, b) => b.weight - a.weight)
      .slice(0, MOST_MEANT);
    return this.openOnly(near);
  }

  /** Many small look-ups look costly to the planner, and compiling them would take longer than they do. */
  private quickly<R>(work: (rows: EntityManager) => Promise<R>): Promise<R> {
    return this.database.transaction(async (rows) => {
      await rows.query(
        `SELECT set_config('jit', 'off', true), set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)`,
      );
      return work(rows);
    });
  }

  private async openOnly(near: readonly (Near & { item_id: string })[]): Promise<Near[]> {
    const rows: { id: string }[] = await this.database.query(
      `SELECT i.id FROM ${OPEN_ITEMS} WHERE i.id = ANY($1::uuid[]) AND ${OPEN_SQL}`,
      [near.map((row) => row.item_id)],
    );
    const open = new Set(rows.map(({ id }) => id));
    return near.filter((row) => open.has(row.item_id));
  }
}
