/**
 * SQL: what was destroyed, by what says so and not by keys that happen to be missing: a key lost by accident destroys
 * nothing, and lets nothing be removed.
 */
export function itemDestroyed(item: string): string {
  return `(EXISTS (SELECT FROM disposition_item named WHERE named.item_id = ${item})
    OR EXISTS (SELECT FROM audit_event said
      WHERE said.facts ? 'item' AND said.facts->>'item' = ${item}::text AND said.type = 'item.destroyed'))`;
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
  return `(NOT EXISTS (SELECT FROM ${key} its_key WHERE its_key.${by} = ${id})
    AND EXISTS (SELECT FROM ${shown} its WHERE its.${by} = ${id})
    AND NOT EXISTS (SELECT FROM ${shown} its LEFT JOIN item_key left_key ON left_key.item_id = its.item_id
      WHERE its.${by} = ${id} AND (left_key.item_id IS NOT NULL OR NOT ${itemDestroyed('its.item_id')})))`;
}
