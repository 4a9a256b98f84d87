import type { DataSource } from 'typeorm';
import { readItemJson, refText } from '../../archive/index.js';
import { type ItemBody, type ItemRef, numberOfFile, type Page } from '../../connectors/index.js';

/**
 * Some downloads give posts no ids. What the account posted in the same second is the same post where it shows a medium
 * of the same number, else where it has the same words: it is called as it is known here, where exactly one is.
 */
export async function matchUnnamed(database: DataSource, accountId: string, page: Page): Promise<Page> {
  const times = page.observations.flatMap((one) => ('body' in one ? (one.body.postedAt ?? []) : []));
  if (times.length === 0) return page;
  const rows: { item_json: Buffer }[] = await database.query(
    `SELECT b.item_json FROM item_watch w JOIN snapshot_body b ON b.item_id = w.item_id AND b.number = w.version
      WHERE w.account_id = $1 AND w.posted_at >= $2::timestamptz AND w.posted_at < $3::timestamptz + interval '1 second'
        AND date_trunc('second', w.posted_at) = ANY($4::timestamptz[])`,
    [accountId, least(times), most(times), times.map((time) => `${time.slice(0, 19)}Z`)],
  );
  const known = new Map<string, ItemRef[]>();
  for (const row of rows) {
    const { ref, ...body } = readItemJson(row.item_json);
    for (const name of [sameness(body), ...numbersOf(body)]) known.set(name, [...(known.get(name) ?? []), ref]);
  }
  const observations = page.observations.map((one) => {
    if (!('body' in one)) return one;
    const numbered = distinct(numbersOf(one.body).flatMap((number) => known.get(number) ?? []));
    const found = numbered.length === 1 ? numbered : (known.get(sameness(one.body)) ?? []);
    const own = found.some((ref) => refText(ref) === refText(one.ref));
    const [only] = found;
    return only && found.length === 1 && !own ? { ...one, ref: only } : one;
  });
  return { ...page, observations };
}

function sameness({ postedAt, text }: ItemBody): string {
  return `${postedAt?.slice(0, 19) ?? ''}|${text.normalize('NFC').replaceAll(/\s+/g, ' ').trim()}`;
}

/** Of its media, and its own, each with its second: by the platform's names of them, or by those of files. */
function numbersOf({ postedAt, nativeId, media }: ItemBody): string[] {
  const numbers = [nativeId, ...media.map(({ key }) => key)].flatMap((name) => numberOfFile(name) ?? []);
  return [...new Set(numbers)].map((number) => `${postedAt?.slice(0, 19) ?? ''}#${number}`);
}

function distinct(refs: readonly ItemRef[]): ItemRef[] {
  return [...new Map(refs.map((ref) => [refText(ref), ref])).values()];
}

function least(times: readonly string[]): string {
  return `${(times.toSorted()[0] ?? '').slice(0, 19)}Z`;
}

function most(times: readonly string[]): string {
  return times.toSorted().at(-1) ?? '';
}
