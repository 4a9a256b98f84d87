import { hash } from 'node:crypto';
import { leafHash, verifyInclusion } from '../../audit/index.js';
import { numbered, PROOFS } from '../bundle/paths.rules.js';
import type { SignedLog } from './check-log.js';
import { readColumns, readEntry, readJson, type TlogProof } from './formats.rules.js';
import type { Inspection } from './inspection.js';
import { Proofs } from './read-proofs.js';
import { isFields } from './shape.rules.js';

/** An entry that stands in the signed log, and what of it the bundle opens. */
export interface CheckedRecord {
  readonly seq: number;
  readonly folder: string;
  readonly fields: Readonly<Record<string, string | number>>;
  /** The committed item.json; null where there is none or it is not what was recorded. */
  readonly committed: Readonly<Record<string, unknown>> | null;
  /** Part name → path in the bag; null where the record opens nothing. */
  readonly opened: ReadonlyMap<string, string> | null;
  /** Parts that are committed to and not opened. */
  readonly closed: readonly string[];
}

export type CheckedRecords = ReadonlyMap<number, CheckedRecord>;

const RECORDS = 'data/records/';

/** Every record: its entry is in the signed log at its place, and what it opens is what the entry committed to. */
export async function checkRecords(look: Inspection, log: SignedLog | null): Promise<CheckedRecords> {
  const records = new Map<number, CheckedRecord>();
  const proofs = await Proofs.in(look);
  for (const [folder, paths] of foldersOf(look)) {
    const entry = await checkEntry(look, folder, { log, proofs });
    if (!entry) continue;
    const seq = Number(entry['seq']);
    const parts = paths.includes(`${folder}/parts.txt`) ? await checkParts(look, folder, entry) : null;
    const { opened = null, closed = [] } = parts ?? {};
    refuseStray(look, { folder, paths, opened });
    const committed = opened && (await committedItem(look, opened));
    records.set(seq, { seq, folder, fields: entry, opened, closed, committed });
  }
  if (log) proofs.end();
  return records;
}

function foldersOf(look: Inspection): Map<string, string[]> {
  const folders = new Map<string, string[]>();
  for (const path of look.bagPaths(RECORDS)) {
    if (path === PROOFS) continue;
    const folder = path.split('/', 3).join('/');
    const list = folders.get(folder);
    if (list) list.push(path);
    else folders.set(folder, [path]);
  }
  return folders;
}

type Entry = Readonly<Record<string, string | number>>;

interface Proving {
  readonly log: SignedLog | null;
  readonly proofs: Proofs;
}

async function checkEntry(look: Inspection, folder: string, { log, proofs }: Proving): Promise<Entry | null> {
  const [file, proofFile] = [`${folder}/entry.json`, proofs.fileOf(folder)];
  for (const path of [file, proofFile]) if (!look.has(path)) look.fail(path, 'missing');
  if (!look.has(file)) return null;
  const line = await look.text(file);
  const entry = readEntry(line);
  const seq = Number(entry?.['seq']);
  if (folder !== `${RECORDS}${numbered(seq)}`) look.fail(file, 'format');
  if (log && look.sound(file) && look.sound(proofFile)) {
    const proof = await proofs.take(folder, seq, log.note);
    checkProof(look, log, { file, proofFile, line, seq, proof });
  }
  return look.sound(file) ? entry : null;
}

function checkProof(
  look: Inspection,
  { note, checkpoint }: SignedLog,
  placed: {
    readonly file: string;
    readonly proofFile: string;
    readonly line: string;
    readonly seq: number;
    readonly proof: TlogProof | null;
  },
): void {
  const { file, proofFile, line, seq, proof } = placed;
  if (!proof || proof.checkpoint !== note || proof.index !== seq) return look.fail(proofFile, 'proof');
  const { size, root } = checkpoint;
  if (verifyInclusion({ index: seq, size, leaf: leafHash(line), path: proof.path, root })) return;
  look.fail(file, 'entry', { against: proofFile });
}

interface CheckedParts {
  readonly opened: ReadonlyMap<string, string>;
  readonly closed: readonly string[];
}

/** parts.txt is what the entry committed to; each opened part with its salt gives its line. */
async function checkParts(look: Inspection, folder: string, entry: Entry): Promise<CheckedParts> {
  const [partsFile, saltsFile] = [`${folder}/parts.txt`, `${folder}/salts.txt`];
  const bytes = await look.read(partsFile);
  const at = String(entry['at']);
  if (hash('sha256', bytes) !== entry['commit']) look.fail(partsFile, 'commit', { at });
  const parts = columnsOf(look, partsFile, { text: bytes.toString('utf8'), columns: 2 });
  const salts = columnsOf(look, saltsFile, {
    text: look.has(saltsFile) ? await look.text(saltsFile) : null,
    columns: 3,
  });
  const digests = new Map(parts.map(([digest = '', name = '']) => [name, digest]));
  const opened = new Map(salts.map(([, name = '', path = '']) => [name, path]));
  const odd = [...opened.keys()].find((name) => !digests.has(name));
  if (odd !== undefined) look.fail(saltsFile, 'withheld', { against: odd });
  for (const [salt = '', name = '', path = ''] of salts) {
    if (look.has(path)) await checkPart(look, { name, path, salt, digest: digests.get(name), entry, saltsFile });
    else look.fail(path, 'missing', { at });
  }
  return { opened, closed: [...digests.keys()].filter((name) => !opened.has(name)) };
}

function columnsOf(
  look: Inspection,
  file: string,
  { text, columns }: { readonly text: string | null; readonly columns: 2 | 3 },
): string[][] {
  const rows = text === null ? null : readColumns(text, columns);
  if (!rows) look.fail(file, text === null ? 'missing' : 'format');
  return rows ?? [];
}

async function checkPart(
  look: Inspection,
  part: {
    readonly name: string;
    readonly path: string;
    readonly salt: string;
    readonly digest: string | undefined;
    readonly entry: Entry;
    readonly saltsFile: string;
  },
): Promise<void> {
  const { name, path, salt, digest, entry, saltsFile } = part;
  if (!look.sound(saltsFile) || !look.sound(saltsFile.replace('salts.txt', 'parts.txt'))) return;
  if ((await look.mac(path, Buffer.from(salt, 'hex'))) === digest) return;
  const reason = name === 'field:text' ? 'text' : 'part';
  look.sharpen(path, reason, { at: String(entry['at']) });
}

function refuseStray(
  look: Inspection,
  { folder, paths, opened }: { folder: string; paths: readonly string[]; opened: ReadonlyMap<string, string> | null },
): void {
  const own = new Set(['entry.json', 'proof.tlog-proof', 'parts.txt', 'salts.txt'].map((name) => `${folder}/${name}`));
  const named = new Set(opened?.values());
  for (const path of paths) if (!own.has(path) && !named.has(path)) look.fail(path, 'stray');
  if (!opened && paths.includes(`${folder}/salts.txt`)) look.fail(`${folder}/salts.txt`, 'stray');
}

async function committedItem(
  look: Inspection,
  opened: ReadonlyMap<string, string>,
): Promise<Readonly<Record<string, unknown>> | null> {
  const path = opened.get('item.json');
  if (path === undefined || !look.sound(path)) return null;
  const value = readJson(await look.text(path));
  return isFields(value) ? value : null;
}
