import { execFileSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { splitArchive } from '../../src/exports/bundle/split-archive.js';
import { partName } from '../../src/exports/bundle/split.rules.js';
import { LeakTest } from '../../src/exports/leak-test/leak-test.js';
import { OpenArchive } from '../../src/exports/read-archive.js';
import type { Report } from '../../src/exports/verify/verify.types.js';
import { verifyBundle } from '../../src/exports/verify/verify-bundle.js';
import { unpackBundle } from '../../lab/demo/make-bundles.js';
import { buildFixture, type Fixture, removeFixture } from '../support/bundle-fixture.js';
import { hasPython, verifyByPython } from '../support/verify-py.js';

const LIMIT = 25_000;

describe('a bundle in parts', () => {
  let fixture: Fixture;
  let folder: string;
  let parts: readonly { readonly name: string; readonly bytes: number }[];
  const inFolder = (no: number): string => join(folder, parts[no - 1]?.name ?? '');

  beforeEach(async () => {
    fixture = await buildFixture();
    folder = await mkdtemp(join(tmpdir(), 'akta-parts-'));
    const archive = join(folder, 'sealed.zip');
    await copyFile(fixture.zip, archive);
    parts = await splitArchive({ archive, name: fixture.plan.name, limit: LIMIT });
    await rm(archive);
  });

  afterEach(async () => {
    await removeFixture(fixture);
    await rm(folder, { recursive: true, force: true });
  });

  /** What both verifiers say, by the first word of the second. */
  async function said(path: string): Promise<{ report: Report; second: string }> {
    const pem = fixture.log.pem;
    const report = await verifyBundle({ path, key: { pem, name: 'log.pub.pem' }, language: 'en' });
    if (!hasPython) return { report, second: '' };
    const key = join(folder, 'log.pub.pem');
    await writeFile(key, pem);
    const { code, text } = await verifyByPython(path, ['--key', key]);
    expect(text).not.toContain('Traceback');
    return { report, second: `${code}: ${text}` };
  }

  it('is several archives none of which is larger than asked, unless a single file is', async () => {
    expect(parts.length).toBeGreaterThan(2);
    for (const { name, bytes } of parts) {
      expect((await stat(join(folder, name))).size).toBe(bytes);
      const archive = await OpenArchive.open(join(folder, name));
      expect(bytes <= LIMIT || archive.zip.entryCount === 1).toBe(true);
      archive.close();
      if (hasPython) execFileSync('python3', ['-m', 'zipfile', '-t', join(folder, name)]);
    }
  });

  it('unpacked into one place is the bundle, byte for byte, and its first part opens it', async () => {
    const target = join(folder, 'unpacked');
    await mkdir(target);
    for (const no of parts.keys()) await unpackBundle(inFolder(no + 1), target);
    const names = (await readdir(fixture.unpacked, { recursive: true, withFileTypes: true })).filter((one) => one.isFile()); // prettier-ignore
    expect(names.length).toBeGreaterThan(20);
    for (const { parentPath, name } of names) {
      const path = join(parentPath, name);
      const again = await readFile(join(target, path.slice(fixture.unpacked.length)));
      expect(again.equals(await readFile(path))).toBe(true);
    }
    const first = await OpenArchive.open(inFolder(1));
    const inFirst = [];
    for await (const { fileName } of first.entries()) inFirst.push(fileName);
    first.close();
    const { name } = fixture.plan;
    expect(inFirst).toEqual(expect.arrayContaining([`${name}/START-HERE.html`, `${name}.entry.json`]));
  });

  it('is authentic to both verifiers, whichever part they are given', async () => {
    for (const no of [1, parts.length]) {
      const { report, second } = await said(inFolder(no));
      expect([report.details, report.verdict]).toEqual([[], 'authentic']);
      if (hasPython) expect(second).toMatch(/^0: .*complete and unchanged/s);
    }
  });

  it('of which one is missing is not judged: it is named', async () => {
    const missing = inFolder(2);
    await rm(missing);
    const { report, second } = await said(inFolder(1));
    expect(report.verdict).toBe('could-not-look');
    expect(report.sentence).toContain(`the bundle is in parts and ${missing} is not beside the others`);
    if (hasPython) expect(second).toMatch(/^2: .*all parts have to stand in one folder/s);
    const looking = new LeakTest().run({ path: inFolder(1), withheld: [], language: 'en' });
    await expect(looking).rejects.toThrow(`The part ${missing} is not there.`);
  });

  it('of which one holds what another holds too is wrong', async () => {
    const bytes = await readFile(inFolder(1));
    await writeFile(inFolder(parts.length), bytes);
    const { report, second } = await said(inFolder(1));
    expect(report).toMatchObject({ verdict: 'wrong', failures: [{ reason: 'twice' }] });
    if (hasPython) expect(second).toMatch(/^1: /);
  });

  it('one of which was exchanged, or renamed to hide others, is wrong', async () => {
    await rename(inFolder(1), join(folder, partName(fixture.plan.name, 1, 2)));
    await rename(inFolder(2), join(folder, partName(fixture.plan.name, 2, 2)));
    const { report, second } = await said(join(folder, partName(fixture.plan.name, 1, 2)));
    expect(report.verdict).toBe('wrong');
    expect(report.details.join('\n')).toContain('is missing');
    if (hasPython) expect(second).toMatch(/^1: /);
  });

  it('is looked through as a whole for what must not leave', async () => {
    const archives = await Promise.all(parts.map((_, i) => OpenArchive.open(inFolder(i + 1))));
    const files = archives.reduce((sum, { zip }) => sum + zip.entryCount, 0);
    for (const archive of archives) archive.close();
    const withheld = [{ item: 1, kind: 'text', value: 'Map of Newford', before: '', after: '' }] as const;
    const report = await new LeakTest().run({ path: inFolder(parts.length), withheld, language: 'en' });
    expect(report).toMatchObject({ verdict: 'leaking', looked: { files } });
    expect(new Set(report.leaks.map(({ file }) => file)).size).toBeGreaterThan(3);
  });
});
