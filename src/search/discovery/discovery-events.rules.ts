import type { LogEntry } from '../../audit/index.js';

const OF_ITEMS = new Set([
  'snapshot.stored',
  'item.gone',
  'item.restored',
  'item.linked',
  'item.destroyed',
  'item.restricted',
  'item.restriction-lifted',
]);

/** Whose place in an index these entries may have changed: items, and accounts of which everything that vanished is told. */
export function touchedBy(entries: readonly Pick<LogEntry, 'type' | 'facts' | 'accountId'>[]): {
  readonly items: readonly string[];
  readonly accounts: readonly string[];
} {
  const items = new Set<string>();
  const accounts = new Set<string>();
  for (const { type, facts, accountId } of entries) {
    if (OF_ITEMS.has(type)) items.add(String(facts['item']));
    if (type === 'account.basis-stated' && accountId !== null) accounts.add(accountId);
  }
  return { items: [...items], accounts: [...accounts] };
}
