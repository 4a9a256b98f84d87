/** A sealed copy of tables: an index that names its parts, and parts, each sealed under the copy's own key. */
import { gunzipSync, gzipSync } from 'node:zlib';
import { COPY_ABOUT } from '../../archive/key-file.rules.js';
import { derive, seal, unseal } from '../../archive/keys.rules.js';
import type { CopyKind } from './tables.rules.js';

/** Times RFC 3339 UTC. */
export interface CopyIndex {
  readonly kind: CopyKind;
  readonly id: string;
  readonly madeAt: string;
  readonly origin: string;
  /** Of the log's key. */
  readonly fingerprint: string;
  /** Names of the migrations that made the schema, in order. */
  readonly schema: readonly string[];
  readonly log: { readonly size: number; /** Lower-case hex. */ readonly root: string };
  readonly rows: number;
  readonly parts: readonly CopyPart[];
}

export interface CopyPart {
  /** Of the file or the object. */
  readonly name: string;
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: number;
  readonly bytes: number;
  /** SHA-256 of the part as it is stored, lower-case hex. */
  readonly digest: string;
  /** Its rows are each sealed under the key of their item. */
  readonly sealed: boolean;
}

const INDEX_ABOUT = 'table-copy|index';
/** What one part may grow to when it is opened: a part is begun anew long before. */
const MAX_PART_BYTES = 256 * 1024 * 1024;

/** Length of the wrapped key (2 bytes) ‖ wrapped key ‖ the index, deflated and sealed under that key. */
export function sealCopyIndex(index: CopyIndex, own: { readonly key: Buffer; readonly wrapped: Buffer }): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(own.wrapped.length);
  return Buffer.concat([length, own.wrapped, seal(own.key, gzipSync(JSON.stringify(index)), INDEX_ABOUT)]);
}

/** Throws when one bit of it is not what was sealed. */
export function openCopyIndex(object: Buffer, key: Buffer): CopyIndex {
  const sealed = object.subarray(2 + object.readUInt16BE(0));
  const text = gunzipSync(unseal(key, sealed, INDEX_ABOUT), { maxOutputLength: MAX_PART_BYTES }).toString('utf8');
  const index: CopyIndex = JSON.parse(text);
  return index;
}

/** `place`: which part it is, so that two parts cannot be exchanged. */
export function sealCopyPart(rows: Buffer, of: { id: string; place: number; key: Buffer }): Buffer {
  return seal(of.key, gzipSync(rows, { level: 6 }), `${COPY_ABOUT}|${of.id}|${of.place}`);
}

/** Throws when one bit of it is not what was sealed. */
export function openCopyPart(part: Buffer, of: { id: string; place: number; key: Buffer }): Buffer {
  const plain = unseal(of.key, part, `${COPY_ABOUT}|${of.id}|${of.place}`);
  return gunzipSync(plain, { maxOutputLength: MAX_PART_BYTES });
}

/** A row of what people wrote, as a line: the item, and the row's text sealed under the item's key. */
export function sealRow(
  row: { readonly item: string; readonly text: string; readonly key: Buffer },
  table: string,
): string {
  const sealed = seal(derive(row.key, 'akta/backup/1'), Buffer.from(row.text), `${table}|${row.item}`);
  return `${row.item}\t${sealed.toString('base64')}\n`;
}

/** Throws when the key is not the item's or a bit was changed. */
export function openRow(sealed: Buffer, { item, key, table }: { item: string; key: Buffer; table: string }): string {
  return unseal(derive(key, 'akta/backup/1'), sealed, `${table}|${item}`).toString('utf8');
}

/** The rows of a sealed part. */
export function sealedRows(part: Buffer): { item: string; sealed: Buffer }[] {
  return part
    .toString('latin1')
    .split('\n')
    .flatMap((line) => {
      const [item, sealed] = line.split('\t');
      return item === undefined || sealed === undefined ? [] : [{ item, sealed: Buffer.from(sealed, 'base64') }];
    });
}

/** How many whole rows stand in text that COPY wrote: it writes a line end nowhere else. */
export function countRows(text: Buffer): number {
  let rows = 0;
  for (let at = text.indexOf(10); at !== -1; at = text.indexOf(10, at + 1)) rows += 1;
  return rows;
}
