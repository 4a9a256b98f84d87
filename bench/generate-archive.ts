import { EMPTY_BODY } from '../src/connectors/empty-body.rules.js';
import { createHash, randomBytes } from 'node:crypto';
import type { Client } from 'pg';
import { itemJsonOf } from '../src/archive/index.js';
import type { ItemBody } from '../src/connectors/index.js';
import { newId } from '../src/platform/index.js';
import { documentTokens, tsvectorLiteral } from '../src/search/index.js';

const ACCOUNTS = 200;
const WORDS = 30_000;
const BATCH = 2_000;
const YEARS = 8;
const NEWEST = Date.UTC(2026, 4, 20);
/** Stands in nine of ten of the oldest hundredth of items, and nowhere else. */
export const OLD_WORD = 'bittern';

export interface GeneratedArchive {
  readonly items: number;
  readonly snapshots: number;
  readonly accounts: readonly string[];
}

/** The nth most frequent word: by Zipf's law it stands n times more rarely than the first. */
export function zipfWord(rank: number): string {
  const syllables = ['ka', 'lo', 'mi', 're', 'su', 'ta', 'vo', 'ne', 'pi', 'do', 'ra', 'ze', 'bu', 'fo', 'ga', 'hi'];
  let word = '';
  for (let left = rank + 300; left > 0; left = Math.floor(left / syllables.length))
    word += syllables[left % syllables.length];
  return word;
}

/** Numbers in [0, 1), the same in every run. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function zipfRanks(random: () => number): () => number {
  const sums = new Float64Array(WORDS);
  let sum = 0;
  for (let i = 0; i < WORDS; i += 1) sums[i] = sum += 1 / (i + 1);
  return () => {
    const wanted = random() * sum;
    let [low, high] = [0, WORDS - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

interface Row {
  readonly item: string;
  readonly account: number;
  readonly kind: string;
  readonly number: number;
  readonly versions: number;
  readonly at: Date;
  readonly state: string;
  readonly root: string | null;
  readonly reposts: string | null;
  readonly json: Buffer;
  readonly words: string;
}

/**
 * Snapshots straight into rows, from the newest to the oldest: words by Zipf's law, conversations, a tenth of items in two
 * versions, a fiftieth repeating somebody else's post. Past every trigger; one batch is made while the last is written,
 * and the index of words is built at the end.
 */
export async function generateArchive(admin: Client, snapshots: number): Promise<GeneratedArchive> {
  await admin.query(`SET session_replication_role = 'replica'`);
  await admin.query(`SET synchronous_commit = off`);
  await admin.query(`DROP INDEX snapshot_words_sought`);
  const accounts = await addAccounts(admin);
  const rows = new RowMaker(snapshots);
  let items = 0;
  let writing: Promise<void> = Promise.resolve();
  for (let made = 0; made < snapshots;) {
    const batch = rows.next(Math.min(BATCH, snapshots - made));
    await writing;
    writing = write(admin, batch, accounts);
    made += batch.length;
    items += batch.filter(({ number, kind }) => number === 1 && kind !== 'original').length;
  }
  await writing;
  await admin.query(`SET maintenance_work_mem = '512MB'`);
  await admin.query(`CREATE INDEX snapshot_words_sought ON snapshot_words USING gin (words) WITH (fastupdate = on)`);
  await admin.query(`SET session_replication_role = 'origin'`);
  await admin.query(`RESET synchronous_commit`);
  await admin.query(
    'VACUUM (ANALYZE) snapshot_body, snapshot_words, snapshot, item, item_watch, item_key, account, body',
  );
  await admin.query('CHECKPOINT');
  return { items, snapshots, accounts };
}

async function addAccounts(admin: Client): Promise<string[]> {
  const body = newId();
  const ids = Array.from({ length: ACCOUNTS }, newId);
  await admin.query(`INSERT INTO body VALUES ($1, 'Newford', 'America/Chicago', '{en}', 'US-IL', 'NEWFORD')`, [body]);
  await admin.query(
    `INSERT INTO account (id, body_id, platform, canonical_uri, native_id, handle, url, title, software, character, state,
       basis_statute, basis_item, basis_officer, settings, limits, added_at)
     SELECT id, $2, 'mastodon', 'https://a.example/' || n, n, '@office' || n || '@a.example', '', 'Office ' || n, 'Mastodon',
       'official', 'active', 's', 's', 's', '{}', '{}', now()
       FROM unnest($1::uuid[]) WITH ORDINALITY AS x (id, n)`,
    [ids, body],
  );
  await admin.query(`INSERT INTO kek VALUES ('2026-05', '\\x00', now()) ON CONFLICT DO NOTHING`);
  return ids;
}

class RowMaker {
  private readonly random = randomFrom(7);
  private readonly rank = zipfRanks(this.random);
  private readonly vocabulary = Array.from({ length: WORDS }, (_, i) => zipfWord(i));
  private readonly roots: string[] = [];
  private readonly originals: string[] = [];
  private made = 0;
  private again: Row | null = null;

  constructor(private readonly whole: number) {}

  next(count: number): Row[] {
    return Array.from({ length: count }, () => this.row());
  }

