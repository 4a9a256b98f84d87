import type { ItemSummary, ItemView } from '../../../src/archive/views.types.js';
import { absenceOf } from './bounds.rules.js';

/** An item as a row of a list, from the item in full; null where no version may be shown. */
export function summaryOf(item: ItemView, replyCount: number): ItemSummary | null {
  const { versions, findings: _, ...rest } = item;
  const latest = versions.at(-1);
  if (latest === undefined) return null;
  return { ...rest, latest, versionCount: versions.length, replyCount, goneFinding: absenceOf(item) };
}

/** Depth of each item below the root of its thread; a reply whose parent is not there stands at depth 1. */
export function depthsOf(items: readonly ItemView[], rootId: string): ReadonlyMap<string, number> {
  const byId = new Map(items.map((item) => [item.id, item]));
  const depths = new Map<string, number>();
  for (const item of items) {
    let depth = 0;
    const seen = new Set<string>();
    let at: ItemView | undefined = item;
    while (at !== undefined && at.id !== rootId && !seen.has(at.id)) {
      seen.add(at.id);
      depth += 1;
      at = at.parentId === null ? undefined : byId.get(at.parentId);
    }
    depths.set(item.id, item.kind === 'reply' ? depth : 0);
  }
  return depths;
}
