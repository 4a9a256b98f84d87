import { at, both, by, type OddEvents } from './event-row.rules.js';

/** Policies that were loaded, and the events that start their clocks. */
export const ODD_SCHEDULES: readonly OddEvents[] = [
  ...both(
    { table: 'policy_version', types: ['policy.loaded'], fact: 'policy' },
    `e.facts->>'body' = r.body_id::text AND e.facts->>'rule' = r.sha256 AND ${by('loaded_by', 'loaded_at')}
      AND e.facts->>'trust' = CASE r.trust WHEN 'verified' THEN 'verified' ELSE 'draft-confirmed' END
      AND r.sha256 = encode(sha256(convert_to(r.source, 'UTF8')), 'hex')`,
  ),
  ...both(
    { table: 'retention_event', types: ['retention-event.recorded'], fact: 'event' },
    `e.facts->>'body' = r.body_id::text AND e.facts->>'name' = r.name AND ${by('by', 'at')}
      AND (${at('on')} AT TIME ZONE 'UTC')::date = r.on_day AND e.account_id IS NOT DISTINCT FROM r.account_id
      AND (e.facts->>'items')::int = (SELECT count(*) FROM retention_event_item i WHERE i.retention_event_id = r.id)`,
  ),
  {
    what: 'event-missing',
    sql: `SELECT 'retention_event ' || r.id AS where FROM retention_event r LEFT JOIN audit_event e ON e.id = r.withdrawn_event
           WHERE r.withdrawn_at IS NOT NULL AND NOT coalesce(e.type = 'retention-event.withdrawn'
             AND e.facts->>'event' = r.id::text AND ${by('withdrawn_by', 'withdrawn_at')}, false)`,
  },
  {
    what: 'row-missing',
    sql: `SELECT 'event ' || e.id AS where FROM audit_event e WHERE e.type = 'retention-event.withdrawn'
           AND NOT EXISTS (SELECT FROM retention_event r WHERE r.withdrawn_event = e.id)`,
  },
];
