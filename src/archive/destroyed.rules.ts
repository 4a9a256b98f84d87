/**
 * SQL: what was destroyed, by what says so and not by keys that happen to be missing: a key lost by accident destroys
 * nothing, and lets nothing be removed.
 */
export function itemDestroyed(item: string): string {
  return `(EXISTS (SELECT FROM disposition_item d WHERE d.item_id = ${item})
    OR EXISTS (SELECT FROM audit_event e WHERE e.facts ? 'item' AND e.facts->>'item' = ${item}::text AND e.type = 'item.destroyed'))`;
}

/** Every item of the exchange is destroyed and no key to it is left. One without items lives for what rests on it. */
export function exchangeDestroyed(exchange: string): string {
  return allDestroyed(exchange, { key: 'frame_key', shown: 'exchange_item', by: 'exchange_id' });
}

/** Every item that shows the medium is destroyed and no key to it is left. */
export function mediumDestroyed(medium: string): string {
  return allDestroyed(medium, { key: 'medium_key', shown: 'snapshot_medium', by: 'medium_id' });
}

function allDestroyed(id: string, { key, shown, by }: { key: string; shown: string; by: string }): string {
  return `(NOT EXISTS (SELECT FROM ${key} own WHERE own.${by} = ${id})
    AND EXISTS (SELECT FROM ${shown} s WHERE s.${by} = ${id})
    AND NOT EXISTS (SELECT FROM ${shown} s LEFT JOIN item_key k ON k.item_id = s.item_id
      WHERE s.${by} = ${id} AND (k.item_id IS NOT NULL OR NOT ${itemDestroyed('s.item_id')})))`;
}
