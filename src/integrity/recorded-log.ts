import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { bundleOf, COSIGNATURE_COPY, ENTRIES_A_BUNDLE, readBundleName, STAMP_COPY } from '../archive/index.js';
import { Log } from '../audit/index.js';

/** SQL: a name that is no name of an object, as the mirror files it. */
const hashed = (name: string): string => `left(encode(sha256(convert_to(${name}, 'UTF8')), 'hex'), 16)`;

/** SQL: the name of everything of the log that is to be in the object store, and whether it was put there. */
export const NAMES_OF_LOG = `
  SELECT 'log/tile/' || level || '/' || n AS name, mirrored FROM log_tile
   UNION ALL SELECT 'log/checkpoint/' || size, mirrored FROM checkpoint
   UNION ALL SELECT 'log/entries/' || n, mirrored FROM log_tile WHERE level = 0 AND length(data) = 8192
   UNION ALL SELECT 'log/entries/' || size / 256 || '-' || size % 256, mirrored FROM checkpoint WHERE size % 256 > 0
   UNION ALL SELECT 'log/' || kind || '/' || size || '/' || ${hashed('name')}, mirrored FROM mark_request
   UNION ALL SELECT 'log/handover/' || h.size, EXISTS (SELECT FROM checkpoint c WHERE c.size > h.size AND c.mirrored) FROM log_handover h`;

/** What the database holds under a name of the mirror; `$1` and `$2` are the parts of the name behind its kind. */
const RECORDED: Readonly<Record<string, string>> = {
  tile: `SELECT data FROM log_tile WHERE level::text = $1 AND n::text = $2`,
  checkpoint: `SELECT convert_to(note, 'UTF8') AS data FROM checkpoint WHERE size::text = $1 AND $2 = ''`,
  handover: `SELECT convert_to(note, 'UTF8') AS data FROM log_handover WHERE size::text = $1 AND $2 = ''`,
  stamp: `SELECT ${STAMP_COPY} AS data FROM checkpoint_stamp s WHERE size::text = $1 AND ${hashed('authority')} = $2`,
  cosignature: `SELECT ${COSIGNATURE_COPY} AS data FROM checkpoint_cosignature c WHERE size::text = $1 AND ${hashed('witness')} = $2`,
};
const NOTHING = `SELECT NULL AS data WHERE $1 = $2`;

/** What the copy of the log in the object store must be, byte for byte. */
@Injectable()
export class RecordedLog {
  constructor(
    private readonly database: DataSource,
    private readonly log: Log,
  ) {}

  /** Null where the database knows nothing of that name. */
  async of(name: string): Promise<Buffer | null> {
    const bundle = readBundleName(name);
    if (bundle) {
      const entries = await this.log.entriesAfter(bundle.n * ENTRIES_A_BUNDLE - 1, bundle.width);
      return bundleOf(entries.map(({ line }) => line));
    }
    const [, kind = '', first = '', second = ''] = name.split('/');
    const [row] = await this.database.query(RECORDED[kind] ?? NOTHING, [first, second]);
    return row?.data ?? null;
  }
}
