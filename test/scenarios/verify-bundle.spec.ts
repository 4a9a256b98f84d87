import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Report } from '../../src/exports/verify/verify.types.js';
import { verifyBundle } from '../../src/exports/verify/verify-bundle.js';
import {
  buildFixture,
  type Fixture,
  packAgain,
  recomputeManifests,
  removeFixture,
  STORY,
} from '../support/bundle-fixture.js';
import { hasPython, verifyByPython } from '../support/verify-py.js';

const withPython = hasPython ? it : it.skip;

function look(path: string, pem?: string): Promise<Report> {
  return verifyBundle({ path, language: 'en', key: pem === undefined ? undefined : { pem, name: 'log.pub.pem' } });
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted();
}

describe('a bundle nobody touched', () => {
  let fixture: Fixture;
  let key: string;
  beforeAll(async () => {
    fixture = await buildFixture({ languages: ['en', 'pl'] });
    key = join(fixture.folder, 'log.pub.pem');
    await writeFile(key, fixture.log.pem);
  });
  afterAll(() => removeFixture(fixture));

  it('is authentic to who names its key', async () => {
    const report = await look(fixture.zip, fixture.log.pem);
    expect(report.details).toEqual([]);
    expect(report.verdict).toBe('authentic');
    const { files, versions, items } = report.counts;
    expect(report.sentence).toBe(
      `This bundle is complete and unchanged: ${files} files, ${versions} versions of ${items} items match the log that City of Newford signed on 21 May 2026, 10:02 (UTC−05:00). The signing key is the one you named.`,
    );
  });

  it('is only consistent to who names none, in both languages', async () => {
    const report = await look(fixture.zip);
    expect(report.verdict).toBe('consistent');
    expect(report.sentence).toContain('you have not said whose key to trust');
    const polish = await verifyBundle({ path: fixture.zip, language: 'pl' });
    expect(polish.sentence).toContain('nie wskazano, czyjemu kluczowi ufać');
  });

  it('is wrong to who names another key', async () => {
    const stranger = await buildFixture();
    const report = await look(fixture.zip, stranger.log.pem);
    await removeFixture(stranger);
    expect(report.verdict).toBe('wrong');
    expect(report.failures.map(({ file, reason }) => `${file} ${reason}`)).toEqual(['data/log/log.pub.pem key']);
  });

  it('cannot be judged with a key file that holds no key', async () => {
    expect((await look(fixture.zip, 'nonsense')).verdict).toBe('could-not-look');
  });

  withPython('gets the same verdicts from the second verifier', async () => {
    expect(await verifyByPython(fixture.zip, ['--key', key])).toMatchObject({
      code: 0,
      text: expect.stringContaining('complete and unchanged'),
    });
    expect(await verifyByPython(fixture.zip)).toMatchObject({
      code: 0,
      text: expect.stringContaining('whose key to trust'),
    });
    const stranger = await buildFixture();
    const other = join(stranger.folder, 'k.pem');
    await writeFile(other, stranger.log.pem);
    expect(await verifyByPython(fixture.zip, ['--key', other])).toMatchObject({ code: 1 });
    await removeFixture(stranger);
  });
});

describe('one byte changed in any file', () => {
  let fixture: Fixture;
  beforeAll(async () => {
    fixture = await buildFixture({ story: STORY.slice(0, 2) });
  });
  afterAll(() => removeFixture(fixture));

  /** Runs `judge` on a copy with the middle byte of each file changed, and again with the bag's manifests made anew. */
  async function eachFlip(judge: (zip: string, file: string) => Promise<string | null>): Promise<string[]> {
    const missed: string[] = [];
    const { name } = fixture.plan;
    const manifests = ['manifest-sha256.txt', 'tagmanifest-sha256.txt'].map((file) =>
      join(fixture.unpacked, name, file),
    );
    const kept = await Promise.all(manifests.map((file) => readFile(file)));
    for (const path of await filesBelow(fixture.unpacked)) {
      const place = join(fixture.unpacked, path);
      const original = await readFile(place);
      const changed = Buffer.from(original);
      const middle = Math.floor(changed.length / 2);
      changed[middle] = (changed[middle] ?? 0) ^ 1;
      const named = path.startsWith(`${name}/`) ? path.slice(name.length + 1) : path;
      for (const covered of [false, true]) {
        if (covered && manifests.includes(place)) continue;
        await writeFile(place, changed);
        if (covered) await recomputeManifests(fixture);
        const fault = await judge(await packAgain(fixture, 'altered.zip'), named);
        if (fault !== null) missed.push(`${named}${covered ? ' (manifests recomputed)' : ''}: ${fault}`);
        await writeFile(place, original);
        for (const [i, file] of manifests.entries()) await writeFile(file, kept[i] ?? '');
      }
    }
    return missed;
  }

  it('is found and named, also when the manifests are recomputed', async () => {
    const missed = await eachFlip(async (zip, file) => {
      const report = await look(zip, fixture.log.pem);
      const named = report.failures.some((failure) => failure.file === file);
      return report.verdict === 'wrong' && named ? null : `${report.verdict}: ${report.details.join(' ')}`;
    });
    expect(missed).toEqual([]);
  }, 120_000);

  withPython(
    'is found and named by the second verifier too',
    async () => {
      const missed = await eachFlip(async (zip, file) => {
        const { code, text } = await verifyByPython(zip);
        return code === 1 && text.includes(file) && !text.includes('Traceback') ? null : `${code}: ${text}`;
      });
      expect(missed).toEqual([]);
    },
    300_000,
  );

  it('of a text is told as sentence 3, and nothing else is accused', async () => {
    const text = join(fixture.unpacked, fixture.plan.name, 'data/records/00000004/parts/field-text.txt');
    const original = await readFile(text, 'utf8');
    await writeFile(text, original.replace('noon', 'Noon'));
    const zip = await packAgain(fixture, 'sentence3.zip');
    await writeFile(text, original);
    const report = await look(zip);
    expect(report.sentence).toBe(
      `Do not rely on this bundle. The text of item 1 (data/records/00000004/parts/field-text.txt) is not the text that was recorded on 19 May 2026, 08:21 (UTC−05:00). 1 of ${report.counts.files} files fails; the others hold.`,
    );
  });
});
