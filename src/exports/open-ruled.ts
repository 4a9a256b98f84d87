import { createHash, hash } from 'node:crypto';
import { readItemJson } from '../archive/index.js';
import type { ItemToRedact, RuledItem } from '../requests/index.js';
import type { BundleContent, OpenedParts } from './bundle/bundle.types.js';
import type { RuledView } from './rule-items.js';

export interface Opened {
  readonly item: ItemToRedact;
  readonly parts: ReadonlyMap<string, OpenedParts>;
}

/** An item with all that its ruling is carried out on. */
export async function openRuled(
  content: BundleContent,
  { no, item }: Pick<RuledView, 'no' | 'item'>,
  country: string,
): Promise<Opened> {
  const parts = new Map<string, OpenedParts>();
  const records: [string, ReturnType<typeof readItemJson>][] = [];
  const digests = new Map<string, string>();
  for (const { snapshotId, media } of item.versions) {
    const opened = await content.partsOf(snapshotId);
    parts.set(snapshotId, opened);
    const json = opened.parts.find(({ name }) => name === 'item.json');
    if (!json) throw new Error(`Version ${snapshotId} has no item.json`);
    records.push([snapshotId, readItemJson(json.bytes)]);
    for (const { ordinal, mediumId } of media) {
      const digest = await digestOf(opened, `medium-${ordinal}`);
      if (mediumId !== null && digest !== null) digests.set(mediumId, digest);
    }
  }
  return { item: { no, view: item, records: new Map(records), digests, country }, parts };
}

async function digestOf({ parts, large = [] }: OpenedParts, part: string): Promise<string | null> {
  const whole = parts.find(({ name }) => name === part);
  if (whole) return hash('sha256', whole.bytes);
  const pieces = large.find(({ name }) => name === part)?.bytes.pieces();
  if (!pieces) return null;
  const digest = createHash('sha256');
  for await (const piece of pieces) digest.update(piece);
  return digest.digest('hex');
}

/** What the masks need of an item, and no more: all of a bundle's are held at once. */
export async function slim(content: BundleContent, view: RuledView, country: string): Promise<RuledItem> {
  const { item } = await openRuled(content, view, country);
  const records = Array.from(
    item.records,
    ([id, record]) => [id, { ...record, text: '', media: [], profile: null }] as const,
  );
  return { item: { ...item, view: bare(item.view), records: new Map(records) }, ruling: view.ruling.ruling };
}

export function bare<V extends RuledView['item']>(item: V): V {
  return { ...item, versions: item.versions.map((version) => ({ ...version, text: '', profile: null })) };
}