  private row(): Row {
    const before = this.again;
    this.again = null;
    const age = this.made / this.whole;
    this.made += 1;
    if (before) return { ...before, number: 2, ...this.content(before, age) };
    const kind = this.kind();
    const bare = {
      item: newId(),
      account: Math.floor(this.random() ** 2 * ACCOUNTS),
      kind,
      number: 1,
      versions: kind === 'post' && this.random() < 0.2 && this.made < this.whole ? 2 : 1,
      at: new Date(NEWEST - Math.floor(age * YEARS * 365 * 86_400_000)),
      state: this.random() < 0.005 ? 'gone' : 'present',
      root: kind === 'reply' ? this.root() : null,
      reposts: kind === 'repost' ? (this.originals.at(-1) ?? null) : null,
    };
    const row: Row = { ...bare, ...this.content(bare, age) };
    this.remember(row);
    return row;
  }

  private remember(row: Row): void {
    if (row.kind === 'original') this.originals.push(row.item);
    if (row.kind === 'post') this.roots[this.made % 1_000] = row.item;
    if (row.versions === 2) this.again = row;
  }

  private kind(): string {
    const dice = this.random();
    if (this.made < 3 || dice < 0.02) return 'original';
    if (dice < 0.04) return 'repost';
    return dice < 0.45 ? 'reply' : 'post';
  }

  private root(): string | null {
    return this.roots[Math.floor(this.random() * this.roots.length)] ?? null;
  }

  private content(row: Pick<Row, 'item' | 'account' | 'kind' | 'at'>, age: number): Pick<Row, 'json' | 'words'> {
    const length = row.kind === 'repost' ? 0 : 5 + Math.floor(this.random() * 30);
    const words = Array.from({ length }, () => this.vocabulary[this.rank()] ?? '');
    if (age > 0.99 && this.random() < 0.9) words.push(OLD_WORD);
    const body = bodyOf(row, words.join(' '));
    return {
      json: itemJsonOf({ platform: 'mastodon', canonicalUri: `https://a.example/${row.item}`, lineage: '' }, body),
      words: tsvectorLiteral(documentTokens(body)),
    };
  }
}

function bodyOf({ item, account, kind, at }: Pick<Row, 'item' | 'account' | 'kind' | 'at'>, text: string): ItemBody {
  const handle =
    kind === 'reply' || kind === 'original' ? `@resident${item.slice(-4)}@b.example` : `@office${account}@a.example`;
  const kinds = { post: 'post', reply: 'reply', repost: 'repost' } as const;
  return {
    ...EMPTY_BODY,
    kind: kinds[kind === 'reply' || kind === 'repost' ? kind : 'post'],
    nativeId: item,
    url: `https://a.example/${item}`,
    author: { canonicalUri: `https://a.example/${handle}`, handle, displayName: handle.slice(1, 12) },
    text,
    lang: 'en',
    postedAt: at.toISOString(),
  };
}

async function write(admin: Client, rows: readonly Row[], accounts: readonly string[]): Promise<void> {
  const first = rows.filter(({ number }) => number === 1);
  const accountOf = ({ account }: Row): string => accounts[account] ?? '';
  await admin.query(
    `WITH x AS MATERIALIZED (SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[], $5::text[], $6::uuid[],
         $7::uuid[], $8::int[]) AS x (id, account, kind, at, state, root, reposts, versions)),
     i AS (INSERT INTO item (id, body_id, account_id, ref, kind, first_seen_at, captured_late)
       SELECT x.id, a.body_id, a.id, uuid_send(x.id), x.kind, x.at, false FROM x JOIN account a ON a.id = x.account),
     k AS (INSERT INTO item_key (item_id, kek, wrapped) SELECT id, '2026-05', '\\x00' FROM x)
     INSERT INTO item_watch (item_id, account_id, state, version, content_hash, posted_at, last_seen_at, root_id, parent_id, reposted_id)
     SELECT id, account, state, versions, '\\x00', at, at, root, root, reposts FROM x`,
    [
      first.map(({ item }) => item),
      first.map(accountOf),
      first.map(({ kind }) => kind),
      first.map(({ at }) => at),
      first.map(({ state }) => state),
      first.map(({ root }) => root),
      first.map(({ reposts }) => reposts),
      first.map(({ versions }) => versions),
    ],
  );
  const nobody = newId();
  await admin.query(
    `WITH s AS (INSERT INTO snapshot (id, item_id, number, account_id, exchange_id, observed_at, cause, commit, event_id)
       SELECT id, item, number, account, $7, at, 'first-seen', sha256(uuid_send(id)), $7
         FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::uuid[], $5::timestamptz[]) AS x (id, item, number, account, at)),
     w AS (INSERT INTO snapshot_words (item_id, number, snapshot_id, words)
       SELECT item, number, id, words::tsvector FROM unnest($1::uuid[], $2::uuid[], $3::int[], $8::text[]) AS x (id, item, number, words))
     INSERT INTO snapshot_body (snapshot_id, item_id, number, item_json, content_hash, posted_at)
     SELECT id, item, number, json, $9, at
       FROM unnest($1::uuid[], $2::uuid[], $3::int[], $5::timestamptz[], $6::bytea[]) AS x (id, item, number, at, json)`,
    [
      rows.map(newId),
      rows.map(({ item }) => item),
      rows.map(({ number }) => number),
      rows.map(accountOf),
      rows.map(({ at }) => at),
      rows.map(({ json }) => json),
      nobody,
      rows.map(({ words }) => words),
      createHash('sha256').update(randomBytes(8)).digest(),
    ],
  );
}
