import { barredSql, closedMessageSql, partlyBarredSql, RESTRICTED_SQL } from '../archive/index.js';

/** Where a search looks: at things as they stand, or as they stood over a log of so many entries. */
export interface Stood {
  /** Tables of the statement's own, to stand before its others. */
  readonly before: string;
  /** Rows of item_watch, as far as a search asks for them. */
  readonly items: string;
  /** Rows of snapshot_words. */
  readonly versions: string;
  /** Over rows `w` of items and `a` of account. */
  readonly restricted: string;
  /** Over the id of an item: whether it is a direct message that is closed. */
  readonly closed: (item: string) => string;
  /** Over the id of an item: what decisions have restricted whole. Null where nothing is, or the reader may see it. */
  readonly barred: ((item: string) => string) | null;
}

/** `at`: entries of the log; null as things stand now. `closed`: what decisions have restricted is not looked through. */
export function stoodAt(at: number | null, { closed = false }: { readonly closed?: boolean } = {}): Stood {
  const stood = at === null ? NOW : then(at);
  if (!closed) return stood;
  return {
    ...stood,
    before: `${stood.before} version_open AS NOT MATERIALIZED (${openSql(stood.versions)}),`,
    versions: 'version_open',
    barred: barredSql,
  };
}

const NOW: Stood = {
  before: '',
  items: 'item_watch',
  versions: 'snapshot_words',
  restricted: RESTRICTED_SQL,
  closed: (item) => closedMessageSql(item),
  barred: null,
};

function then(at: number): Stood {
  return {
    before: `standing AS NOT MATERIALIZED (${standingSql(at)}),
      version_then AS NOT MATERIALIZED (
        SELECT b.* FROM snapshot_words b JOIN standing s ON s.item_id = b.item_id AND b.number <= s.version),
      basis_then AS MATERIALIZED (
        SELECT e.account_id FROM audit_event e JOIN log_entry l ON l.event_id = e.id
         WHERE e.type = 'account.basis-stated' AND l.seq < ${at}),`,
    items: 'standing',
    versions: 'version_then',
    restricted: `((w.state = 'gone' AND a.id NOT IN (SELECT account_id FROM basis_then)) OR ${closedMessageSql('w.item_id', at)})`,
    closed: (item) => closedMessageSql(item, at),
    barred: null,
  };
}

/** Versions as they read to everybody: where places in them are restricted, by the words that are left. */
function openSql(versions: string): string {
  return `SELECT b.item_id, b.number, b.words FROM ${versions} b WHERE NOT ${partlyBarredSql('b.item_id')}
    UNION ALL SELECT b.item_id, b.number, o.words FROM open_words o
      JOIN ${versions} b ON b.item_id = o.item_id AND b.snapshot_id = o.snapshot_id`;
}

/** One row for each item the log knew at that size and had not seen destroyed. */
export function standingSql(at: number): string {
  return `SELECT * FROM item_standing WHERE from_seq < ${at} AND (to_seq IS NULL OR to_seq >= ${at})`;
}
