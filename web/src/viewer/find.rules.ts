import type { ItemView, ThreadView } from '../../../src/archive/views.types.js';

/** "An item is one post or reply": profiles and originals of reposts are in a bundle, but not among its items. */
export function isCounted(kind: ItemView['kind']): boolean {
  return kind !== 'profile' && kind !== 'original';
}

/** Lower case without marks, as a person types it: `Powódź` is found by `powodz`. */
export function folded(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll(/[łŁ]/g, 'l').toLowerCase();
}

/** Everything of an item that a reader may look for by word. */
export function searchTextOf(item: ItemView): string {
  const versions = item.versions.flatMap((version) => [
    version.title ?? '',
    version.text,
    version.contentWarning ?? '',
    ...version.media.map((medium) => medium.alt),
  ]);
  return folded([item.author?.displayName ?? '', item.author?.handle ?? '', ...versions].join('\n'));
}

export function holdsWords(searchText: string, words: string): boolean {
  return folded(words)
    .split(/\s+/)
    .every((word) => searchText.includes(word));
}

function byPosting(a: ItemView, b: ItemView): number {
  return (a.postedAt ?? a.firstSeenAt).localeCompare(b.postedAt ?? b.firstSeenAt);
}

export function newestFirst(items: readonly ItemView[]): readonly ItemView[] {
  return items.toSorted((a, b) => byPosting(b, a));
}

/** The thread an item stands in, from the bundle's own items; what one of them repeats is shown in that item's place. */
export function threadOf(items: readonly ItemView[], id: string): ThreadView | null {
  const item = items.find((other) => other.id === id);
  if (item === undefined) return null;
  const rootId = item.rootId ?? item.id;
  const members = items.filter((other) => other.id === rootId || other.rootId === rootId);
  return { rootId, items: members.toSorted(byPosting) };
}
