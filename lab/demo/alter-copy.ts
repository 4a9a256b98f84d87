import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { manifestText, PAYLOAD_MANIFEST, readManifest, TAG_MANIFEST } from '../../src/exports/bundle/bagit.rules.js';
import { unpackBundle } from './make-bundles.js';
import { zipFolder } from './zip-folder.js';

const BEFORE = 'While others talk, I carry sandbags.';
const AFTER = 'While others talk, I carry handbags.';

/** What a forger does: one letter in the mayor's post, wherever it stands, and every checksum made to fit again. */
export async function alterCopy(bundle: string, folder: string): Promise<string> {
  const name = basename(bundle, '.zip');
  const unpacked = join(folder, 'altered');
  await unpackBundle(bundle, unpacked);
  const bag = join(unpacked, name);
  const parts = (await readdir(join(bag, 'data', 'records'), { recursive: true })).filter((path) =>
    path.includes('parts'),
  );
  for (const path of parts) {
    const file = join(bag, 'data', 'records', path);
    const text = await readFile(file, 'latin1').catch(() => '');
    if (text.includes(BEFORE) && basename(file) !== 'item.json')
      await writeFile(file, text.replace(BEFORE, AFTER), 'latin1');
  }
  for (const manifest of [PAYLOAD_MANIFEST, TAG_MANIFEST]) await renew(bag, manifest);
  const copy = join(folder, `${name}-altered.zip`);
  await zipFolder(unpacked, copy);
  return copy;
}

async function renew(bag: string, manifest: string): Promise<void> {
  const listed = readManifest(await readFile(join(bag, manifest), 'utf8')) ?? new Map<string, string>();
  const files = [];
  for (const path of listed.keys()) {
    const bytes = await readFile(join(bag, path));
    files.push({ path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
  }
  await writeFile(join(bag, manifest), manifestText(files));
}
