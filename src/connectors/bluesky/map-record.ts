import type { AuthorBody, ItemBody, ItemRef, MediumBody } from '../observation.types.js';
import { EMPTY_BODY } from '../empty-body.rules.js';
import { countAt, type JsonObject, objectAt, objectsAt, textAt, timeAt } from '../json.rules.js';
import { parseAtUri, POST, PROFILE, REPOST } from './at-uri.rules.js';
import { sha256Of } from './repo.rules.js';

/** A record of a repository with what it alone does not say. Shapes: the lexicons app.bsky.feed.* and app.bsky.embed.*. */
export interface Written {
  readonly uri: string;
  readonly cid: string;
  readonly record: JsonObject;
  readonly author: AuthorBody;
  /** Where the author's originals are; null where it is not known. */
  readonly pds: string | null;
}

export function blueskyRef(canonicalUri: string): ItemRef {
  return { platform: 'bluesky', canonicalUri, lineage: '' };
}

/** The handle of an account as people write it; what leads nowhere is said so, as the protocol does. */
export function authorOf(did: string, handle: string | null, displayName: string | null): AuthorBody {
  const shown = `@${handle ?? 'handle.invalid'}`;
  return { canonicalUri: did, handle: shown, displayName: displayName ?? shown };
}

/**
 * A post, reply or repost. The same from a signed repository and from the network's public index, since both carry the
 * record itself. Null for a record of another kind.
 */
export function mapRecord(written: Written): ItemBody | null {
  const { record, cid, author, uri } = written;
  const at = parseAtUri(uri);
  const base: ItemBody = {
    ...EMPTY_BODY,
    kind: 'post',
    nativeId: cid,
    url: at ? `https://bsky.app/profile/${at.did}/post/${at.rkey}` : null,
    author,
    postedAt: timeAt(record, 'createdAt'),
  };
  if (at?.collection === POST) return { ...base, ...mapPost(written) };
  const subject = at?.collection === REPOST ? refIn(record, 'subject') : null;
  return subject && { ...base, kind: 'repost', url: null, reposted: subject };
}

function mapPost(written: Written): Partial<ItemBody> {
  const { record } = written;
  const text = textAt(record, 'text') ?? '';
  const reply = objectAt(record, 'reply');
  const facets = featuresOf(record, text);
  const embedded = mapEmbed(objectAt(record, 'embed'), written);
  const tags = [...facets.flatMap(({ feature }) => textAt(feature, 'tag') ?? []), ...textsAt(record, 'tags')];
  return {
    kind: reply ? 'reply' : 'post',
    text,
    contentWarning: warningOf(record),
    lang: textsAt(record, 'langs')[0] ?? null,
    inReplyTo: reply && refIn(reply, 'parent'),
    ...embedded,
    links: [
      ...facets.flatMap(({ feature }) => {
        const url = textAt(feature, 'uri');
        return url === null ? [] : [{ url, title: null }];
      }),
      ...embedded.links,
    ],
    tags: [...new Set(tags)],
    mentions: [...new Set(facets.flatMap(mentionOf))],
  };
}

interface Feature {
  readonly feature: JsonObject;
  readonly said: string;
}

/** Facets point into the text by bytes of its UTF-8. */
function featuresOf(record: JsonObject, text: string): readonly Feature[] {
  const bytes = Buffer.from(text);
  return objectsAt(record, 'facets').flatMap((facet) => {
    const index = objectAt(facet, 'index') ?? {};
    const [from, to] = [countAt(index, 'byteStart') ?? 0, countAt(index, 'byteEnd') ?? 0];
    const said = from >= 0 && from < to && to <= bytes.length ? bytes.subarray(from, to).toString('utf8') : '';
    return objectsAt(facet, 'features').map((feature) => ({ feature, said }));
  });
}

function mentionOf({ feature, said }: Feature): readonly string[] {
  const did = textAt(feature, 'did');
  if (did === null) return [];
  return [said.startsWith('@') ? said : did];
}

