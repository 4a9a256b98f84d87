import type { Client } from 'pg';
import { ReadItems } from '../src/archive/index.js';
import { system } from '../src/platform/index.js';
import { RecordSearch } from '../src/search/index.js';
import { openBenchArchive } from './bench-archive.js';
import { type GeneratedArchive, generateArchive, OLD_WORD, randomFrom, zipfWord } from './generate-archive.js';
import { type Figure, type Measured, quantile } from './report.js';

const PAGE = 50;
const PAGES = 40;
const COUNTS = 3;

interface QueryClass {
  readonly name: string;
  readonly slow: boolean;
  /** A query of the class, and the same as a tsquery and conditions over w and i for SQL written by hand. */
  readonly make: (random: () => number, archive: GeneratedArchive) => ByHand & { readonly text: string };
}

interface ByHand {
  readonly words: string | null;
  readonly where?: string;
  /** The order of its index finds a page soonest; else the index of words. */
  readonly walk: boolean;
}

const word = (random: () => number, from: number, to: number): string =>
  zipfWord(from + Math.floor(random() * (to - from)));
const plain = (text: string, walk: boolean): ReturnType<QueryClass['make']> => ({ text, words: text, walk });

function near(one: string, other: string, within: number): string {
  return Array.from({ length: within }, (_, i) => `${one} <${i + 1}> ${other} | ${other} <${i + 1}> ${one}`).join(
    ' | ',
  );
}

const CLASSES: readonly QueryClass[] = [
  { name: 'common word', slow: false, make: (random) => plain(word(random, 0, 3), true) },
  { name: 'middling word', slow: false, make: (random) => plain(word(random, 50, 100), true) },
  { name: 'rare word', slow: false, make: (random) => plain(word(random, 5_000, 9_000), false) },
  { name: 'word of the oldest 1 %', slow: false, make: () => plain(OLD_WORD, false) },
  {
    name: 'AND of two common',
    slow: false,
    make: (random) => {
      const [a, b] = [word(random, 0, 3), word(random, 3, 8)];
      return { text: `${a} AND ${b}`, words: `${a} & ${b}`, walk: true };
    },
  },
  {
    name: 'phrase of two common',
    slow: true,
    make: (random) => {
      const [a, b] = [word(random, 0, 3), word(random, 3, 8)];
      return { text: `"${a} ${b}"`, words: `${a} <-> ${b}`, walk: true };
    },
  },
  {
    name: 'NEAR/5 of two common',
    slow: true,
    make: (random) => {
      const [a, b] = [word(random, 0, 3), word(random, 3, 8)];
      return { text: `${a} NEAR/5 ${b}`, words: near(a, b, 5), walk: true };
    },
  },
  {
    name: 'beginning*',
    slow: false,
    make: (random) => {
      const begin = word(random, 100, 200).slice(0, 4);
      return { text: `${begin}*`, words: `${begin}:*`, walk: true };
    },
  },
  {
    name: 'NOT a common word',
    slow: false,
    make: (random) => {
      const a = word(random, 0, 3);
      return { text: `NOT ${a}`, words: `!${a}`, walk: true };
    },
  },
  {
    name: 'word, account and year',
    slow: false,
    make: (random, { accounts }) => {
      const a = word(random, 3, 20);
      const account = accounts[Math.floor(random() * 50)] ?? '';
      const year = 2020 + Math.floor(random() * 5);
      const where = `w.account_id = '${account}' AND w.posted_at >= '${year}-01-01 06:00Z' AND w.posted_at < '${year + 1}-01-01 06:00Z'`;
      return { text: `${a} account:${account} date:${year}`, words: a, where, walk: true };
    },
  },
];

/** First pages and exact counts by the program, each beside the best SQL we could write by hand, in turns. */
export async function benchSearch(snapshots: number): Promise<Measured> {
  const archive = await openBenchArchive();
  try {
    const generated = await generateArchive(archive.admin, snapshots);
    const search = archive.context.get(RecordSearch, { strict: false });
    const items = archive.context.get(ReadItems, { strict: false });
    const figures: Figure[] = [];
    for (const one of CLASSES) {
      const [first, counted] = [
        await pages(one, { search, items, admin: archive.admin, generated }),
        await counts(one, { search, admin: archive.admin, generated }),
      ];
      figures.push(...first, ...counted);
      process.stderr.write(
        `${[...first, ...counted].map(({ name, value }) => `${name} ${value.toFixed(1)}`).join('\n')}\n`,
      );
    }
    const { accounts, ...made } = generated;
    return { bench: 'search', setting: { ...made, accounts: accounts.length, pages: PAGES, limit: PAGE }, figures };
  } finally {
    await archive.close();
  }
}

async function pages(
  { name, slow, make }: QueryClass,
  at: { search: RecordSearch; items: ReadItems; admin: Client; generated: GeneratedArchive },
): Promise<Figure[]> {
  const random = randomFrom(3);
  const [ours, byHand]: [number[], number[]] = [[], []];
  for (let i = 0; i < PAGES + 3; i += 1) {
    const query = make(random, at.generated);
    const ask = (): ReturnType<RecordSearch['page']> =>
      at.search.page(system('setup'), { text: query.text }, { limit: PAGE });
    const askByHand = async (): Promise<string[]> => {
      const found = await handPage(at.admin, query);
      await at.items.summaries(system('setup'), found);
      return found;
    };
    // Whoever comes second finds the pages of the disk in memory: each is first in turn.
    const early = i % 2 === 0 ? null : await timed(askByHand);
    const [page, mine] = await timed(ask);
    const [ids, hand] = early ?? (await timed(askByHand));
    if (ids.length !== page.items.length)
      throw new Error(`${query.text}: ${page.items.length} here, ${ids.length} by hand`);
    if (i < 3) continue;
    ours.push(mine);
    byHand.push(hand);
  }
  const p50 = quantile(ours, 0.5);
  return [
    { name: `${name}: first page, p50`, value: p50, unit: 'ms' },
    { name: `${name}: first page, p95`, value: quantile(ours, 0.95), unit: 'ms', goal: { most: slow ? 1_000 : 25 } },
    { name: `${name}: first page, p99`, value: quantile(ours, 0.99), unit: 'ms' },
    { name: `${name}: by hand, p50`, value: quantile(byHand, 0.5), unit: 'ms' },
    { name: `${name}: by hand, p95`, value: quantile(byHand, 0.95), unit: 'ms' },
    { name: `${name}: first page against by hand`, value: p50 / quantile(byHand, 0.5), unit: '×', goal: { most: 1.3 } },
  ];
}

