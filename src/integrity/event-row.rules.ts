/** What is asked of a row and its event. */
import type { Wrong } from './integrity.sentences.js';

export interface OddEvents {
  readonly what: Wrong;
  /** Answers `where`. */
  readonly sql: string;
}

/** Both directions of one kind of row: `row` says what is named, `fits` when event `e` is its event. */
export function both(
  names: { readonly table: string; readonly types: readonly string[]; readonly fact: string },
  fits: string,
): OddEvents[] {
  const { table, types, fact } = names;
  const ofType = `e.type IN (${types.map((type) => `'${type}'`).join(', ')})`;
  return [
    {
      what: 'event-missing',
      sql: `SELECT '${table} ' || r.id AS where FROM ${table} r LEFT JOIN audit_event e ON e.id = r.event_id
             WHERE e.id IS NULL OR NOT (${ofType} AND coalesce(${fits}, false))`,
    },
    {
      what: 'row-missing',
      sql: `SELECT 'event ' || e.id AS where FROM audit_event e
             WHERE ${ofType} AND NOT EXISTS (SELECT FROM ${table} r WHERE r.event_id = e.id AND r.id::text = e.facts->>'${fact}')`,
    },
  ];
}

export const at = (fact: string): string => `(e.facts->>'${fact}')::timestamptz`;

/** Who did it, and when: the row's time is read before the event's, in the same work. */
export const by = (who: string, when: string): string =>
  `e.actor = r.${who} AND r.${when} <= e.at AND e.at < r.${when} + interval '1 hour'`;

/** Both directions of a row that is named by nothing but its event: `facts` are all of it but the commitment. */
export function events({ table, type }: { readonly table: string; readonly type: string }, facts: string): OddEvents[] {
  return [
    {
      what: 'event-missing',
      sql: `SELECT '${table} ' || r.id AS where FROM ${table} r LEFT JOIN audit_event e ON e.id = r.event_id
             WHERE NOT coalesce(e.type = '${type}' AND e.facts - 'commit' = ${facts} AND ${by('by', 'at')}, false)`,
    },
    {
      what: 'row-missing',
      sql: `SELECT 'event ' || e.id AS where FROM audit_event e WHERE e.type = '${type}'
             AND NOT EXISTS (SELECT FROM ${table} r WHERE r.event_id = e.id)`,
    },
  ];
}
