/**
 * Tables that may be written without an event: they say where the work stands, never what is true, owed or allowed.
 * Every other table carries a trigger that refuses a write outside AuditTrail.write; a test compares the two lists with
 * the database.
 */
export const BOOKKEEPING = [
  'migrations',
  'audit_pending',
  'log_entry',
  'log_tile',
  'log_head',
  'log_account',
  'checkpoint',
  'follower',
  'sign_in_try',
  'session_seen',
  'given_answer',
  'kek',
  'body_secret',
  'recent_exchange',
  'item_watch',
  'item_count',
  'item_standing',
  'capture_loop',
  'capture',
  'export_job',
  'daily_work',
  'request_reminder',
  'request_notice',
  'item_schedule',
  'schedule_pending',
  'schedule_round',
  'schedule_count',
  'disposition_work',
  'hold_notice_post',
] as const;
