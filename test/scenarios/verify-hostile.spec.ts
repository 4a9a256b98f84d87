import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyBundle } from '../../src/exports/verify/verify-bundle.js';
import type { Report } from '../../src/exports/verify/verify.types.js';
import { buildFixture, type Fixture, removeFixture } from '../support/bundle-fixture.js';

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
