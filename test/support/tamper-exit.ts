import { hash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** One of the sealed objects in an exit export. */
export function objectOf(to: string): string {
  const under = join(to, 'data/sealed/objects/x');
  return join(
    under,
    readdirSync(under, { recursive: true, encoding: 'utf8' }).findLast((name) => name.length > 20) ?? '',
  );
}

/** One bit, in the middle. */
export function changeBit(path: string): void {
  const bytes = readFileSync(path);
  bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1);
  writeFileSync(path, bytes);
}

/** One more line in the list of files, and the list of lists made to fit. */
export function addToList(to: string, path: string): void {
  const manifest = join(to, 'manifest-sha256.txt');
  writeFileSync(manifest, `${readFileSync(manifest, 'utf8')}${'0'.repeat(64)}  ${path}\n`);
  sign(to);
}

export function putLink(to: string): void {
  cpSync(join(to, 'data/rows/item.jsonl'), join(to, 'elsewhere'));
  rmSync(join(to, 'data/rows/item.jsonl'));
  symlinkSync(join(to, 'elsewhere'), join(to, 'data/rows/item.jsonl'));
}

/** Everything made to fit again, as somebody with time would; answers the name of the object. */
export function tellOfObject(to: string, other: object): string {
  const path = join(to, 'data/sealed/objects.jsonl');
  const lines = readFileSync(path, 'utf8').trim().split('\n');
  const last = lines.length - 1;
  const told: { name: string } = JSON.parse(lines[last] ?? '{}');
  lines[last] = JSON.stringify({ ...told, ...other });
  writeFileSync(path, `${lines.join('\n')}\n`);
  const manifest = join(to, 'manifest-sha256.txt');
  const fitted = readFileSync(manifest, 'utf8').replace(
    /^[0-9a-f]{64}( {2}data\/sealed\/objects\.jsonl)$/m,
    `${hash('sha256', readFileSync(path))}$1`,
  );
  writeFileSync(manifest, fitted);
  sign(to);
  return told.name;
}

function sign(to: string): void {
  const path = join(to, 'tagmanifest-sha256.txt');
  const digest = hash('sha256', readFileSync(join(to, 'manifest-sha256.txt')));
  writeFileSync(path, readFileSync(path, 'utf8').replace(/^[0-9a-f]{64}( {2}manifest-sha256\.txt)$/m, `${digest}$1`));
}

/** As after a power cut: the end of the journal is not there. */
export function tearJournal(to: string): void {
  const path = join(to, 'exit-begun.txt');
  const text = readFileSync(path, 'utf8');
  const firstEnds = text.indexOf('\n') + 1;
  writeFileSync(path, text.slice(0, Math.max(firstEnds, text.length - 70)));
}
