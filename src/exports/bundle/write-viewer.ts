import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { itemPath } from './paths.rules.js';
import type { BagWriter } from './write-bag.js';
import type { Listing } from './write-items.js';

const CHUNK_BYTES = 2_000_000;
/** A classic script, because fetch() and modules do not work from disk. */
const OPEN = '(window.__AKTA__ = window.__AKTA__ || []).push(';
const CLOSE = ');\n';

/**
 * `data/viewer/data-0002.js` and on: about 2 MB of items each, one item a line, each line the very text of its file
 * under data/items. `data-0001.js`, everything but the items, is written last, when all is counted.
 */
export async function writeViewerData(bag: BagWriter, listing: Listing): Promise<string[]> {
  const paths: string[] = [];
  let lines: string[] = [];
  let size = 0;
  const flush = async (): Promise<void> => {
    if (lines.length === 0) return;
    const path = chunkPath(paths.length + 2);
    await bag.write(path, `${OPEN}{"items":[\n${lines.join(',\n')}\n]}${CLOSE}`);
    paths.push(path);
    lines = [];
    size = 0;
  };
  for (const { no } of listing.items) {
    const line = (await bag.read(itemPath(no))).toString();
    if (size + line.length > CHUNK_BYTES) await flush();
    lines.push(line);
    size += line.length;
  }
  await flush();
  return paths;
}

function chunkPath(n: number): string {
  return `data/viewer/data-${String(n).padStart(4, '0')}.js`;
}

/** The first chunk, and START-HERE.html at the top of the bag. `assets` is the folder of the built viewer. */
export async function writeViewerFiles(
  bag: BagWriter,
  assets: string,
  filled: {
    readonly head: object;
    readonly language: string;
    readonly plain: string;
    readonly scripts: readonly string[];
  },
): Promise<void> {
  const first = chunkPath(1);
  await bag.write(first, `${OPEN}${JSON.stringify(filled.head)}${CLOSE}`);
  const page = await readFile(join(assets, 'START-HERE.html'), 'utf8');
  const scripts = [first, ...filled.scripts].map((path) => `<script src="${path}"></script>`).join('\n    ');
  await bag.write(
    'START-HERE.html',
    page
      .replace('<html lang="en">', `<html lang="${filled.language}">`)
      .replace('<!--akta:plain-pages-->', () => filled.plain)
      .replace('<!--akta:data-scripts-->', () => scripts),
  );
}