/** What the author warns of (`com.atproto.label.defs#selfLabels`). */
function warningOf(record: JsonObject): string | null {
  const labels = objectAt(record, 'labels');
  const values = labels ? objectsAt(labels, 'values').flatMap((label) => textAt(label, 'val') ?? []) : [];
  return values.length === 0 ? null : values.join(', ');
}

type Embedded = Pick<ItemBody, 'media' | 'links' | 'quoted'>;

function mapEmbed(embed: JsonObject | null, written: Written): Embedded {
  const nothing: Embedded = { media: [], links: [], quoted: null };
  if (!embed) return nothing;
  const nested = objectAt(embed, 'media');
  const record = objectAt(embed, 'record');
  if (nested && record) return { ...mapEmbed(nested, written), ...quotedIn(objectAt(record, 'record')) };
  if (record) return { ...nothing, ...quotedIn(record) };
  const external = objectAt(embed, 'external');
  if (external) return { ...nothing, ...cardOf(external, written) };
  const images = objectsAt(embed, 'images').flatMap((image) => mediumOf(image, 'image', written));
  return { ...nothing, media: [...images, ...mediumOf(embed, 'video', written)] };
}

/** A quoted post; what else can be embedded (lists, feeds) has no address on the web, and stays in the exchange. */
function quotedIn(strong: JsonObject | null): Pick<Embedded, 'quoted'> {
  const uri = strong && textAt(strong, 'uri');
  return { quoted: uri !== null && parseAtUri(uri)?.collection === POST ? blueskyRef(uri) : null };
}

function cardOf(external: JsonObject, written: Written): Pick<Embedded, 'links' | 'media'> {
  const url = textAt(external, 'uri');
  return {
    links: url === null ? [] : [{ url, title: textAt(external, 'title') }],
    media: mediumOf(external, 'thumb', written),
  };
}

/** The original as it was uploaded: its name is the hash of its bytes. */
function mediumOf(holder: JsonObject, key: string, { author, pds }: Written): readonly MediumBody[] {
  const blob = objectAt(holder, key);
  if (!blob) return [];
  const link = objectAt(blob, 'ref');
  const cid = (link && textAt(link, '$link')) ?? textAt(blob, 'cid');
  const sha256 = cid === null ? null : sha256Of(cid);
  if (cid === null || sha256 === null) return [];
  return [
    {
      key: cid,
      url: pds === null ? '' : blobUrl(pds, author.canonicalUri, cid),
      mime: textAt(blob, 'mimeType'),
      alt: textAt(holder, 'alt') ?? '',
      sha256,
    },
  ];
}

export function blobUrl(pds: string, did: string, cid: string): string {
  return `${pds}/xrpc/com.atproto.sync.getBlob?${new URLSearchParams({ did, cid }).toString()}`;
}

function refIn(object: JsonObject, key: string): ItemRef | null {
  const strong = objectAt(object, key);
  const uri = strong && textAt(strong, 'uri');
  return uri !== null && parseAtUri(uri) ? blueskyRef(uri) : null;
}

function textsAt(object: JsonObject, key: string): readonly string[] {
  const value = object[key];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

/** How an account describes itself; `record` null where it has no such record. */
export function mapProfile(written: Omit<Written, 'record'> & { readonly record: JsonObject | null }): ItemBody {
  const { author, cid } = written;
  const record = written.record ?? {};
  return {
    ...EMPTY_BODY,
    kind: 'profile',
    nativeId: cid,
    url: `https://bsky.app/profile/${author.canonicalUri}`,
    author,
    contentWarning: warningOf(record),
    media: ['avatar', 'banner'].flatMap((name) => mediumOf(record, name, { ...written, record })),
    profile: {
      handle: author.handle,
      displayName: author.displayName,
      bio: textAt(record, 'description') ?? '',
      fields: [],
      movedTo: null,
    },
  };
}

export function displayNameIn(record: JsonObject | null): string | null {
  return record && textAt(record, 'displayName');
}

export function isWanted(collection: string): boolean {
  return collection === POST || collection === REPOST || collection === PROFILE;
}
