import { both, by, events, type OddEvents } from './event-row.rules.js';

/** Lists, their entries and their steps: each as its events tell it, and nothing gone that was not listed and approved. */
export const DISPOSITION_LISTS: readonly OddEvents[] = [
  ...both(
    { table: 'disposition_list', types: ['disposition.proposed'], fact: 'list' },
    `e.facts->>'body' = r.body_id::text AND ${by('proposed_by', 'proposed_at')}`,
  ),
  ...events(
    { table: 'disposition_step', type: 'disposition.stepped' },
    `jsonb_build_object('list', r.list_id, 'action', r.action, 'from', r.from_state, 'to', r.to_state)`,
  ),
  {
    what: 'event-missing',
    sql: `SELECT 'disposition_list ' || l.id AS where FROM disposition_list l
           WHERE l.state IS DISTINCT FROM coalesce(
             (SELECT s.to_state FROM disposition_step s WHERE s.list_id = l.id ORDER BY s.id DESC LIMIT 1), 'proposed')`,
  },
  {
    what: 'row-missing',
    sql: `SELECT 'event ' || e.id AS where FROM audit_event e
           WHERE e.type IN ('disposition.proposed', 'disposition.grew') AND (e.facts->>'items')::int <>
             (SELECT count(*) FROM disposition_entry n WHERE n.event_id = e.id AND n.list_id::text = e.facts->>'list')`,
  },
  {
    what: 'event-missing',
    sql: `SELECT 'disposition_entry ' || n.list_id || ' ' || n.item_id AS where FROM disposition_entry n
           WHERE NOT EXISTS (SELECT FROM audit_event e WHERE e.id = n.event_id
             AND e.type IN ('disposition.proposed', 'disposition.grew') AND e.facts->>'list' = n.list_id::text)
              OR NOT CASE
                WHEN n.state = 'listed' THEN true
                WHEN n.state = 'destroyed' THEN EXISTS (SELECT FROM disposition d JOIN disposition_item i
                  ON i.disposition_id = d.id WHERE d.id = n.disposition_id AND d.list_id = n.list_id AND i.item_id = n.item_id)
                WHEN n.state = 'excluded' THEN EXISTS (SELECT FROM disposition_step s WHERE s.id = n.step_id
                  AND s.list_id = n.list_id AND s.action = 'exclude' AND s.said::jsonb->'items' ? n.item_id::text)
                WHEN n.state = 'decided' THEN EXISTS (SELECT FROM item_appraisal a WHERE a.list_id = n.list_id
                  AND a.item_id = n.item_id AND a.step_id = n.step_id)
                WHEN n.why = 'copy-kept' THEN EXISTS (SELECT FROM disposition_step s WHERE s.id = n.step_id
                  AND s.list_id = n.list_id AND s.action = 'keep-copy')
                WHEN n.why = 'withdrawn' THEN EXISTS (SELECT FROM disposition_step s WHERE s.id = n.step_id
                  AND s.list_id = n.list_id AND s.action = 'withdraw')
                ELSE 1 = (SELECT count(*) FROM audit_event e WHERE e.facts ? 'item' AND e.facts->>'item' = n.item_id::text
                  AND e.type = 'disposition.kept' AND e.facts =
                  jsonb_build_object('list', n.list_id, 'item', n.item_id, 'why', n.why)) END`,
  },
  {
    what: 'row-missing',
    sql: `SELECT 'event ' || e.id AS where FROM audit_event e WHERE e.type = 'disposition.kept'
           AND NOT EXISTS (SELECT FROM disposition_entry n WHERE n.list_id::text = e.facts->>'list'
             AND n.item_id::text = e.facts->>'item' AND n.state = 'kept' AND n.why = e.facts->>'why')`,
  },
  {
    what: 'row-missing',
    sql: `SELECT 'disposition_item ' || i.item_id AS where FROM disposition_item i JOIN disposition d ON d.id = i.disposition_id
           WHERE d.list_id IS NOT NULL AND NOT EXISTS (SELECT FROM disposition_entry n WHERE n.list_id = d.list_id
             AND n.item_id = i.item_id AND n.state = 'destroyed' AND n.disposition_id = d.id)`,
  },
  {
    what: 'event-missing',
    sql: `SELECT 'disposition ' || d.id AS where FROM disposition d
           WHERE d.list_id IS NOT NULL AND NOT (
             EXISTS (SELECT FROM audit_event e WHERE e.id = d.event_id AND e.type = 'disposition.executed'
               AND e.facts->>'disposition' = d.id::text)
             AND EXISTS (SELECT FROM disposition_step a JOIN disposition_step v ON v.list_id = a.list_id AND v.action = 'review'
               JOIN disposition_list l ON l.id = a.list_id
               WHERE a.list_id = d.list_id AND a.action = 'approve' AND a.by NOT IN (v.by, l.proposed_by)))`,
  },
  {
    what: 'event-missing',
    sql: `SELECT 'disposition_consent ' || c.id AS where FROM disposition_consent c LEFT JOIN disposition_step s
             ON s.id = c.step_id AND s.list_id = c.list_id AND s.action = 'consent'
           WHERE s.said::jsonb->'consent' IS DISTINCT FROM jsonb_build_object('id', c.id, 'name', c.name, 'number', c.number,
             'givenOn', c.given_on, 'fileName', c.file_name, 'bytes', length(c.content),
             'sha256', encode(sha256(c.content), 'hex'))`,
  },
  ...both(
    { table: 'disposition_certificate', types: ['disposition.certified'], fact: 'certificate' },
    `e.facts->>'list' = r.list_id::text`,
  ),
];
