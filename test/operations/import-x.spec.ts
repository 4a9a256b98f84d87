import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tweetId, type XArchive, type XTweet, writeXArchive } from '../../lab/downloads/x-archive.js';
import { ReadItems } from '../../src/archive/index.js';
import {
  AskImport,
  DecideDifference,
  type ImportView,
  ReadDifferences,
  ReadImports,
  WorkImports,
} from '../../src/capture/index.js';
import { SimulatedClock, system } from '../../src/platform/index.js';
import { type ArchiveUnderTest, openArchive } from '../support/archive-under-test.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';

const POSTED = new Date('2026-03-01T12:00:00Z');
const [FIRST, SECOND] = [tweetId(POSTED, 1), tweetId(new Date(POSTED.getTime() + 600_000), 2)];
const GONE = tweetId(new Date('2026-03-02T08:00:00Z'));

const archiveOf = (tweets: readonly XTweet[], more: Partial<XArchive> = {}): XArchive => ({
  handle: 'newford',
  accountId: '4711',
  displayName: 'City of Newford',
  madeAt: new Date('2026-06-01T00:00:00Z'),
  tweets,
  ...more,
});

const actor = system('setup');

describe('importing the download of an account on X', () => {
  let archive: ArchiveUnderTest;
  let folder: string;
  let account: string;
  let files = 0;

  const importIt = async (given: XArchive): Promise<ImportView> => {
    const path = join(folder, `x-${(files += 1)}.zip`);
    await writeXArchive(path, given);
    const { id } = await archive
      .get(AskImport)
      .run(actor, { accountId: account, path, fileName: 'x.zip', ours: false });
    await archive.get(WorkImports).tick({ only: id });
    await archive.settle();
    return archive.get(ReadImports).one(actor, id);
  };
  const items = async (): Promise<Awaited<ReturnType<ReadItems['views']>>> => {
    const rows: { id: string }[] = await archive.database.query(`SELECT id FROM item ORDER BY id`);
    return archive.get(ReadItems).views(
      actor,
      rows.map(({ id }) => id),
    );
  };

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'akta-import-'));
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

  it('brings its posts, each with where it came from', async () => {
    const view = await importIt(
      archiveOf([
        { id: FIRST, text: 'The bridge is closed & will be <reopened> on Monday.', at: POSTED },
        { id: tweetId(new Date('2026-03-05T09:00:00Z')), text: '@somebody yes', at: POSTED, replyTo: '123' },
      ]),
    );
    expect(view).toMatchObject({ status: 'done', percent: 100, format: 'x', counts: { new: 2 } });
    const [, post, reply] = await items();
    expect(post).toMatchObject({ kind: 'post', author: { handle: '@newford', official: true }, capturedLate: true });
    expect(post?.versions).toMatchObject([
      {
        text: 'The bridge is closed & will be <reopened> on Monday.',
        brought: { how: 'download', madeAt: '2026-06-01T00:00:00.000Z', by: 'Akta' },
      },
    ]);
    expect(reply?.kind).toBe('reply');
  });

  it('brings nothing when it is done again', async () => {
    const given = archiveOf([{ id: FIRST, text: 'Once.', at: POSTED }], {
      deleted: [{ id: GONE, text: 'Gone.', at: POSTED, deletedAt: new Date('2026-03-03T00:00:00Z') }],
    });
    await importIt(given);
    const before = await archive.database.query(`SELECT count(*) FROM exchange`);
    expect((await importIt(given)).counts).toEqual({ new: 0, changed: 0, gone: 0, alike: 3, differing: 0 });
    expect(await archive.database.query(`SELECT count(*) FROM exchange`)).toEqual(before);
  });

  it('joins the versions of an edited post, wherever in the file they stand', async () => {
    const chain = [FIRST, SECOND];
    await importIt(
      archiveOf([
        { id: SECOND, text: 'Closed until Tuesday.', at: new Date(POSTED.getTime() + 600_000), chain },
        { id: FIRST, text: 'Closed until Monday.', at: POSTED, chain },
      ]),
    );
    const found = (await items()).filter(({ kind }) => kind === 'post');
    expect(found).toHaveLength(1);
    expect(found[0]?.versions.map(({ text, cause }) => [text, cause])).toEqual([
      ['Closed until Monday.', 'first-seen'],
      ['Closed until Tuesday.', 'edited'],
    ]);
  });

  it('finds what was deleted to be gone since when the platform says', async () => {
    const at = new Date('2026-03-03T10:00:00Z');
    await importIt(archiveOf([], { deleted: [{ id: GONE, text: 'A mistake.', at: POSTED, deletedAt: at }] }));
    const gone = (await items()).find(({ state }) => state === 'gone');
    expect(gone?.findings).toMatchObject([{ kind: 'gone', certainty: 'asserted', sourceAt: at.toISOString() }]);
  });

  it('shows a long post whole, out of the list of long posts', async () => {
    const text = `A long post about the bridge. ${'More of it. '.repeat(60)}`;
    await importIt(
      archiveOf([{ id: FIRST, text: `${text.slice(0, 250)}… https://t.co/abc`, at: POSTED }], {
        notes: [{ at: POSTED, text }],
      }),
    );
    expect((await items()).find(({ kind }) => kind === 'post')?.versions[0]?.text).toBe(text);
  });

  it('keeps pictures that the download holds', async () => {
    const file = 'AbCd.jpg';
    await importIt(
      archiveOf([{ id: FIRST, text: 'A picture.', at: POSTED, media: [{ id: '5', file }] }], {
        files: { [`data/tweets_media/${FIRST}-${file}`]: Buffer.from('not really a picture') },
      }),
    );
    const [medium] = (await items()).find(({ kind }) => kind === 'post')?.versions[0]?.media ?? [];
    expect(medium).toMatchObject({ bytes: 20, mime: 'image/jpeg' });
  });

  it('leaves to a person what it shows otherwise than it is known', async () => {
    await importIt(archiveOf([{ id: FIRST, text: 'As it was captured.', at: POSTED }]));
    const other = archiveOf([{ id: FIRST, text: 'Something else.', at: POSTED }]);
    expect((await importIt(other)).counts).toMatchObject({ new: 0, changed: 0, differing: 1 });
    expect((await importIt({ ...other, madeAt: new Date('2026-06-01T01:00:00Z') })).counts).toMatchObject({
      differing: 0,
    });
    expect((await items()).find(({ kind }) => kind === 'post')?.versions).toHaveLength(1);

    const [difference] = await archive.get(ReadDifferences).run(actor, account);
    expect(difference).toMatchObject({
      fields: ['text'],
      known: { text: 'As it was captured.' },
      told: { text: 'Something else.' },
    });
    const decided = { id: difference?.id ?? '', decision: 'version' as const, reason: 'The download is right.' };
    await archive.get(DecideDifference).run(actor, decided);
    await archive.settle();
    expect((await items()).find(({ kind }) => kind === 'post')?.versions.map(({ text }) => text)).toEqual([
      'As it was captured.',
      'Something else.',
    ]);
    await expect(archive.get(DecideDifference).run(actor, decided)).rejects.toThrow(/decided already/);
    expect(await archive.get(ReadDifferences).run(actor, account)).toEqual([]);
  });

  it('refuses the download of another account in one sentence, and nothing comes of it', async () => {
    await expect(importIt(archiveOf([], { handle: 'oldford' }))).rejects.toThrow(
      'This is the download of oldford, not of @newford. Nothing of it was imported.',
    );
    expect(await archive.database.query(`SELECT FROM archive_import`)).toEqual([]);
  });
});
