import type { DataSource } from 'typeorm';
import { belongsTo, type Lab, type Post } from '../../lab/index.js';
import { readItemJson } from '../../src/archive/index.js';

export interface KnownVersions {
  readonly texts: readonly string[];
  /** Pictures of the newest version that are in the archive. */
  readonly media: number;
  readonly gone: number;
}

/** What the archive holds of each item, by the platform's permanent name: exactly one item a name. */
export async function heldBy(database: DataSource): Promise<Map<string, KnownVersions>> {
  const rows: { item_id: string; kind: string; cause: string; item_json: Buffer; media: number; gone: number }[] =
    await database.query(`
    SELECT i.id AS item_id, i.kind, s.cause, b.item_json,
           (SELECT count(*)::int FROM snapshot_medium m WHERE m.snapshot_id = s.id) AS media,
           (SELECT count(*)::int FROM finding f WHERE f.item_id = i.id AND f.kind = 'gone') AS gone
      FROM item i JOIN snapshot s ON s.item_id = i.id JOIN snapshot_body b ON b.item_id = i.id AND b.snapshot_id = s.id ORDER BY i.id, b.number`);
  const held = new Map<string, { item: string; texts: string[]; media: number; gone: number }>();
  for (const { item_id: item, kind, cause, item_json: json, media, gone } of rows) {
    if (kind === 'profile') continue;
    const { ref, text } = readItemJson(json);
    const known = held.get(ref.canonicalUri) ?? { item, texts: [], media, gone };
    if (known.item !== item) throw new Error(`${ref.canonicalUri} is in the archive twice`);
    // A picture obtained later makes a version of its own, with the same text.
    if (cause !== 'medium-obtained') known.texts.push(text);
    known.media = media;
    held.set(ref.canonicalUri, known);
  }
  return new Map(Array.from(held, ([uri, { texts, media, gone }]) => [uri, { texts, media, gone }]));
}

/** No item lost, none twice, every version once, every removal found: against what happened in the lab. */
export async function expectTruth(database: DataSource, lab: Lab, names: readonly string[]): Promise<void> {
  const accounts = names.map((name) => lab.world.account(name));
  const posts = lab.world.posts.filter((post) => belongsTo(accounts, post));
  const held = await heldBy(database);
  const truth = Object.fromEntries(posts.map((post) => [post.uri, told(post)] as const));
  expect(Object.fromEntries(held)).toEqual(truth);
}

function told({ versions, removedAt }: Post): KnownVersions {
  const media = versions.at(-1)?.media.length ?? 0;
  return { texts: versions.map(({ text }) => text), media, gone: removedAt === null ? 0 : 1 };
}
