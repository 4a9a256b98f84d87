import type { OddEvents } from './event-row.rules.js';

/** What the state archive said, item by item; what was handed over; and nothing gone by a transfer nobody receipted. */
export const TRANSFERS: readonly OddEvents[] = [
  {
    what: 'event-missing',
    sql: `SELECT 'item_appraisal ' || r.id AS where FROM item_appraisal r LEFT JOIN audit_event e ON e.id = r.event_id
             LEFT JOIN disposition_step s ON s.id = r.step_id
           WHERE NOT coalesce(e.type = 'item.appraised' AND s.action = 'decide' AND s.list_id = r.list_id
             AND e.facts - 'from' = jsonb_build_object('list', r.list_id, 'item', r.item_id, 'decision', r.decision)
             AND left(e.facts->>'from', 10) = r.from_day::text
             AND s.said::jsonb->'decision'->>'is' = r.decision AND s.said::jsonb->'decision'->>'from' = r.from_day::text, false)`,
  },
  {
    what: 'row-missing',
    sql: `SELECT 'event ' || e.id AS where FROM audit_event e WHERE e.type = 'item.appraised'
           AND NOT EXISTS (SELECT FROM item_appraisal r WHERE r.event_id = e.id)`,
  },
  {
    what: 'event-missing',
    sql: `SELECT 'transfer_receipt ' || r.id AS where FROM transfer_receipt r LEFT JOIN disposition_step s
             ON s.id = r.step_id AND s.list_id = r.list_id AND s.action = 'confirm-receipt'
           WHERE s.said::jsonb->'receipt' IS DISTINCT FROM jsonb_build_object('id', r.id, 'package', r.package_id,
             'archive', r.archive, 'accession', r.accession, 'receivedOn', r.received_on, 'fileName', r.file_name,
             'bytes', length(r.content), 'sha256', encode(sha256(r.content), 'hex'))
              OR s.by IN (SELECT h.by FROM disposition_step h WHERE h.list_id = r.list_id AND h.action = 'hand-over')`,
  },
  {
    what: 'event-missing',
    sql: `SELECT 'transfer_item ' || t.event_id || ' ' || t.item_id AS where FROM transfer_item t
           WHERE NOT EXISTS (SELECT FROM audit_event e WHERE e.id = t.event_id AND e.type = 'transfer.built'
             AND e.facts->>'package' = t.package_id::text)`,
  },
  {
    what: 'row-missing',
    sql: `SELECT 'event ' || e.id AS where FROM audit_event e WHERE e.type = 'transfer.built'
           AND (e.facts->>'items')::int <> (SELECT count(*) FROM transfer_item t WHERE t.event_id = e.id)`,
  },
  {
    what: 'event-missing',
    sql: `SELECT 'disposition ' || d.id AS where FROM disposition d JOIN disposition_list l ON l.id = d.list_id
           WHERE l.action = 'review' OR l.action = 'transfer' AND NOT EXISTS (
             SELECT FROM transfer_receipt r JOIN transfer_package p ON p.id = r.package_id
               JOIN audit_event e ON e.id = p.built_event AND e.type = 'transfer.built'
              WHERE r.list_id = l.id AND NOT EXISTS (SELECT FROM disposition_item i WHERE i.disposition_id = d.id
                AND NOT EXISTS (SELECT FROM transfer_item t WHERE t.event_id = p.built_event AND t.item_id = i.item_id)))`,
  },
];
