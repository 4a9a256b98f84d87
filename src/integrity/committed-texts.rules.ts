/** Texts of rows that an event commits to: `id` of the row, its text and salt, the event's facts. */
export const COMMITTED: readonly { readonly table: string; readonly sql: string }[] = [
  {
    table: 'hold',
    sql: `SELECT r.id, r.scope::text AS text, r.scope_salt AS salt, e.facts
            FROM hold r LEFT JOIN audit_event e ON e.id = r.event_id WHERE r.id > $1 ORDER BY r.id LIMIT $2`,
  },
  {
    table: 'request_letter',
    sql: `SELECT r.request_id AS id, r.letter::text AS text, r.salt, e.facts FROM request_letter r
            JOIN records_request q ON q.id = r.request_id LEFT JOIN audit_event e ON e.id = q.event_id
           WHERE r.request_id > $1 ORDER BY r.request_id LIMIT $2`,
  },
  ...['request_step', 'review_decision', 'redaction', 'letterhead', 'erasure_decision', 'recapture'].map((table) =>
    committed(table, 'said'),
  ),
  {
    table: 'restriction',
    sql: `SELECT r.id, coalesce(r.places::text, 'null') AS text, r.salt, e.facts
            FROM restriction r LEFT JOIN audit_event e ON e.id = r.event_id WHERE r.id > $1 ORDER BY r.id LIMIT $2`,
  },
  {
    table: 'fixity_fault',
    sql: `SELECT r.id, r.said AS text, r.salt, e.facts FROM fixity_fault r LEFT JOIN audit_event e ON e.id = r.look_event
           WHERE r.said IS NOT NULL AND r.id > $1 ORDER BY r.id LIMIT $2`,
  },
  committed('disposition_list', 'about'),
  committed('disposition_step', 'said'),
  committed('disposition_certificate', 'certificate'),
  committed('frozen_set', 'certificate'),
  committed('written_letter', 'letter'),
  committed('audit_sample', 'said'),
];

function committed(table: string, column: string): { readonly table: string; readonly sql: string } {
  return {
    table,
    sql: `SELECT r.id, r.${column}::text AS text, r.salt, e.facts
            FROM ${table} r LEFT JOIN audit_event e ON e.id = r.event_id WHERE r.id > $1 ORDER BY r.id LIMIT $2`,
  };
}
