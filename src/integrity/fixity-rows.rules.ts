import { by, type OddEvents } from './event-row.rules.js';

/** Findings about stored objects and examinations of the installation: each as its events tell it. */
export const FIXITY: readonly OddEvents[] = [
  {
    what: 'event-missing',
    sql: `SELECT 'fixity_fault ' || r.id AS where FROM fixity_fault r LEFT JOIN audit_event e ON e.id = r.event_id
           WHERE NOT coalesce(e.type = 'fixity.failed' AND r.found_at <= e.at
             AND e.facts = jsonb_build_object('fault', r.id, 'kind', r.kind, 'what', r.what), false)`,
  },
  {
    what: 'event-missing',
    sql: `SELECT 'fixity_fault ' || r.id AS where FROM fixity_fault r LEFT JOIN audit_event e ON e.id = r.look_event
           WHERE (r.looked_at IS NULL) <> (r.look_event IS NULL) OR (r.looked_at IS NOT NULL AND NOT coalesce(
             e.type = 'fixity.looked-at' AND e.facts->>'fault' = r.id::text AND ${by('looked_by', 'looked_at')}, false))`,
  },
  {
    what: 'event-missing',
    sql: `SELECT 'fixity_fault ' || r.id AS where FROM fixity_fault r LEFT JOIN audit_event e ON e.id = r.end_event
           WHERE (r.ended_at IS NULL) <> (r.end_event IS NULL) OR (r.ended_at IS NOT NULL AND NOT coalesce(
             e.type = 'fixity.ended' AND e.facts = jsonb_build_object('fault', r.id, 'how', r.ended), false))`,
  },
  {
    what: 'row-missing',
    sql: `SELECT 'event ' || e.id AS where FROM audit_event e
           WHERE e.type IN ('fixity.failed', 'fixity.looked-at', 'fixity.ended') AND NOT EXISTS (SELECT FROM fixity_fault r
             WHERE e.id IN (r.event_id, r.look_event, r.end_event) AND r.id::text = e.facts->>'fault')`,
  },
  {
    what: 'event-missing',
    sql: `SELECT 'examination ' || r.id AS where FROM examination r LEFT JOIN audit_event e ON e.id = r.event_id
           WHERE NOT coalesce(e.type = 'installation.examined' AND ${by('by', 'at')}, false)`,
  },
];