async function counts(
  { name, make }: QueryClass,
  at: { search: RecordSearch; admin: Client; generated: GeneratedArchive },
): Promise<Figure[]> {
  const random = randomFrom(5);
  const [ours, byHand]: [number[], number[]] = [[], []];
  let [last, unfinished] = [0, 0];
  for (let i = 0; i < COUNTS + 1; i += 1) {
    const query = make(random, at.generated);
    const [counted, mine] = await timed(() => at.search.count(system('setup'), { text: query.text }));
    const [hand, theirs] = await timed(() => handCount(at.admin, query));
    if (counted.exact ? counted.count !== hand : counted.count > hand)
      throw new Error(`${query.text}: ${counted.count} here, ${hand} by hand`);
    last = hand;
    if (i === 0) continue;
    if (!counted.exact) unfinished += 1;
    ours.push(mine);
    byHand.push(theirs);
  }
  const p50 = quantile(ours, 0.5);
  const goal = name === 'common word' ? 500 : 1_500;
  return [
    { name: `${name}: found`, value: last, unit: 'items' },
    ...(unfinished === 0
      ? []
      : [{ name: `${name}: counts that ended at the time limit, of ${COUNTS}`, value: unfinished, unit: 'counts' }]),
    { name: `${name}: exact count, p50`, value: p50, unit: 'ms', goal: { most: goal } },
    { name: `${name}: exact count by hand, p50`, value: quantile(byHand, 0.5), unit: 'ms' },
    { name: `${name}: count against by hand`, value: p50 / quantile(byHand, 0.5), unit: '×', goal: { most: 1.3 } },
  ];
}

/** The ids of one page by the plan a person would force for this very query. Reposts count by their original's words. */
async function handPage(admin: Client, { words, where = 'true', walk }: ByHand): Promise<string[]> {
  const isNot = words?.startsWith('!') === true;
  // A scalar subquery is looked up for each row; an EXISTS beside an OR the planner may turn into a scan of everything.
  const says = (item: string): string =>
    `(SELECT true FROM snapshot_words b WHERE b.item_id = ${item} AND b.words @@ '${words}' LIMIT 1) IS NOT NULL`;
  const shown = isNot
    ? `AND (w.reposted_id IS NULL OR ${says('w.reposted_id')})`
    : `OR w.reposted_id IS NOT NULL AND ${says('w.reposted_id')}`;
  const walked = `SELECT w.item_id FROM item_watch w JOIN item i ON i.id = w.item_id
     WHERE i.kind NOT IN ('profile', 'original') AND ${where} AND (${says('w.item_id')} ${shown})
     ORDER BY w.posted_at DESC, w.item_id LIMIT ${PAGE}`;
  const looked = `WITH h AS MATERIALIZED (SELECT DISTINCT item_id FROM snapshot_words WHERE words @@ '${words}'),
     c AS (SELECT item_id FROM h UNION SELECT w.item_id FROM h JOIN item_watch w ON w.reposted_id = h.item_id)
     SELECT w.item_id FROM c JOIN item_watch w USING (item_id) JOIN item i ON i.id = w.item_id
      WHERE i.kind NOT IN ('profile', 'original') AND ${where} ORDER BY w.posted_at DESC, w.item_id LIMIT ${PAGE}`;
  await admin.query(
    `BEGIN; SET LOCAL jit = off; SET LOCAL work_mem = '64MB'; ${walk ? 'SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off; SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off' : ''}`,
  );
  const { rows } = await admin.query<{ item_id: string }>(walk ? walked : looked);
  await admin.query('COMMIT');
  return rows.map(({ item_id: id }) => id);
}

async function handCount(admin: Client, { words, where = 'true' }: ByHand): Promise<number> {
  const isNot = words?.startsWith('!') === true;
  await admin.query(`BEGIN; SET LOCAL jit = off; SET LOCAL work_mem = '64MB'`);
  const shown = isNot ? '' : 'UNION SELECT w.item_id FROM h JOIN item_watch w ON w.reposted_id = h.item_id';
  const { rows } = await admin.query<{ n: number }>(
    `WITH h AS MATERIALIZED (SELECT DISTINCT item_id FROM snapshot_words WHERE words @@ '${words}'),
     c AS (SELECT item_id FROM h ${shown})
     SELECT count(*)::int AS n FROM c JOIN item_watch w USING (item_id) JOIN item i ON i.id = w.item_id
      WHERE i.kind NOT IN ('profile', 'original') AND ${where}
        ${isNot ? `AND (w.reposted_id IS NULL OR w.reposted_id IN (SELECT item_id FROM h))` : ''}`,
  );
  await admin.query('COMMIT');
  return rows[0]?.n ?? 0;
}

async function timed<R>(work: () => Promise<R>): Promise<[R, number]> {
  const start = performance.now();
  const result = await work();
  return [result, performance.now() - start];
}
