import type { ItemView, RestrictedPlace } from '../archive/index.js';
import { Refusal } from '../platform/index.js';
import type { Decision, ItemRuling, Release, Ruling, Target } from '../requests/index.js';
import type { BundleContent, BundleItem, ReleaseCounts } from './bundle/bundle.types.js';
import { isCounted } from './bundle/counted.rules.js';

export interface RuledView {
  /** Its number in the bundle, or that of the next one shown where it is not about the request. */
  readonly no: number;
  readonly item: BundleItem & ItemView;
  readonly ruling: ItemRuling;
}

/**
 * What a bundle shows and what was decided of it. What travels with the items and is ruled by nobody leaves as it is: the
 * profiles, and of the originals those that an item shown repeats.
 *
 * @throws {Refusal} where a decision cannot be carried out, or an item decided on was not found
 */
export async function* ruledViews(
  content: BundleContent,
  { rulings }: Pick<Release, 'rulings'>,
): AsyncGenerator<RuledView> {
  const repeated = new Set<string>();
  let shown = 0;
  let met = 0;
  for await (const item of content.items()) {
    const { restrictedPlaces = [], ...shownItem } = item;
    const isOpen = !item.restricted && restrictedPlaces.length === 0;
    const ruling = rulings.get(item.id) ?? (isOpen ? travelling(item, repeated) : null);
    if (ruling === null) continue;
    if (rulings.has(item.id)) met += 1;
    const { decision } = ruling.ruling;
    refuseRestricted(item, decision);
    refuseUncovered(item, restrictedPlaces, ruling.ruling);
    for (const id of repeatedBy(item, decision)) repeated.add(id);
    yield { no: shown + 1, item: shownItem, ruling };
    if (decision !== 'not-responsive') shown += 1;
  }
  refuseMissing(met, rulings.size);
}

function repeatedBy({ repostedId, quotedId }: BundleItem, decision: Decision): string[] {
  if (decision !== 'released' && decision !== 'in-part') return [];
  return [repostedId, quotedId].filter((id) => id !== null);
}

function refuseMissing(met: number, ruled: number): void {
  if (met === ruled) return;
  throw new Refusal(
    'wrong-state',
    `${ruled - met} of ${ruled} items decided on are not on the accounts of this release. Look at the request again.`,
  );
}

/** Profiles, and the originals that are shown; nothing else leaves without a decision. */
function travelling({ id, kind }: BundleItem, repeated: ReadonlySet<string>): ItemRuling | null {
  if (kind !== 'profile' && !(kind === 'original' && repeated.has(id))) return null;
  return { itemId: id, ruling: { decision: 'released', codes: [], redactions: [] }, grounds: [] };
}

function refuseRestricted({ restricted }: BundleItem, decision: Decision): void {
  if (!restricted || (decision !== 'released' && decision !== 'in-part')) return;
  throw new Refusal(
    'wrong-state',
    'An item is to be released that is restricted, by a decision about a person’s data or because it vanished while no legal basis was stated. State the basis, or withhold the item.',
  );
}

/** What a decision has restricted in an item leaves in no answer: each place lies under something that is covered. */
function refuseUncovered(
  { id, versions }: ItemView,
  places: readonly RestrictedPlace[],
  { decision, redactions }: Ruling,
): void {
  if (decision !== 'released' && decision !== 'in-part') return;
  const open = places.find(({ version, part, range }) => {
    const snapshot = versions.find(({ number }) => number === version)?.snapshotId;
    if (snapshot === undefined) return false;
    const own = redactions.filter(({ snapshotId }) => snapshotId === snapshot).map(({ target }) => target);
    return !own.some((target) => covers(target, part, range));
  });
  if (open === undefined) return;
  throw new Refusal(
    'wrong-state',
    `Item ${id} is to be released, and a place in its version ${open.version} (${open.part}) that a decision about a person’s data has restricted is not covered. Cover it, or withhold the item.`,
    { item: id, version: open.version, part: open.part },
  );
}

function covers(target: Target, part: string, range: RestrictedPlace['range']): boolean {
  if (target.kind === 'author') return part === 'author-handle' || part === 'author-name';
  if (target.kind === 'medium') return part === `medium-${target.ordinal}`;
  if (target.kind !== 'text' || target.field !== part) return false;
  return range !== null && target.start <= range.start && range.end <= target.end;
}

const COUNTED = {
  released: 'released',
  'in-part': 'inPart',
  withheld: 'withheld',
  'not-responsive': 'notAbout',
} as const;

/** Adds an item to the one of four places it is in. */
export function counted(counts: ReleaseCounts, { item, ruling }: RuledView): ReleaseCounts {
  if (!isCounted(item.kind)) return counts;
  const place = COUNTED[ruling.ruling.decision];
  return { ...counts, found: counts.found + 1, [place]: counts[place] + 1 };
}
