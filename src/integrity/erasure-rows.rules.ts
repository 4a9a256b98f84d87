import { both, by, events, type OddEvents } from './event-row.rules.js';

/** Decisions about erasures, restrictions, and decisions to capture again: each as its events tell it. */
export const ERASURES: readonly OddEvents[] = [
  ...events(
    { table: 'erasure_decision', type: 'erasure.decided' },
    `jsonb_build_object('request', r.request_id, 'item', r.item_id, 'decision', r.decision, 'revision', r.revision)`,
  ),
  ...both(
    { table: 'restriction', types: ['item.restricted'], fact: 'restriction' },
    `e.facts->>'item' = r.item_id::text AND ${by('by', 'at')}
      AND e.facts->>'extent' = CASE WHEN r.places IS NULL THEN 'all-of-it' ELSE 'places-in-it' END
      AND EXISTS (SELECT FROM erasure_decision d WHERE d.id = r.by_what AND d.item_id = r.item_id)`,
  ),
  {
    what: 'event-missing',
    sql: `SELECT 'restriction ' || r.id AS where FROM restriction r LEFT JOIN audit_event e ON e.id = r.lifted_event
           WHERE r.lifted_at IS NOT NULL AND NOT coalesce(e.type = 'item.restriction-lifted' AND e.facts = jsonb_build_object(
             'item', r.item_id, 'restriction', r.id) AND ${by('lifted_by', 'lifted_at')}, false)`,
  },
  {
    what: 'row-missing',
    sql: `SELECT 'event ' || e.id AS where FROM audit_event e WHERE e.type = 'item.restriction-lifted'
           AND NOT EXISTS (SELECT FROM restriction r WHERE r.lifted_event = e.id)`,
  },
  // What stands is what the newest decision says.
  {
    what: 'row-missing',
    sql: `SELECT 'erasure_decision ' || d.id AS where FROM erasure_decision d
           WHERE NOT EXISTS (SELECT FROM erasure_decision n WHERE n.request_id = d.request_id AND n.item_id = d.item_id
               AND n.revision > d.revision)
             AND (d.said->>'restricts' <> 'nothing') <> EXISTS (
               SELECT FROM restriction r WHERE r.by_what = d.id AND r.lifted_at IS NULL)`,
  },
  {
    what: 'row-missing',
    sql: `SELECT 'event ' || e.id AS where FROM audit_event e WHERE e.type = 'erasure.closed' AND (
             SELECT s.said->'erasure' FROM request_step s WHERE s.request_id::text = e.facts->>'request' AND s.action = 'close'
           )::jsonb IS DISTINCT FROM e.facts - 'request'`,
  },
  ...both(
    { table: 'recapture', types: ['recapture.decided'], fact: 'recapture' },
    `e.facts->>'item' = r.item_id::text AND ${by('by', 'at')}
      AND e.facts->>'needs' = CASE WHEN r.needs_second THEN 'second-person' ELSE 'nothing-more' END`,
  ),
  {
    what: 'event-missing',
    sql: `SELECT 'recapture ' || r.id AS where FROM recapture r LEFT JOIN audit_event e ON e.id = r.in_force_event
           WHERE r.in_force_at IS NOT NULL AND NOT coalesce(${by('in_force_by', 'in_force_at')} AND CASE
             WHEN r.needs_second THEN e.type = 'recapture.approved' AND e.facts = jsonb_build_object(
               'item', r.item_id, 'recapture', r.id)
             ELSE r.in_force_event = r.event_id END, false)`,
  },
  {
    what: 'row-missing',
    sql: `SELECT 'event ' || e.id AS where FROM audit_event e WHERE e.type = 'recapture.approved'
           AND NOT EXISTS (SELECT FROM recapture r WHERE r.in_force_event = e.id)`,
  },
];
