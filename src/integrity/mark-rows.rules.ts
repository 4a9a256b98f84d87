import { both, type OddEvents } from './event-row.rules.js';

/** Stamps and cosignatures: each is the one whose hash the log holds. Of a log we watch, the row is what was signed last. */
export const MARKS: readonly OddEvents[] = [
  ...both(
    { table: 'checkpoint_stamp', types: ['checkpoint.stamped'], fact: 'stamp' },
    `e.facts->>'size' = r.size::text AND (e.facts->>'on')::timestamptz = r.at
      AND e.facts->>'sha256' = encode(sha256(r.answer), 'hex')`,
  ),
  ...both(
    { table: 'checkpoint_cosignature', types: ['checkpoint.cosigned'], fact: 'cosignature' },
    `e.facts->>'size' = r.size::text AND (e.facts->>'on')::timestamptz = r.at
      AND e.facts->>'sha256' = encode(sha256(convert_to(r.line, 'UTF8')), 'hex')`,
  ),
  {
    what: 'event-missing',
    sql: `SELECT 'witnessed_log ' || r.origin AS where FROM witnessed_log r LEFT JOIN audit_event e ON e.id = r.event_id
           WHERE NOT coalesce(e.type = 'log.witnessed' AND e.facts = jsonb_build_object('size', r.size,
             'log', encode(sha256(convert_to(r.origin, 'UTF8')), 'hex'), 'root', encode(r.root, 'hex')), false)`,
  },
  {
    what: 'row-missing',
    sql: `SELECT 'event ' || e.id AS where FROM audit_event e WHERE e.type = 'log.witnessed'
           AND NOT EXISTS (SELECT FROM witnessed_log r WHERE r.size >= (e.facts->>'size')::bigint
             AND encode(sha256(convert_to(r.origin, 'UTF8')), 'hex') = e.facts->>'log')`,
  },
];
