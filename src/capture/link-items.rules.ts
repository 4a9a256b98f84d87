/** Which item answers, quotes or repeats which, as far as both are known. */
import { refText } from '../archive/content.rules.js';
import type { ItemBody, ItemRef } from '../connectors/index.js';

export interface Links {
  readonly parentId: string | null;
  readonly rootId: string | null;
  readonly quotedId: string | null;
  readonly repostedId: string | null;
}

export interface Linkable {
  readonly itemId: string;
  readonly parentId: string | null;
  readonly rootId: string | null;
}

/** `known`: what refs are called here. The root of a thread has no root; whoever answers nobody known is a root. */
export function linkItems(
  seen: readonly { readonly itemId: string; readonly body: ItemBody }[],
  known: ReadonlyMap<string, Linkable>,
): Map<string, Links> {
  const idOf = (ref: ItemRef | null): string | null => (ref ? (known.get(refText(ref))?.itemId ?? null) : null);
  const standing = new Map([...known.values()].map((item) => [item.itemId, item]));
  const parents = new Map(seen.map(({ itemId, body }) => [itemId, idOf(body.inReplyTo)]));

  const rootOf = (itemId: string): string | null => {
    let at = itemId;
    for (let steps = 0; steps < 1_000; steps += 1) {
      const parent = parents.get(at) ?? standing.get(at)?.parentId ?? null;
      if (parent === null || parent === itemId) return standing.get(at)?.rootId ?? (at === itemId ? null : at);
      at = parent;
    }
    return null;
  };

  return new Map(
    seen.map(({ itemId, body }) => [
      itemId,
      {
        parentId: parents.get(itemId) ?? null,
        rootId: rootOf(itemId),
        quotedId: idOf(body.quoted),
        repostedId: idOf(body.reposted),
      },
    ]),
  );
}
