import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { datRow, DAT_COLUMNS, type DatRow } from '../../src/exports/bundle/load-file.rules.js';
import { BagWriter } from '../../src/exports/bundle/write-bag.js';
import { writeProduction } from '../../src/exports/bundle/write-production.js';
import { writeItems } from '../../src/exports/bundle/write-items.js';
import { unpackBundle } from '../../lab/demo/make-bundles.js';
import { buildFixture, type Fixture, removeFixture } from '../support/bundle-fixture.js';
import { PIXEL, record, STORY } from '../support/bundle-story.js';
import { FixtureLog } from '../support/fixture-log.js';
import { hasPython } from '../support/verify-py.js';

const READER = join(import.meta.dirname, '../support/read-load-file.py');

type Row = DatRow & { readonly VOLUME: string; readonly TEXT: string; readonly IMAGE?: string };

async function readBack(production: string): Promise<Row[]> {
  const { stdout } = await promisify(execFile)('python3', [READER, production], { maxBuffer: 2 ** 26 });
  return JSON.parse(stdout);
}

const progress = async (): Promise<void> => undefined;

describe('a bundle for review programs', () => {
  let fixture: Fixture;
  let production: string;
  beforeAll(async () => {
    fixture = await buildFixture({ profile: 'litigation', languages: ['pl', 'en'] });
    production = join(fixture.unpacked, fixture.plan.name, 'data/production');
  });
  afterAll(() => removeFixture(fixture));

  (hasPython ? it : it.skip)('is one document a version, its media attached, its text and hashes right', async () => {
    const rows = await readBack(production);
    const told = rows.map((row) => [
      row.RECORD_TYPE,
      row.VERSION_NO,
      row.AUTHOR,
      row.BEGATTACH.slice(-1) + row.ENDATTACH.slice(-1),
    ]);
    expect(told).toEqual([
      ['post', '1', '@newford', '12'],
      ['media', '1', '@newford', '12'],
      ['edit', '2', '@newford', '34'],
      ['media', '2', '@newford', '34'],
      ['reply', '1', '@river_rat77', '55'],
      ['reply', '1', '@newford', '66'],
    ]);
    expect(rows.map(({ BEGDOC }) => BEGDOC)).toEqual(rows.map((_, i) => `EXP-2026-0001-unredacted-0000000${i + 1}`));
    const [post, picture, , again, rumour] = rows;
    expect(post).toMatchObject({
      TEXT: 'A Flood Watch starts at noon.',
      PLATFORM: 'mastodon',
      CONFIDENTIALITY: 'Unredacted',
      REDACTED: 'No',
      NATIVE_PATH: '',
    });
    expect(picture).toMatchObject({
      ALT_TEXT: 'Map of Newford.',
      IMAGE: expect.stringMatching(/^VOL001\\IMAGES\\0001\\.*\.jpg$/),
    });
    expect(again?.NATIVE_PATH).toBe(picture?.NATIVE_PATH);
    const native = await readFile(join(production, ...(picture?.NATIVE_PATH ?? '').split('\\')));
    expect(native.equals(PIXEL)).toBe(true);
    expect(rumour).toMatchObject({
      TEXT: '=They OPENED "Miller Dam",\non purpose. SHARE!!',
      DATE_DELETED_OBSERVED: '2026-05-19T19:47:00.000Z',
      DATE_POSTED: '2026-05-19T18:46:00.000Z',
      PARENT_ID: post?.POST_ID,
      THREAD_ID: post?.THREAD_ID,
    });
    const scope = JSON.parse(await readFile(join(production, '../scope.json'), 'utf8'));
    expect(scope.production).toEqual({
      volumes: 1,
      documents: 6,
      natives: 1,
      texts: 6,
      images: 1,
      notDrawn: 0,
      replaced: { quotes: 0, newlineSigns: 0, controls: 0 },
    });
  });

  (hasPython ? it : it.skip)(
    'is in as many volumes and folders as its limits ask for, and no family is torn apart',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'akta-volumes-'));
      const archive = join(folder, 'a.zip');
      const story = Array.from({ length: 9 }, () => STORY[0]).flatMap((one) => one ?? []);
      const { content, plan } = record(new FixtureLog(), story, {});
      const bag = await BagWriter.create(archive, 'bag');
      const listing = await writeItems(bag, content, progress);
      const counts = await writeProduction(bag, {
        plan,
        listing,
        progress,
        beside: archive,
        limits: { documents: 7, files: 4 },
      });
      await bag.finish({ organisation: 'x', name: 'bag', at: plan.at, description: null });
      expect(counts).toMatchObject({ volumes: 6, documents: 36, texts: 36 });
      await unpackBundle(archive, folder);
      const rows = await readBack(join(folder, 'bag/data/production'));
      expect(rows).toHaveLength(36);
      for (const { BEGATTACH, ENDATTACH, VOLUME } of rows) {
        const family = rows.filter((row) => row.BEGDOC >= BEGATTACH && row.BEGDOC <= ENDATTACH);
        expect([...new Set(family.map((row) => row.VOLUME))]).toEqual([VOLUME]);
      }
      const folders = await readdir(join(folder, 'bag/data/production/VOL001/TEXT'));
      expect(folders).toEqual(['0001', '0002']);
      // Nothing that was kept beside the archive is left there.
      expect((await readdir(folder)).toSorted()).toEqual(['a.zip', 'bag']);
      await rm(folder, { recursive: true, force: true });
    },
  );

  it('says behind page one what is there for which program, in the language of the reader', async () => {
    const page = await readFile(join(production, '../viewer/plain/index.html'), 'utf8');
    expect(page).toContain('data/production: plik DAT i OPT; 6 dokumentów, 1 tom.');
    expect(page).toContain('data/rsmf: pliki wiadomości RSMF 2.0 (1)');
    expect(page).toContain('archiwum stron (WARC, CDXJ, WACZ): 3; pominięto: 0.');
  });

  it('replaces and counts the signs that would end a cell, and keeps what a spreadsheet takes for a formula', () => {
    // oxlint-disable-next-line no-unsafe-type-assertion -- each column is there
    const empty = Object.fromEntries(DAT_COLUMNS.map((column) => [column, ''])) as DatRow;
    const { text, replaced } = datRow(
      { ...empty, BEGDOC: 'A', ALT_TEXT: 'þing ®\u0014\r\n=SUM(1)', URLS: '=cmd()' },
      { quotes: 1, newlineSigns: 0, controls: 0 },
    );
    expect(replaced).toEqual({ quotes: 2, newlineSigns: 1, controls: 1 });
    expect(text).toContain('þthing (R) ®=SUM(1)þ');
    expect(text).toContain('\u0014þ=cmd()þ\u0014');
  });
});
