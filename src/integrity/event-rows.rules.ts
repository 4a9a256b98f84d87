/** Questions to the database whose every answer is a row that does not fit its event, or an event without its row. */
import type { Wrong } from './integrity.sentences.js';

export interface OddEvents {
  readonly what: Wrong;
  /** Answers `where`. */
  readonly sql: string;
}

/** Both directions of one kind of row: `row` says what is named, `fits` when event `e` is its event. */
function both(
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

const at = (fact: string): string => `(e.facts->>'${fact}')::timestamptz`;

const SNAPSHOTS = both(
  { table: 'snapshot', types: ['snapshot.stored'], fact: 'snapshot' },
  `e.account_id = r.account_id AND e.facts = jsonb_build_object('item', r.item_id, 'snapshot', r.id, 'number', r.number,
    'exchange', r.exchange_id, 'commit', encode(r.commit, 'hex'))`,
);

const FINDINGS = both(
  { table: 'finding', types: ['item.gone', 'item.restored'], fact: 'finding' },
  `e.account_id = r.account_id AND e.facts->>'item' = r.item_id::text AND e.facts->>'finding' = r.id::text
    AND CASE r.kind
      WHEN 'gone' THEN e.type = 'item.gone' AND e.facts->>'certainty' = r.certainty AND e.facts->>'cause' = r.cause
        AND ${at('lastSeen')} = coalesce(r.last_seen, r.at) AND ${at('firstMissing')} = coalesce(r.first_missing, r.at)
      WHEN 'restored' THEN e.type = 'item.restored' AND r.certainty = 'confirmed' AND r.cause = 'unknown'
      ELSE false END`,
);

/** An exchange kept for what it brought is named by its versions; one kept for another reason by an event of its own. */
const EXCHANGES: readonly OddEvents[] = [
  {
    what: 'event-missing',
    sql: `SELECT 'exchange ' || x.id AS where FROM exchange x
           WHERE (CASE x.why
             WHEN 'new' THEN NOT EXISTS (SELECT FROM snapshot s WHERE s.exchange_id = x.id AND s.account_id = x.account_id)
             ELSE NOT EXISTS (SELECT FROM audit_event e WHERE e.type = 'exchange.kept' AND e.account_id = x.account_id
               AND e.facts = jsonb_build_object('exchange', x.id, 'why', x.why)) END)
              OR NOT EXISTS (SELECT FROM capture c WHERE c.id = x.capture_id AND c.account_id = x.account_id)`,
  },
  {
    what: 'row-missing',
    sql: `SELECT 'event ' || e.id AS where FROM audit_event e WHERE e.type IN ('exchange.kept', 'item.missed')
           AND NOT EXISTS (SELECT FROM exchange x WHERE x.id::text = e.facts->>'exchange'
             AND (e.type = 'item.missed' OR x.why = e.facts->>'why'))`,
  },
];

const MEDIA: readonly OddEvents[] = [
  {
    what: 'event-missing',
    sql: `SELECT 'medium ' || m.id AS where FROM medium m
           WHERE NOT EXISTS (SELECT FROM audit_event e WHERE e.type = 'medium.stored' AND e.facts->>'medium' = m.id::text)
              OR NOT EXISTS (SELECT FROM snapshot_medium s JOIN item i ON i.id = s.item_id
                WHERE s.medium_id = m.id AND i.body_id = m.body_id)`,
  },
  {
    what: 'row-missing',
    sql: `SELECT 'event ' || e.id AS where FROM audit_event e WHERE e.type = 'medium.stored'
           AND NOT EXISTS (SELECT FROM medium m JOIN snapshot_medium s ON s.medium_id = m.id
             WHERE m.id::text = e.facts->>'medium' AND s.item_id::text = e.facts->>'item')`,
  },
  {
    what: 'row-missing',
    sql: `SELECT 'snapshot ' || m.snapshot_id AS where FROM snapshot_medium m JOIN snapshot s ON s.id = m.snapshot_id
           WHERE s.item_id <> m.item_id`,
  },
];

const GAP_FACTS = `'gap', g.id, 'loop', g.loop, 'reason', g.reason`;
const GAPS: readonly OddEvents[] = [
  {
    what: 'event-missing',
    sql: `SELECT 'gap ' || g.id AS where FROM gap g
           WHERE 1 <> (SELECT count(*) FROM audit_event e WHERE e.type = 'gap.opened' AND e.account_id = g.account_id
               AND e.facts - 'from' = jsonb_build_object(${GAP_FACTS}) AND ${at('from')} = g.from_at)
              OR (CASE WHEN g.to_at IS NULL THEN 0 ELSE 1 END) <>
             (SELECT count(*) FROM audit_event e WHERE e.type = 'gap.closed' AND e.account_id = g.account_id
               AND e.facts - '{from,to,minutes}'::text[] = jsonb_build_object(${GAP_FACTS})
               AND ${at('from')} = g.from_at AND ${at('to')} = g.to_at)`,
  },
  {
    what: 'row-missing',
    sql: `SELECT 'event ' || e.id AS where FROM audit_event e WHERE e.type IN ('gap.opened', 'gap.closed')
           AND NOT EXISTS (SELECT FROM gap g WHERE g.id::text = e.facts->>'gap')`,
  },
];

const ACCOUNTS: readonly OddEvents[] = [
  {
    what: 'event-missing',
    sql: `SELECT 'account ' || a.id AS where FROM account a
           WHERE NOT EXISTS (SELECT FROM audit_event e JOIN statement s ON s.event_id = e.id WHERE e.type = 'account.added'
             AND e.account_id = a.id AND e.facts->>'body' = a.body_id::text)`,
  },
  {
    what: 'event-missing',
    sql: `SELECT 'item ' || i.id AS where FROM item i WHERE NOT EXISTS (
             SELECT FROM snapshot s JOIN account a ON a.id = i.account_id
              WHERE s.item_id = i.id AND s.number = 1 AND s.account_id = i.account_id AND a.body_id = i.body_id)`,
  },
];

const DISPOSITIONS: readonly OddEvents[] = [
  {
    what: 'event-missing',
    sql: `SELECT 'disposition ' || d.id AS where FROM disposition d
           WHERE NOT EXISTS (SELECT FROM audit_event e WHERE e.type = 'disposition.executed'
             AND e.facts->>'disposition' = d.id::text
             AND (e.facts->>'items')::int = (SELECT count(*) FROM disposition_item i WHERE i.disposition_id = d.id))`,
  },
  {
    what: 'row-missing',
    sql: `SELECT 'event ' || e.id AS where FROM audit_event e WHERE e.type = 'item.destroyed'
           AND NOT EXISTS (SELECT FROM disposition_item d WHERE d.item_id::text = e.facts->>'item'
             AND d.disposition_id::text = e.facts->>'disposition')`,
  },
];

const SEARCHES: readonly OddEvents[] = [
  ...both(
    { table: 'search_certificate', types: ['search.certified'], fact: 'certificate' },
    `e.actor = r.actor AND e.facts->>'certificate' = r.id::text AND EXISTS (SELECT FROM statement s WHERE s.event_id = e.id)`,
  ),
  ...both(
    { table: 'saved_search', types: ['search.saved'], fact: 'search' },
    `e.facts->>'search' = r.id::text AND EXISTS (SELECT FROM statement s WHERE s.event_id = e.id)
      AND (r.forgotten_at IS NOT NULL) = EXISTS (SELECT FROM audit_event f WHERE f.type = 'search.forgotten' AND f.facts->>'search' = r.id::text)`,
  ),
];

export const ODD_EVENTS: readonly OddEvents[] = [
  ...SNAPSHOTS,
  ...FINDINGS,
  ...EXCHANGES,
  ...MEDIA,
  ...GAPS,
  ...ACCOUNTS,
  ...DISPOSITIONS,
  ...SEARCHES,
];

/** How many rows the questions are about. */
export const COUNTED = `SELECT (${['snapshot', 'finding', 'exchange', 'medium', 'gap', 'account', 'item', 'disposition']
  .map((table) => `(SELECT count(*) FROM ${table})`)
  .join(' + ')})::int AS things`;
