import type { ItemBody, ItemRef } from '../connectors/index.js';

/** The text a ref is keyed by. */
export function refText({ platform, canonicalUri, lineage }: ItemRef): string {
  return `${platform}|${canonicalUri}|${lineage}`;
}

/** What `item.json` holds: the item under its canonical identity. */
export type ItemRecord = ItemBody & { readonly ref: ItemRef };

/** The exact bytes committed to and sealed as `item.json`. */
export function itemJsonOf(ref: ItemRef, body: ItemBody): Buffer {
  return Buffer.from(JSON.stringify({ ref, ...body }));
}

export function readItemJson(bytes: Uint8Array): ItemRecord {
  const record: ItemRecord = JSON.parse(Buffer.from(bytes).toString('utf8'));
  return record;
}

/**
 * What makes a version: everything a person could see or hear, and what the platform says of it. What may differ from
 * one answer to the next without anybody having changed anything does not: addresses signed anew, the number by which
 * the server knows it, what its author is called (a version of a profile), whom it answers (fixed when it is posted,
 * and not named by every answer). Volatile counters are not in a body at all. Of what was handed in, who saw it and when
 * is part of it: another witness is another version.
 */
export function contentText(body: ItemBody): string {
  return JSON.stringify([
    body.kind,
    body.author?.canonicalUri ?? null,
    body.text,
    body.contentWarning,
    body.lang,
    body.title,
    body.postedAt,
    body.editedAt,
    body.audience,
    body.media.map(({ key, mime, alt }) => [key, mime, alt]),
    body.links.map(({ url, title }) => [url, title]),
    body.tags,
    body.mentions,
    body.emoji.map(({ shortcode }) => shortcode),
    body.poll && [
      body.poll.options.map(({ title, votes }) => [title, votes]),
      body.poll.closesAt,
      body.poll.closed,
      body.poll.votes,
    ],
    body.profile && [
      body.profile.handle,
      body.profile.displayName,
      body.profile.bio,
      body.profile.fields.map(({ name, value }) => [name, value]),
      body.profile.movedTo,
    ],
    ...(body.brought?.how === 'hand' ? [[body.brought.seenBy, body.brought.seenAt]] : []),
  ]);
}
