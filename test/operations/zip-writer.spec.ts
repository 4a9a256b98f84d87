import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPacked } from '../../src/exports/bundle/read-packed.js';
import { ZipWriter } from '../../src/exports/bundle/write-zip.js';
import { centralRecord, endOfArchive, readEnd } from '../../src/exports/bundle/zip.rules.js';
import { OpenArchive } from '../../src/exports/read-archive.js';
import { hasPython } from '../support/verify-py.js';

const LONG = Buffer.from('One line of many, and each a little different: '.repeat(20_000));

async function* inPieces(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 10_000) yield bytes.subarray(at, at + 10_000);
}

describe('an archive that is written front to back', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'akta-zip-'));
    path = join(folder, 'a.zip');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function fill(zip: ZipWriter): Promise<void> {
    await zip.add('bag/empty.txt', Buffer.alloc(0));
    await zip.add('bag/short.txt', Buffer.from('short'));
    await zip.add('bag/long.txt', LONG);
    await zip.addStream('bag/stream.csv', inPieces(LONG), () => undefined);
    await zip.addStream('bag/stream.pdf', inPieces(LONG), () => undefined);
    for (let i = 0; i < 3_000; i += 1) await zip.add(`bag/many/${i}.txt`, Buffer.from(`number ${i} `.repeat(i % 60)));
  }

  it('holds what was put into it, to our reader and to that of another', async () => {
    const zip = await ZipWriter.create(path);
    await fill(zip);
    expect(await zip.finish()).toBe((await readFile(path)).length);
    const found = await readPacked(path, ['bag/empty.txt', 'bag/short.txt', 'bag/long.txt', 'bag/stream.csv', 'bag/stream.pdf', 'bag/many/2999.txt']); // prettier-ignore
    expect(found.get('bag/empty.txt')).toHaveLength(0);
    expect(found.get('bag/short.txt')?.toString()).toBe('short');
    for (const name of ['long.txt', 'stream.csv', 'stream.pdf']) expect(found.get(`bag/${name}`)?.equals(LONG)).toBe(true); // prettier-ignore
    expect(found.get('bag/many/2999.txt')?.toString()).toBe('number 2999 '.repeat(2_999 % 60));
    if (hasPython) expect(execFileSync('python3', ['-m', 'zipfile', '-t', path]).toString()).toBe('Done testing\n');
  });

  it('is read again while it is written, whether on disk already or not', async () => {
    const zip = await ZipWriter.create(path);
    const places = [];
    for (let i = 0; i < 50; i += 1) {
      places.push(await zip.add(`${i}.txt`, Buffer.from(`${i} of many `.repeat(4_000 + i))));
      for (const place of places.slice(-3)) expect((await zip.read(place)).toString()).toMatch(/^(\d+ of many )+$/);
    }
    const streamed = await zip.addStream('s.csv', inPieces(LONG), () => undefined);
    expect((await zip.read(streamed)).equals(LONG)).toBe(true);
    await zip.abandon();
  });

  it('is the same, byte for byte, when it is made again', async () => {
    for (const name of ['a.zip', 'b.zip']) {
      const zip = await ZipWriter.create(join(folder, name));
      await fill(zip);
      await zip.finish();
    }
    expect((await readFile(path)).equals(await readFile(join(folder, 'b.zip')))).toBe(true);
  });

  it('goes on where it ended', async () => {
    const zip = await ZipWriter.create(path);
    await zip.add('first.txt', Buffer.from('one'));
    await zip.finish();
    const more = await ZipWriter.extend(path);
    await more.add('second.txt', Buffer.from('two'));
    await more.finish();
    const archive = await OpenArchive.open(path);
    const names = [];
    for await (const { fileName } of archive.entries()) names.push(fileName);
    archive.close();
    expect(names).toEqual(['first.txt', 'second.txt']);
  });

  it('that ends early is not gone on with', async () => {
    const zip = await ZipWriter.create(path);
    await zip.add('first.txt', LONG);
    await zip.abandon();
    await expect(ZipWriter.extend(path)).rejects.toThrow('is not an archive that was finished');
  });

  it('takes one file at a time', async () => {
    const zip = await ZipWriter.create(path);
    const writing = async function* (): AsyncGenerator<Buffer> {
      yield Buffer.from('a');
      await zip.add('b.txt', Buffer.from('b'));
    };
    await expect(zip.addStream('a.csv', writing(), () => undefined)).rejects.toThrow('while another file is');
    await zip.abandon();
  });
});

describe('the records of a ZIP', () => {
  const FOUR_GIB = 2 ** 32;

  it('state in ZIP64 what does not fit: sizes, places and counts', () => {
    const file = { name: 'a', method: 'stored', crc: 1, bytes: FOUR_GIB + 5, packed: FOUR_GIB + 5, at: FOUR_GIB + 9 } as const; // prettier-ignore
    const record = centralRecord(file);
    const extra = record.subarray(47);
    expect([20, 24, 42].map((at) => record.readUInt32LE(at))).toEqual([0xffffffff, 0xffffffff, 0xffffffff]);
    expect([4, 12, 20].map((at) => Number(extra.readBigUInt64LE(at)))).toEqual([FOUR_GIB + 5, FOUR_GIB + 5, FOUR_GIB + 9]);
  }); // prettier-ignore

  it.each([
    { at: 100, bytes: 50, files: 3 },
    { at: 100, bytes: 5_000_000, files: 70_000 },
    { at: FOUR_GIB + 1, bytes: 50, files: 3 },
  ])('say where the directory stands: $files files at $at', (directory) => {
    expect(readEnd(endOfArchive(directory))).toEqual(directory);
  });
});
