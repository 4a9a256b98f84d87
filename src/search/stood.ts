import { RESTRICTED_SQL } from '../archive/index.js';

/** Where a search looks: at things as they stand, or as they stood over a log of so many entries. */
export interface Stood {
  /** Tables of the statement's own, to stand before its others. */
  readonly before: string;
  /** Rows of item_watch, as far as a search asks for them. */
  readonly items: string;
  /** Rows of snapshot_body. */
  readonly versions: string;
  /** Over rows `w` of items and `a` of account. */
  readonly restricted: string;
}

const NOW: Stood = { before: '', items: 'item_watch', versions: 'snapshot_body', restricted: RESTRICTED_SQL };

/** `at`: entries of the log; null as things stand now. */
export function stoodAt(at: number | null): Stood {
  if (at === null) return NOW;
  return {
    before: `standing AS NOT MATERIALIZED (${standingSql(at)}),
      version_then AS NOT MATERIALIZED (
        SELECT b.* FROM snapshot_body b JOIN standing s ON s.item_id = b.item_id AND b.number <= s.version),
      basis_then AS MATERIALIZED (
        SELECT e.account_id FROM audit_event e JOIN log_entry l ON l.event_id = e.id
         WHERE e.type = 'account.basis-stated' AND l.seq < ${at}),`,
    items: 'standing',
    versions: 'version_then',
    restricted: `(w.state = 'gone' AND a.id NOT IN (SELECT account_id FROM basis_then))`,
  };
}

/** One row for each item the log knew at that size and had not seen destroyed. */
export function standingSql(at: number): string {
  return `SELECT * FROM item_standing WHERE from_seq < ${at} AND (to_seq IS NULL OR to_seq >= ${at})`;
}
