import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exchangeId } from '../../../web/fixtures/build-item.js';
import type { BundleData } from '../../../web/src/viewer/bundle-data.types.js';
import { townMap } from './picture.js';

const OPEN = '(window.__AKTA__ = window.__AKTA__ || []).push(';

/** A folder laid out as an unpacked bundle, as far as the viewer reads it. Answers the path of START-HERE.html. */
export function bundleFolder(built: string, bundle: BundleData): string {
  const folder = mkdtempSync(join(tmpdir(), 'akta bundle '));
  mkdirSync(join(folder, 'data/viewer'), { recursive: true });
  mkdirSync(join(folder, 'data/media'));
  writeFileSync(join(folder, 'data/media', `${exchangeId(1)}.png`), townMap());
  for (const name of ['viewer.js', 'viewer.css']) {
    cpSync(join(built, 'viewer', name), join(folder, 'data/viewer', name));
  }
  const { items, ...head } = bundle;
  writeFileSync(join(folder, 'data/viewer/data-0001.js'), `${OPEN}${JSON.stringify(head)});\n`);
  writeFileSync(join(folder, 'data/viewer/data-0002.js'), `${OPEN}${JSON.stringify({ items })});\n`);
  const scripts = ['data-0001', 'data-0002'].map((name) => `<script src="data/viewer/${name}.js"></script>`).join('');
  const page = readFileSync(join(built, 'viewer/START-HERE.html'), 'utf8')
    .replace('<!--akta:data-scripts-->', () => scripts)
    .replace('<!--akta:plain-pages-->', () => '<h1>Without script</h1><p>The same as plain pages.</p>');
  const start = join(folder, 'START-HERE.html');
  writeFileSync(start, page);
  return start;
}
