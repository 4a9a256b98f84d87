import type { Client } from 'pg';
import { system } from '../src/platform/index.js';
import { Discover, Reindex } from '../src/search/index.js';
import { openBenchArchive } from './bench-archive.js';
import { generateArchive, randomFrom, zipfWord } from './generate-archive.js';
import { type Figure, type Measured, quantile } from './report.js';

const ASKED = 60;
/** By hand each question looks at everything: fewer are enough. */
const BY_HAND = 3;
const LIMIT = 8;

interface Kind {
  readonly name: string;
  readonly make: (random: () => number) => string;
}

/** A word of five letters or more, so that a mistake in it is forgiven. */
function longWord(random: () => number): string {
  for (;;) {
    const word = zipfWord(1_000 + Math.floor(random() * 20_000));
    if (word.length >= 6) return word;
  }
}

/** Two letters change places, past the first: letters that differ. */
function mistyped(word: string): string {
  for (let at = 2; at + 1 < word.length; at += 1) {
    const [one = '', next = ''] = [word[at], word[at + 1]];
    if (one !== next) return `${word.slice(0, at)}${next}${one}${word.slice(at + 2)}`;
  }
  return word;
}

const KINDS: readonly Kind[] = [
  { name: 'beginning of two letters', make: (random) => zipfWord(Math.floor(random() * 200)).slice(0, 2) },
  { name: 'beginning of four letters', make: (random) => longWord(random).slice(0, 4) },
  { name: 'rare word', make: longWord },
  { name: 'one mistake', make: (random) => mistyped(longWord(random)) },
  { name: 'two words', make: (random) => `${zipfWord(Math.floor(random() * 50))} ${longWord(random).slice(0, 4)}` },
  {
    name: 'two words, one mistake',
    make: (random) => `${zipfWord(Math.floor(random() * 50))} ${mistyped(longWord(random))}`,
  },
];

/** Suggestions out of the database, as somebody is answered; beside them what a database does by itself. */
export async function benchDiscover(snapshots: number): Promise<Measured> {
  const archive = await openBenchArchive();
  try {
    const { accounts, ...made } = await generateArchive(archive.admin, snapshots);
    const figures: Figure[] = [];
    const start = performance.now();
    const { items, differing } = await archive.context
      .get(Reindex, { strict: false })
      .run(system('setup'), { signal: new AbortController().signal });
    const seconds = (performance.now() - start) / 1000;
    if (differing.length > 0) throw new Error('The index does not agree with what it was built of');
    figures.push(
      { name: 'built anew and compared', value: items / seconds, unit: 'items/s' },
      ...(await sizes(archive.admin)),
    );
    const discover = archive.context.get(Discover, { strict: false });
    for (const kind of KINDS) figures.push(...(await answers(kind, discover)));
    figures.push(...(await byHand(archive.admin)));
    return {
      bench: 'discover',
      setting: { ...made, accounts: accounts.length, engine: 'postgres', limit: LIMIT },
      figures,
    };
  } finally {
    await archive.close();
  }
}

async function answers({ name, make }: Kind, discover: Discover): Promise<Figure[]> {
  const random = randomFrom(11);
  const took: number[] = [];
  let empty = 0;
  for (let i = 0; i < ASKED + 3; i += 1) {
    const text = make(random);
    const start = performance.now();
    const { items } = await discover.run(system('setup'), { text, limit: LIMIT });
    if (i < 3) continue;
    took.push(performance.now() - start);
    if (items.length === 0) empty += 1;
  }
  return [
    { name: `${name}: answered, p50`, value: quantile(took, 0.5), unit: 'ms' },
    { name: `${name}: answered, p95`, value: quantile(took, 0.95), unit: 'ms', goal: { most: 100 } },
    { name: `${name}: without a suggestion`, value: (100 * empty) / ASKED, unit: '%' },
  ];
}

/** The texts themselves, as `ILIKE` and the similarity of words go through them: no words, no index of words. */
async function byHand(admin: Client): Promise<Figure[]> {
  const text = `convert_from(item_json, 'UTF8')::jsonb->>'text'`;
  const ways = [
    ['ILIKE', `${text} ILIKE '%' || $1 || '%'`],
    ['word_similarity', `word_similarity($1, ${text}) > 0.5`],
  ] as const;
  const figures: Figure[] = [];
  for (const [name, condition] of ways) {
    const random = randomFrom(13);
    const took: number[] = [];
    for (let i = 0; i < BY_HAND; i += 1) {
      const word = name === 'ILIKE' ? longWord(random) : mistyped(longWord(random));
      const start = performance.now();
      await admin.query(`SELECT item_id FROM snapshot_body WHERE ${condition} ORDER BY posted_at DESC LIMIT ${LIMIT}`, [
        word,
      ]);
      took.push(performance.now() - start);
    }
    figures.push({ name: `${name} over the texts by hand, p50`, value: quantile(took, 0.5), unit: 'ms' });
  }
  return figures;
}

async function sizes(admin: Client): Promise<Figure[]> {
  const { rows } = await admin.query<{ words: number; bytes: string; texts: string }>(
    `SELECT (SELECT count(*)::int FROM discovery_word) AS words, pg_total_relation_size('discovery_word') AS bytes,
            (SELECT sum(pg_total_relation_size(inhrelid)) FROM pg_inherits WHERE inhparent = 'snapshot_body'::regclass) AS texts`,
  );
  const { words, bytes, texts } = rows[0] ?? { words: 0, bytes: 0, texts: 0 };
  return [
    { name: 'words', value: words, unit: '' },
    { name: 'size of the index of words', value: Number(bytes) / 1e6, unit: 'MB' },
    { name: 'size of what it was built of', value: Number(texts) / 1e6, unit: 'MB' },
  ];
}
