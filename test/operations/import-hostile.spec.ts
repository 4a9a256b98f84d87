import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { tweetId } from '../../lab/downloads/x-archive.js';
import { AskImport, type ImportView, ReadImports, WorkImports } from '../../src/capture/index.js';
import { SimulatedClock, system } from '../../src/platform/index.js';
import { type ArchiveUnderTest, openArchive } from '../support/archive-under-test.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';

const actor = system('setup');
const ACCOUNT = 'window.YTD.account.part0 = [{"account":{"username":"newford","accountId":"4711"}}]';
const tweet = (n: number, text: string): string =>
  JSON.stringify({
    tweet: {
      id_str: tweetId(new Date(Date.UTC(2026, 2, 1) + n * 60_000)),
      created_at: new Date(Date.UTC(2026, 2, 1) + n * 60_000).toUTCString(),
      full_text: text,
    },
  });
const TWEETS = `window.YTD.tweets.part0 = [${tweet(1, 'One.')},\n${tweet(2, 'Two.')}]`;

type Files = readonly (readonly [
  name: string,
  content: string | Buffer,
  options?: { mode?: number; compress?: boolean },
])[];
const HONEST: Files = [
  ['data/account.js', ACCOUNT],
  ['data/tweets.js', TWEETS],
];

describe('a download that is not what it should be', () => {
  let archive: ArchiveUnderTest;
  let folder: string;
  let account: string;

  const zipped = async (files: Files, change: (bytes: Buffer) => Buffer = (bytes) => bytes): Promise<string> => {
    const path = join(folder, 'x.zip');
    const zip = new ZipFile();
    for (const [name, content, options] of files) zip.addBuffer(Buffer.from(content), name, options);
    zip.end();
    await pipeline(zip.outputStream, createWriteStream(path));
    writeFileSync(path, change(readFileSync(path)));
    return path;
  };
  const importIt = async (path: string): Promise<ImportView> => {
    const { id } = await archive
      .get(AskImport)
      .run(actor, { accountId: account, path, fileName: 'x.zip', ours: false });
    await archive.get(WorkImports).tick({ only: id });
    await archive.settle();
    return archive.get(ReadImports).one(actor, id);
  };
  /** In every place of the file where it stands: local headers and the directory. */
  const renamed =
    (from: string, to: string) =>
    (bytes: Buffer): Buffer =>
      Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1');
  /** Of the last file, in the directory: a field of so many bytes at an offset of its entry. */
  const inDirectory =
    (offset: number, value: number, bits: 16 | 32) =>
    (bytes: Buffer): Buffer => {
      const at = bytes.lastIndexOf(Buffer.from('504b0102', 'hex')) + offset;
      if (bits === 16) bytes.writeUInt16LE(value, at);
      else bytes.writeUInt32LE(value, at);
      return bytes;
    };

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'akta-hostile-'));
    archive = await openArchive(new SimulatedClock(new Date('2026-06-02T00:00:00Z')));
    account = await archive.addAccount('https://x.com/newford');
  });
  afterEach(async () => {
    try {
      await expectArchiveSound(archive);
    } finally {
      await archive.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it.each<[string, Files, ((bytes: Buffer) => Buffer) | undefined, RegExp]>([
    [
      'climbs out of its folder',
      [...HONEST, ['data/aa/aa/evil.js', 'x']],
      renamed('data/aa/aa/evil.js', '../../etc/evil.js!'),
      /leads out of the folder/,
    ],
    ['holds a link', [...HONEST, ['data/link', '/etc/passwd', { mode: 0o120777 }]], undefined, /is a link or a device/],
    ['holds an archive', [...HONEST, ['data/more.zip', 'PK']], undefined, /is an archive itself/],
    ['is a bomb', [...HONEST, ['data/zeros.js', Buffer.alloc(70 * 1024 * 1024)]], undefined, /would unpack to/],
    ['is encrypted', [...HONEST, ['data/secret.js', 'x']], inDirectory(8, 1, 16), /is encrypted/],
    [
      'names a file twice',
      [...HONEST, ['data/tweetz.js', 'x']],
      renamed('data/tweetz.js', 'data/tweets.js'),
      /two files called/,
    ],
    ['is cut off', HONEST, (bytes) => bytes.subarray(0, bytes.length - 40), /cannot be opened/],
    ['is nothing we know', [['readme.txt', 'hello']], undefined, /no download that is known here/],
  ])('that %s is refused in one sentence, and leaves nothing', async (_, files, change, sentence) => {
    await expect(importIt(await zipped(files, change))).rejects.toThrow(sentence);
    expect(await archive.database.query(`SELECT FROM archive_import`)).toEqual([]);
    expect(await archive.database.query(`SELECT FROM item`)).toEqual([]);
  });

  it('that lies about a size says so, and keeps what it had read', async () => {
    const more: Files = [...HONEST, ['data/tweets-part1.js', TWEETS.replaceAll('One.', 'Three.'), { compress: true }]];
    const view = await importIt(await zipped(more, inDirectory(24, 40, 32)));
    expect(view).toMatchObject({ status: 'failed', counts: { new: 2 } });
    expect(view.fault).toMatch(/has another size than the archive says/);
  });

  it.each([
    ['breaks off within a post', TWEETS.slice(0, -20), /breaks off at byte/],
    ['has a post that is no JSON', TWEETS.replace('"Two."', '"Two'), /cannot be read at byte|breaks off at byte/],
    ['is no list', 'window.YTD.tweets.part0 = {}', /holds no list/],
  ])('whose list of posts %s says where, and loses nothing that was before', async (_, tweets, sentence) => {
    const view = await importIt(
      await zipped([
        ['data/account.js', ACCOUNT],
        ['data/profile.js', 'window.YTD.profile.part0 = [{"profile":{"description":{"bio":"B"}}}]'],
        ['data/tweets.js', tweets],
      ]),
    );
    expect(view.status).toBe('failed');
    expect(view.fault).toMatch(sentence);
    expect(await archive.database.query(`SELECT kind FROM item`)).toEqual([{ kind: 'profile' }]);
  });

  it('that was mended goes on where the broken one ended', async () => {
    await importIt(
      await zipped([
        ['data/account.js', ACCOUNT],
        ['data/tweets.js', TWEETS.slice(0, -20)],
      ]),
    );
    expect(await importIt(await zipped(HONEST))).toMatchObject({ status: 'done', counts: { new: 2 } });
  });
});
