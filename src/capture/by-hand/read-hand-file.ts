import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { openPromise } from 'yauzl';
import { Refusal } from '../../platform/index.js';
import type { FileFacts } from './custody-form.rules.js';
import type { HandFile } from './hand.types.js';

/** As media of a platform. */
export const MOST_HAND_BYTES = 5 * 1024 ** 3;

/** What a file is, by its first bytes: its name is the person's. */
const TYPES: readonly (readonly [head: string, at: number, mime: string])[] = [
  ['89504e470d0a1a0a', 0, 'image/png'],
  ['ffd8ff', 0, 'image/jpeg'],
  ['47494638', 0, 'image/gif'],
  ['57454250', 8, 'image/webp'],
  ['255044462d', 0, 'application/pdf'],
  ['66747970', 4, 'video/mp4'],
  ['1a45dfa3', 0, 'video/webm'],
  ['504b0304', 0, 'application/zip'],
];
const UNKNOWN = 'application/octet-stream';

/** @throws {Refusal} where it is no file that can be kept, or a web archive that is none */
export async function readHandFile({ path, name, role }: HandFile): Promise<FileFacts> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new Refusal('not-found', `The file ${name} cannot be read. Name another.`, {}, { cause });
  });
  if (!found.isFile() || found.size === 0)
    throw new Refusal('invalid-input', `${name} is empty, or no file. Name another.`);
  if (found.size > MOST_HAND_BYTES) throw new Refusal('too-large', `${name} is larger than 5 GiB.`);
  const mime = await typeOf(path);
  if (role === 'screenshot' && !mime.startsWith('image/') && mime !== 'application/pdf')
    throw new Refusal('invalid-input', `${name} is no picture. Hand it in as a file instead.`);
  if (role === 'web-archive') await refuseNoWacz(path, name);
  const digest = createHash('sha256');
  for await (const piece of createReadStream(path)) digest.update(piece);
  return {
    name,
    role,
    mime: role === 'web-archive' ? 'application/wacz' : mime,
    bytes: found.size,
    sha256: digest.digest('hex'),
  };
}

async function typeOf(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(32), 0, 32, 0);
    const head = buffer.subarray(0, bytesRead);
    const known = TYPES.find(([hex, at]) => head.subarray(at, at + hex.length / 2).toString('hex') === hex);
    return known?.[2] ?? UNKNOWN;
  } finally {
    await file.close();
  }
}

/**
 * WACZ 1.1.1: a ZIP with a `datapackage.json` and at least one WARC under `archive/`. That its parts are there is all
 * that is looked at; what is in it is the person's word like every file handed in.
 */
async function refuseNoWacz(path: string, name: string): Promise<void> {
  const names = new Set<string>();
  try {
    const zip = await openPromise(path, { lazyEntries: true, strictFileNames: true });
    try {
      for await (const { fileName } of zip.eachEntry()) names.add(fileName);
    } finally {
      zip.close();
    }
  } catch (cause) {
    throw new Refusal('invalid-input', `${name} is no web archive: it is no whole ZIP.`, {}, { cause });
  }
  const hasWarc = [...names].some((one) => /^archive\/.+\.warc(?:\.gz)?$/.test(one));
  if (!names.has('datapackage.json') || !hasWarc)
    throw new Refusal('invalid-input', `${name} is no web archive (WACZ): its description or its records are missing.`);
}
