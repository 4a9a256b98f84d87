import type { ItemView } from '../../archive/index.js';
import { ahead } from '../../platform/index.js';
import type { BundleContent, BundleVersion, OpenedParts, Progress } from './bundle.types.js';
import { drawnPath, itemPath, mediumPath, partFile, recordFolder } from './paths.rules.js';
import { type BagWriter, type Content, writeContent } from './write-bag.js';

/** One line of the bundle's table of contents: enough to order, count and find; the rest is in the files. */
export interface ListedItem {
  readonly no: number;
  readonly id: string;
  readonly kind: ItemView['kind'];
  readonly versions: number;
  readonly rootId: string;
  readonly at: string;
  readonly state: ItemView['state'];
  readonly capturedLate: boolean;
  readonly restricted: boolean;
  /** How many parts of its commitments stay closed. */
  readonly closedParts: number;
  /** Id of what it reposts or quotes. */
  readonly repeats: string | null;
}

export interface ListedVersion {
  readonly no: number;
  readonly number: number;
}

export interface Listing {
  readonly items: ListedItem[];
  /** By place in the log. */
  readonly versions: Map<number, ListedVersion>;
  readonly exchanges: Set<string>;
}

/** Items whose parts are read before they are written: their media are in memory together. */
const AHEAD = 4;

/** Each item as JSON, and for each of its versions what opens its commitment: parts, salts, media. */
export async function writeItems(bag: BagWriter, content: BundleContent, progress: Progress): Promise<Listing> {
  const listing: Listing = { items: [], versions: new Map(), exchanges: new Set() };
  const items = ahead(content.items(), AHEAD, ({ versions }) =>
    Promise.all(versions.map(async (version) => ({ version, parts: await content.partsOf(version.snapshotId) }))),
  );
  for await (const [item, opened] of items) {
    const no = listing.items.length + 1;
    const { id, kind, state, capturedLate, restricted } = item;
    const at = item.postedAt ?? item.firstSeenAt;
    const [rootId, count] = [item.rootId ?? id, item.versions.length];
    const repeats = item.repostedId ?? item.quotedId;
    const closedParts = item.versions.reduce((sum, { redaction }) => sum + (redaction?.withheldParts.length ?? 0), 0);
    const listed = { no, id, kind, versions: count, rootId, at, state, capturedLate, restricted, closedParts, repeats };
    listing.items.push(listed);
    const versions: BundleVersion[] = [];
    for (const { version, parts } of opened) versions.push(await writeVersion(bag, version, parts));
    for (const version of versions) {
      if (version.seq === null) throw new Error(`Version ${version.snapshotId} has no place in the log yet`);
      listing.versions.set(version.seq, { no, number: version.number });
      listing.exchanges.add(version.exchangeId);
    }
    for (const finding of item.findings) for (const ground of finding.grounds) listing.exchanges.add(ground.exchangeId);
    await bag.write(itemPath(no), JSON.stringify({ ...item, versions }));
    await progress('items', no, 0);
  }
  return listing;
}

/** Answers the version as the bundle shows it: its media point into the bag. */
async function writeVersion(bag: BagWriter, version: BundleVersion, opened: OpenedParts): Promise<BundleVersion> {
  const seq = version.seq ?? 0;
  const folder = recordFolder(seq);
  const { partsTxt, parts, drawn = [], large = [] } = opened;
  const media = version.media.map((medium) => {
    const instead = drawn.find(({ ordinal }) => ordinal === medium.ordinal);
    if (!instead)
      return { ...medium, href: medium.mediumId === null ? null : mediumPath(medium.mediumId, medium.mime) };
    const { mime, bytes } = instead;
    return { ...medium, mime, bytes: bytes.length, href: drawnPath(seq, medium.ordinal, mime) };
  });
  const files = new Map<string, Content>();
  for (const { ordinal, bytes, mime } of drawn) files.set(drawnPath(seq, ordinal, mime), bytes);
  const salts: string[] = [];
  for (const { name, bytes, salt } of [...parts, ...large]) {
    const medium = media.find(({ ordinal }) => name === `medium-${ordinal}`);
    const path = medium?.href ?? `${folder}/parts/${partFile(name)}`;
    if (!bag.has(path)) files.set(path, bytes);
    salts.push(`${salt.toString('hex')}  ${name}  ${path}\n`);
  }
  files.set(`${folder}/parts.txt`, partsTxt);
  files.set(`${folder}/salts.txt`, salts.join(''));
  for (const [path, content] of files) await writeContent(bag, path, content);
  return { ...version, media };
}
