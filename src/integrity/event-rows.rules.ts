/** Questions to the database whose every answer is a row that does not fit its event, or an event without its row. */
import { DISPOSITION_LISTS } from './disposition-rows.rules.js';
import { TRANSFERS } from './transfer-rows.rules.js';
import { at, both, by, events, type OddEvents } from './event-row.rules.js';
import { FIXITY } from './fixity-rows.rules.js';
import { SAMPLES } from './sample-rows.rules.js';
import { MARKS } from './mark-rows.rules.js';
import { ERASURES } from './erasure-rows.rules.js';
import { ODD_SCHEDULES } from './schedule-rows.rules.js';

const SNAPSHOTS = both(
  { table: 'snapshot', types: ['snapshot.stored'], fact: 'snapshot' },
  `e.account_id = r.account_id AND e.facts = jsonb_build_object('item', r.item_id, 'snapshot', r.id, 'number', r.number,
    'exchange', r.exchange_id, 'commit', encode(r.commit, 'hex'))`,
);

const FINDINGS = both(
  { table: 'finding', types: ['item.gone', 'item.restored', 'item.hidden', 'item.shown'], fact: 'finding' },
  `e.account_id = r.account_id AND e.facts->>'item' = r.item_id::text AND e.facts->>'finding' = r.id::text
    AND CASE r.kind
      WHEN 'gone' THEN e.type = 'item.gone' AND e.facts->>'certainty' = r.certainty AND e.facts->>'cause' = r.cause
        AND ${at('lastSeen')} = coalesce(r.last_seen, r.at) AND ${at('firstMissing')} = coalesce(r.first_missing, r.at)
      WHEN 'restored' THEN e.type = 'item.restored' AND r.certainty = 'confirmed' AND r.cause = 'unknown'
      ELSE e.type = 'item.' || r.kind AND r.kind IN ('hidden', 'shown') AND e.facts->>'by' = r.cause END`,
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
           WHERE NOT EXISTS (SELECT FROM audit_event e JOIN statement s ON s.event_id = e.id WHERE e.type = CASE WHEN a.settings ? 'awaits' THEN 'account.awaited' ELSE 'account.added' END
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

const KEY_FILES = both(
  { table: 'key_file', types: ['key-file.made'], fact: 'keyFile' },
  `e.facts = jsonb_build_object('keyFile', r.id, 'items', r.items, 'media', r.media, 'frames', r.frames,
    'above', r.above, 'parts', r.parts, 'bytes', r.bytes, 'commit', encode(r.digest, 'hex'))`,
);

const HANDOVERS = both(
  { table: 'log_handover', types: ['log.key-changed'], fact: 'handover' },
  `e.facts = jsonb_build_object('handover', r.id, 'entries', r.size,
    'from', encode(sha256(r.from_key), 'hex'), 'to', encode(sha256(r.to_key), 'hex'))`,
);

const CONFIRMATIONS = both(
  { table: 'clock_confirmation', types: ['clock.confirmed'], fact: 'confirmation' },
  `e.facts->>'confirmation' = r.id::text AND e.facts->>'rule' = r.rule AND e.actor = 'person:' || r.person_id`,
);

const CALENDAR_DAYS = both(
  { table: 'calendar_day', types: ['calendar.day-added', 'calendar.day-removed'], fact: 'day' },
  `e.facts->>'day' = r.id::text AND e.type = 'calendar.day-' || r.change`,
);
const HOLDS: readonly OddEvents[] = [
  ...both(
    { table: 'matter', types: ['matter.opened'], fact: 'matter' },
    `e.facts->>'body' = r.body_id::text AND ${by('opened_by', 'opened_at')}`,
  ),
  ...both(
    { table: 'hold', types: ['hold.placed'], fact: 'hold' },
    `e.facts->>'matter' = r.matter_id::text AND ${at('trigger')} = r.trigger_at AND ${by('placed_by', 'placed_at')}
      AND r.living = (r.scope->>'kind' = 'living') AND r.body_id = (SELECT m.body_id FROM matter m WHERE m.id = r.matter_id)`,
  ),
  ...both(
    { table: 'hold_release', types: ['hold.release-proposed'], fact: 'release' },
    `e.facts->>'hold' = r.hold_id::text AND ${by('proposed_by', 'proposed_at')}`,
  ),
  {
    what: 'event-missing',
    sql: `SELECT 'hold_release ' || r.id AS where FROM hold_release r LEFT JOIN audit_event e ON e.id = r.approved_event
           WHERE r.approved_at IS NOT NULL AND NOT coalesce(e.type = 'hold.released' AND e.facts =
             jsonb_build_object('hold', r.hold_id, 'release', r.id) AND ${by('approved_by', 'approved_at')}, false)`,
  },
  {
    what: 'row-missing',
    sql: `SELECT 'event ' || e.id AS where FROM audit_event e WHERE e.type = 'hold.released'
           AND NOT EXISTS (SELECT FROM hold_release r WHERE r.approved_event = e.id)`,
  },
  {
    what: 'row-missing',
    sql: `SELECT 'hold ' || h.id AS where FROM hold h
           WHERE (SELECT count(*) FROM hold_item i WHERE i.hold_id = h.id) <> (
             SELECT sum((e.facts->>'items')::int) FROM audit_event e
              WHERE e.type IN ('hold.placed', 'hold.grew') AND e.facts->>'hold' = h.id::text)`,
  },
];

const REQUESTS: readonly OddEvents[] = [
  ...both(
    { table: 'records_request', types: ['request.received'], fact: 'request' },
    `e.facts->>'body' = r.body_id::text AND e.facts->>'kind' = r.kind AND ${at('received')} = r.received_at
      AND ${by('opened_by', 'opened_at')}`,
  ),
  ...both(
    { table: 'frozen_set', types: ['request.frozen'], fact: 'set' },
    `e.facts->>'request' = r.request_id::text AND (e.facts->>'size')::bigint = r.log_size AND ${by('by', 'at')}
      AND (e.facts->>'items')::int = (SELECT count(*) FROM request_item i WHERE i.request_id = r.request_id)
      AND (e.facts->>'versions')::int = (SELECT coalesce(sum(i.versions), 0) FROM request_item i WHERE i.request_id = r.request_id)`,
  ),
  ...both(
    { table: 'redaction', types: ['item.redacted'], fact: 'redaction' },
    `e.facts->>'request' = r.request_id::text AND e.facts->>'item' = r.item_id::text AND ${by('by', 'at')}`,
  ),
  {
    what: 'event-missing',
    sql: `SELECT 'redaction ' || r.id AS where FROM redaction r LEFT JOIN audit_event e ON e.id = r.lifted_event
           WHERE r.lifted_at IS NOT NULL AND NOT coalesce(e.type = 'item.redaction-lifted' AND e.facts = jsonb_build_object(
             'request', r.request_id, 'item', r.item_id, 'redaction', r.id) AND ${by('lifted_by', 'lifted_at')}, false)`,
  },
  ...events(
    { table: 'request_step', type: 'request.stepped' },
    `jsonb_build_object('request', r.request_id, 'action', r.action, 'from', r.from_state, 'to', r.to_state)`,
  ),
  ...events(
    { table: 'review_decision', type: 'item.reviewed' },
    `jsonb_build_object('request', r.request_id, 'item', r.item_id, 'decision', r.decision, 'pass', r.pass, 'revision', r.revision)`,
  ),
  {
    what: 'event-missing',
    sql: `SELECT 'records_request ' || r.id AS where FROM records_request r
           WHERE r.state IS DISTINCT FROM (SELECT s.to_state FROM request_step s WHERE s.request_id = r.id ORDER BY s.id DESC LIMIT 1)
              OR r.due_on::text IS DISTINCT FROM (SELECT s.said->>'due' FROM request_step s
                WHERE s.request_id = r.id AND (s.said->'due') IS NOT NULL ORDER BY s.id DESC LIMIT 1)`,
  },
  {
    what: 'row-missing',
    sql: `SELECT 'event ' || e.id AS where FROM audit_event e WHERE e.type = 'request.closed' AND (
             SELECT s.said->'counts' FROM request_step s WHERE s.request_id::text = e.facts->>'request' AND s.action = 'close'
           )::jsonb IS DISTINCT FROM e.facts - 'request'`,
  },
];

const LETTERS: readonly OddEvents[] = [
  ...events(
    { table: 'letterhead', type: 'letterhead.set' },
    `jsonb_build_object('letterhead', r.id, 'body', r.body_id, 'language', r.language)`,
  ),
  ...both(
    { table: 'written_letter', types: ['letter.written', 'declaration.written'], fact: 'letter' },
    `e.facts - 'commit' = jsonb_build_object('letter', r.id, 'kind', r.kind) || CASE WHEN r.export_id IS NULL
       THEN jsonb_build_object('request', r.request_id) ELSE jsonb_build_object('export', r.export_id) END AND ${by('by', 'at')}`,
  ),
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
  ...DISPOSITION_LISTS,
  ...TRANSFERS,
  ...KEY_FILES,
  ...HANDOVERS,
  ...CONFIRMATIONS,
  ...CALENDAR_DAYS,
  ...HOLDS,
  ...ODD_SCHEDULES,
  ...SAMPLES,
  ...MARKS,
  ...FIXITY,
  ...REQUESTS,
  ...ERASURES,
  ...LETTERS,
  ...SEARCHES,
];

/** How many rows the questions are about. */
export const COUNTED = `SELECT (${[
  'snapshot',
  'finding',
  'exchange',
  'medium',
  'gap',
  'account',
  'item',
  'disposition',
  'disposition_list',
  'disposition_step',
  'disposition_certificate',
  'key_file',
  'clock_confirmation',
  'calendar_day',
  'matter',
  'hold',
  'hold_release',
]
  .map((table) => `(SELECT count(*) FROM ${table})`)
  .join(' + ')})::int AS things`;
