import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyBundle } from '../../src/exports/verify/verify-bundle.js';
import { hasPython, verifyByPython } from '../support/verify-py.js';
import type { Report } from '../../src/exports/verify/verify.types.js';
import { buildFixture, type Fixture, removeFixture } from '../support/bundle-fixture.js';

const LISTED = Buffer.from('504b0102', 'hex');

describe('an archive made to deceive', () => {
  let fixture: Fixture;
  let folder: string;
  beforeAll(async () => {
    fixture = await buildFixture();
    folder = await mkdtemp(join(tmpdir(), 'akta-hostile-'));
  });
  afterAll(async () => {
    await removeFixture(fixture);
    await rm(folder, { recursive: true, force: true });
  });

  /** A name inside the archive overwritten, in both places it stands, by another of the same length. */
  async function renamed(from: string, to: string): Promise<Report> {
    const bytes = await readFile(fixture.zip);
    for (let at = bytes.indexOf(from); at >= 0; at = bytes.indexOf(from, at + 1)) bytes.write(to, at, 'latin1');
    const path = join(folder, 'renamed.zip');
    await writeFile(path, bytes);
    return verifyBundle({ path, language: 'en' });
  }

  /** The archive with one entry of its central directory (APPNOTE 4.3.12) changed; what both verifiers say of it. */
  async function relisted(file: string, change: (entry: Buffer, bytes: Buffer) => void): Promise<[Report, string]> {
    const bytes = await readFile(fixture.zip);
    change(listed(bytes, `${fixture.plan.name}/${file}`), bytes);
    const path = join(folder, 'relisted.zip');
    await writeFile(path, bytes);
    const report = await verifyBundle({ path, language: 'en' });
    if (!hasPython) return [report, ''];
    const { code, text } = await verifyByPython(path);
    expect(text).not.toContain('Traceback');
    return [report, `${code}: ${text}`];
  }

  function listed(bytes: Buffer, name: string): Buffer {
    for (let at = bytes.indexOf(LISTED); at >= 0; at = bytes.indexOf(LISTED, at + 1)) {
      const length = bytes.readUInt16LE(at + 28);
      if (bytes.toString('latin1', at + 46, at + 46 + length) === name) return bytes.subarray(at);
    }
    throw new Error(`${name} is not in the archive`);
  }

  it('that holds a link is wrong', async () => {
    const [report, second] = await relisted('bagit.txt', (entry) => entry.writeUInt32LE((0o120777 << 16) >>> 0, 38));
    expect(report).toMatchObject({ verdict: 'wrong', failures: [{ reason: 'link' }] });
    if (hasPython) expect(second).toMatch(/^1: .*bagit\.txt \(a link\)/);
  });

  it('in which one file lies within another is wrong', async () => {
    const [report, second] = await relisted('bagit.txt', (entry, bytes) => {
      const other = listed(bytes, `${fixture.plan.name}/bag-info.txt`);
      entry.writeUInt32LE(other.readUInt32LE(42) + 4, 42);
    });
    expect(report).toMatchObject({ verdict: 'wrong', failures: [{ reason: 'overlap' }] });
    if (hasPython) expect(second).toMatch(/^1: .*sharing its bytes/);
  });

  it('that would unpack to gigabytes is not unpacked, and nothing is said of it', async () => {
    const [report, second] = await relisted('data/index.csv', (entry) => entry.writeUInt32LE(0xfffffff0, 24));
    expect(report.verdict).toBe('could-not-look');
    if (hasPython) expect(second).toMatch(/^2: .*far more than any bundle/);
  });

  it.each([-7, 7])('that lies about the length of a file by %d is wrong, and the file is named', async (by) => {
    const [report, second] = await relisted('data/index.csv', (entry) =>
      entry.writeUInt32LE(entry.readUInt32LE(24) + by, 24),
    );
    expect(report).toMatchObject({ verdict: 'wrong', failures: [{ file: expect.stringContaining('data/index.csv') }] });
    if (hasPython) expect(second).toMatch(/^1: [\s\S]*data\/index\.csv/);
  });

  it('that is encrypted in part cannot be judged', async () => {
    const [report, second] = await relisted('data/index.csv', (entry) => {
      entry.writeUInt16LE(entry.readUInt16LE(8) | 1, 8);
    });
    expect(report.verdict).toBe('could-not-look');
    if (hasPython) expect(second).toMatch(/^2: /);
  });

  it('that holds two files of one name is wrong', async () => {
    const { name } = fixture.plan;
    const report = await renamed(`${name}/data/items/00000002.json`, `${name}/data/items/00000001.json`);
    expect(report).toMatchObject({ verdict: 'wrong', failures: [{ reason: 'twice' }] });
  });

  it('that climbs out of its folder or names a place on the disk is wrong', async () => {
    const { name } = fixture.plan;
    const from = `${name}/bagit.txt`;
    const climbing = await renamed(from, `../${'x'.repeat(from.length - 3)}`);
    expect(climbing).toMatchObject({ verdict: 'wrong', failures: [{ reason: 'path' }] });
    const absolute = await renamed(from, `/${'x'.repeat(from.length - 1)}`);
    expect(absolute).toMatchObject({ verdict: 'wrong', failures: [{ reason: 'path' }] });
  });

  it('that ends early, or is no archive, cannot be judged', async () => {
    const short = join(folder, 'short.zip');
    await writeFile(short, await readFile(fixture.zip));
    await truncate(short, 4_000);
    expect(await verifyBundle({ path: short, language: 'en' })).toMatchObject({
      verdict: 'could-not-look',
      sentence: expect.stringContaining('ends early'),
    });
    expect((await verifyBundle({ path: join(folder, 'none.zip'), language: 'pl' })).verdict).toBe('could-not-look');
  });
});
