import type { LogEntry } from '../audit/index.js';

/** What the log says of how an item stands. Links and dates it does not hold: they are looked up beside it. */
export interface Standing {
  readonly itemId: string;
  readonly fromSeq: number;
  readonly state: string;
  readonly version: number;
  /** Present, and not shown to the public. */
  readonly hidden: boolean;
}

export interface Destroyed {
  readonly itemId: string;
  readonly seq: number;
}

const STATES: Readonly<Record<string, string>> = {
  'item.missed': 'suspected',
  'item.seen-again': 'present',
  'item.gone': 'gone',
  'item.restored': 'present',
};
const HIDDEN: Readonly<Record<string, boolean>> = { 'item.hidden': true, 'item.shown': false };
const TOLD = new Set([
  'snapshot.stored',
  'item.linked',
  'item.destroyed',
  ...Object.keys(STATES),
  ...Object.keys(HIDDEN),
]);

/** Of these entries, those that change what a search can ask of an item. */
export function tellsOfItem({ type }: Pick<LogEntry, 'type'>): boolean {
  return TOLD.has(type);
}

/** `before`: by item, how it stood before the first of the entries. An entry told twice makes the same row twice. */
export function standingsOf(
  entries: readonly Pick<LogEntry, 'seq' | 'type' | 'facts'>[],
  before: ReadonlyMap<string, Standing>,
): { readonly standings: readonly Standing[]; readonly destroyed: readonly Destroyed[] } {
  const last = new Map(before);
  const standings: Standing[] = [];
  const destroyed: Destroyed[] = [];
  for (const { seq, type, facts } of entries) {
    const itemId = String(facts['item']);
    if (type === 'item.destroyed') {
      destroyed.push({ itemId, seq });
      continue;
    }
    const { state = 'present', version = 0, hidden = false } = last.get(itemId) ?? {};
    const standing = {
      itemId,
      fromSeq: seq,
      state: STATES[type] ?? state,
      version: type === 'snapshot.stored' ? Number(facts['number']) : version,
      hidden: HIDDEN[type] ?? hidden,
    };
    last.set(itemId, standing);
    standings.push(standing);
  }
  return { standings, destroyed };
}
