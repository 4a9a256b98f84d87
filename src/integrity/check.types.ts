import type { DataSource } from 'typeorm';
import { isDamage } from '../archive/index.js';
import { describe } from '../platform/index.js';
import type { Wrong } from './integrity.sentences.js';

export type CheckName =
  | 'objects-present'
  | 'objects-open'
  | 'snapshots-commit'
  | 'keys-unwrap'
  | 'key-file-fresh'
  | 'key-files-open'
  | 'locks-hold'
  | 'holds-mirrored'
  | 'versions-gapless'
  | 'account-seq-gapless'
  | 'log-matches-tiles'
  | 'log-mirrored'
  | 'events-match-rows'
  | 'no-stray-object'
  | 'findings-have-grounds'
  | 'index-agrees';

/** What was looked at: it fits, it is wrong, or it could not be looked at. The three are never confused. */
export type CheckResult =
  | { readonly is: 'fits'; readonly things: number }
  | { readonly is: 'wrong'; readonly what: Wrong; readonly where: string }
  | { readonly is: 'could-not-look'; readonly where: string; readonly because: string };

/**
 * One promise of the archive, looked at wherever it is made. A check reads and never mends. It may run while captures
 * do: whatever it compares was committed together.
 */
export interface IntegrityCheck {
  readonly name: CheckName;
  run(signal: AbortSignal): AsyncIterable<CheckResult>;
}

export function wrong(what: Wrong, where: string): CheckResult {
  return { is: 'wrong', what, where };
}

export function fits(things: number): CheckResult {
  return { is: 'fits', things };
}

/** A failed look: damage where evidence refused to open, ignorance where something else stood in the way. */
export function failed(error: unknown, what: Wrong, where: string): CheckResult {
  if (isDamage(error)) return wrong(what, where);
  return { is: 'could-not-look', where, because: String(describe(error)['message'] ?? error) };
}

const FIRST = '00000000-0000-0000-0000-000000000000';

/** Rows in the order of `id`, some at a time: `sql` takes those after `$1`, at most `$2`. Ends early when told to stop. */
export async function* walk<Row extends { readonly id: string }>(
  database: DataSource,
  sql: string,
  signal: AbortSignal,
): AsyncGenerator<Row[]> {
  for (let after = FIRST; !signal.aborted;) {
    const rows: Row[] = await database.query(sql, [after, 200]);
    const last = rows.at(-1);
    if (!last) return;
    yield rows;
    after = last.id;
  }
}
