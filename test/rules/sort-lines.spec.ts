import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LineSorter } from '../../src/exports/bundle/sort-lines.js';

describe('lines that are put in order beside an archive', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'akta-lines-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each([
    ['none', 0],
    ['fewer than are held together', 3],
    ['as many as are held together', 7],
    ['many times more', 500],
  ])('come in the order of their bytes, twice over, and leave no file: %s', async (_, count) => {
    const sorter = await LineSorter.create(join(folder, 'spool'), 7);
    const lines = Array.from({ length: count }, (__, i) => `com,example)/${(i * 7919) % 1_009} ${i} {"Z":"a~B"}`);
    for (const line of lines) await sorter.add(line);
    const wanted = lines.map((line) => Buffer.from(line)).toSorted((a, b) => Buffer.compare(a, b));
    for (const again of [1, 2]) {
      const found: string[] = [];
      for await (const line of sorter.sorted()) found.push(line);
      expect([again, found]).toEqual([again, wanted.map(String)]);
    }
    await sorter.remove();
    expect(await readdir(folder)).toEqual([]);
  });
});
