import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { itemPath, numbered } from './paths.rules.js';
import type { BagWriter } from './write-bag.js';
import type { Listing } from './write-items.js';

const CHUNK_BYTES = 2_000_000;
/** A classic script, because fetch() and modules do not work from disk. */
const OPEN = '(window.__AKTA__ = window.__AKTA__ || []).push(';
const CLOSE = ');\n';

/**
 * `data/viewer/data-0001.js` holds `head` (all but the items), the others about 2 MB of items each: one item a line,
 * each line the very text of its file under data/items. Answers the paths in the order to load them.
 */
export async function writeViewerData(bag: BagWriter, head: object, listing: Listing): Promise<string[]> {
  const paths: string[] = [];
  const write = async (json: string): Promise<void> => {
    const path = `data/viewer/data-${numbered(paths.length + 1).slice(4)}.js`;
    await bag.write(path, `${OPEN}${json}${CLOSE}`);
    paths.push(path);
  };
  await write(JSON.stringify(head));
  let lines: string[] = [];
  let size = 0;
  for (const { no } of listing.items) {
    const line = await readFile(join(bag.folder, itemPath(no)), 'utf8');
    if (size > 0 && size + line.length > CHUNK_BYTES) {
      await write(`{"items":[\n${lines.join(',\n')}\n]}`);
      lines = [];
      size = 0;
    }
    lines.push(line);
    size += line.length;
  }
  if (lines.length > 0) await write(`{"items":[\n${lines.join(',\n')}\n]}`);
  return paths;
}

/** START-HERE.html at the top of the bag, and the viewer's two files. `assets` is the folder of the built viewer. */
export async function writeViewerFiles(
  bag: BagWriter,
  assets: string,
  filled: { readonly language: string; readonly plain: string; readonly scripts: readonly string[] },
): Promise<void> {
  const page = await readFile(join(assets, 'START-HERE.html'), 'utf8');
  const scripts = filled.scripts.map((path) => `<script src="${path}"></script>`).join('\n    ');
  await bag.write(
    'START-HERE.html',
    page
      .replace('<html lang="en">', `<html lang="${filled.language}">`)
      .replace('<!--akta:plain-pages-->', () => filled.plain)
      .replace('<!--akta:data-scripts-->', () => scripts),
  );
  for (const name of ['viewer.js', 'viewer.css'])
    await bag.write(`data/viewer/${name}`, await readFile(join(assets, name)));
}
