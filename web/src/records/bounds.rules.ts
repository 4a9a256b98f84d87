import type { FindingView, ItemView } from '../../../src/archive/views.types.js';

export type BoundKind = 'posted' | 'captured' | 'version' | 'last-seen' | 'first-missing' | 'confirmed';

export interface Bound {
  readonly kind: BoundKind;
  readonly at: string;
  /** Number of the version, where the bound is one; else 0. */
  readonly version: number;
}

/** The newest finding about presence, where it says that the item is, or may be, gone. */
export function absenceOf(item: ItemView): FindingView | null {
  const newest = item.findings
    .filter((finding) => finding.kind === 'gone' || finding.kind === 'restored')
    .toSorted((a, b) => a.at.localeCompare(b.at))
    .at(-1);
  return newest?.kind === 'gone' ? newest : null;
}

function bound(kind: BoundKind, at: string | null, version = 0): readonly Bound[] {
  return at === null ? [] : [{ kind, at, version }];
}

/** The moments that bound an item's life at the source, in order of time. */
export function boundsOf(item: ItemView): readonly Bound[] {
  const absence = absenceOf(item);
  const later = item.versions.filter((version) => version.number > 1);
  return [
    ...bound('posted', item.postedAt),
    ...bound('captured', item.firstSeenAt),
    ...later.flatMap((version) => bound('version', version.platformAt ?? version.observedAt, version.number)),
    ...bound('last-seen', absence?.lastSeenAt ?? item.lastSeenAt),
    ...(absence === null ? [] : bound('first-missing', absence.firstMissingAt ?? absence.at)),
    ...(absence === null ? [] : bound('confirmed', absence.confirmedAt)),
  ].toSorted((a, b) => a.at.localeCompare(b.at));
}
