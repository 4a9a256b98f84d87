import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { FindAccount } from '../../src/accounts/index.js';
import { type ItemView, ReadItems } from '../../src/archive/index.js';
import { AskImport, type ImportView, ReadImports, WorkImports } from '../../src/capture/index.js';
import type { Platform } from '../../src/connectors/index.js';
import { SimulatedClock, system } from '../../src/platform/index.js';
import { type ArchiveUnderTest, openArchive } from '../support/archive-under-test.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';

const actor = system('setup');
const PUBLIC = 'https://www.w3.org/ns/activitystreams#Public';
const ACTOR = 'https://social.newford.example/users/newford';

/** As Facebook and Instagram write a text. */
const mangled = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

const note = (id: string, content: string, more: object = {}): object => ({
  id: `${ACTOR}/statuses/${id}/activity`,
  type: 'Create',
  object: {
    id: `${ACTOR}/statuses/${id}`,
    type: 'Note',
    content,
    published: '2026-03-01T12:00:00Z',
    to: [PUBLIC],
    cc: [`${ACTOR}/followers`],
    attachment: [],
    ...more,
  },
});
const OUTBOX = {
  'outbox.json': JSON.stringify({
    '@context': 'https://www.w3.org/ns/activitystreams',
    id: 'outbox.json',
    type: 'OrderedCollection',
    totalItems: 4,
    orderedItems: [
      note('1', '<p>The bridge is <b>closed</b>.</p>', {
        attachment: [
          {
            type: 'Document',
            mediaType: 'image/png',
            url: '/media_attachments/files/1/original/a.png',
            name: 'A bridge',
          },
        ],
      }),
      note('2', '<p>Between us.</p>', { to: ['https://elsewhere.example/users/dana'], cc: [] }),
      {
        id: `${ACTOR}/statuses/3/activity`,
        type: 'Announce',
        published: '2026-03-02T12:00:00Z',
        to: [PUBLIC],
        object: 'https://elsewhere.example/notes/9',
      },
    ],
  }),
  'actor.json': JSON.stringify({ id: ACTOR, preferredUsername: 'newford', name: 'City of Newford' }),
  'media_attachments/files/1/original/a.png': 'a picture',
};

describe('importing downloads of other networks', () => {
  let archive: ArchiveUnderTest;
  let folder: string;
  let bodyId: string;

  const account = async (platform: Platform, url: string, uri = url): Promise<string> => {
    const found = { canonicalUri: uri, handle: '@newford', nativeId: uri, url, title: 'Newford' };
    const probe = { account: found, software: platform, limits: [], settings: {} };
    const finder = archive.get(FindAccount);
    // What its platform would have answered.
    finder.run = () => Promise.resolve({ platform, probe, address: url });
    const id = await archive.addAccount(url, { bodyId });
    Reflect.deleteProperty(finder, 'run');
    return id;
  };
  const zipped = async (name: string, files: Readonly<Record<string, string>>): Promise<string> => {
    const path = join(folder, name);
    const zip = new ZipFile();
    for (const [file, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), file);
    zip.end();
    await pipeline(zip.outputStream, createWriteStream(path));
    return path;
  };
  const tarred = (name: string, files: Readonly<Record<string, string>>): string => {
    const from = join(folder, 'tar');
    for (const [file, content] of Object.entries(files)) {
      mkdirSync(dirname(join(from, file)), { recursive: true });
      writeFileSync(join(from, file), content);
    }
    spawnSync('tar', ['-czf', join(folder, name), '-C', from, '.']);
    return join(folder, name);
  };
  const importIt = async (accountId: string, path: string, mapping?: string): Promise<ImportView> => {
    const asked = { accountId, path, fileName: path.split('/').at(-1) ?? '', ours: false };
    const { id } = await archive.get(AskImport).run(actor, mapping === undefined ? asked : { ...asked, mapping });
    await archive.get(WorkImports).tick({ only: id });
    await archive.settle();
    return archive.get(ReadImports).one(actor, id);
  };
  const items = async (): Promise<ItemView[]> => {
    const rows: { id: string }[] = await archive.database.query(`SELECT id FROM item ORDER BY id`);
    return archive.get(ReadItems).views(
      actor,
      rows.map(({ id }) => id),
    );
  };
  const texts = async (): Promise<(string | undefined)[]> => (await items()).map(({ versions }) => versions[0]?.text);

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'akta-import-'));
    archive = await openArchive(new SimulatedClock(new Date('2026-06-02T00:00:00Z')));
    bodyId = await archive.addBody();
  });
  afterEach(async () => {
    try {
      await expectArchiveSound(archive);
    } finally {
      await archive.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it.each(['zip', 'tar.gz'])(
    'reads the outbox of Mastodon, packed as %s, by its ActivityPub ids and without direct messages',
    async (ending) => {
      const id = await account('mastodon', 'https://social.newford.example/@newford', ACTOR);
      const path = ending === 'zip' ? await zipped('archive.zip', OUTBOX) : tarred('archive.tar.gz', OUTBOX);
      expect(await importIt(id, path)).toMatchObject({ status: 'done', format: 'mastodon', counts: { new: 2 } });
      const [post, boost] = await items();
      expect(post?.versions[0]).toMatchObject({
        text: 'The bridge is closed.',
        media: [{ alt: 'A bridge', bytes: 9 }],
      });
      expect(boost?.kind).toBe('repost');
      const [ref]: { item_json: Buffer }[] = await archive.database.query(
        `SELECT item_json FROM snapshot_body WHERE item_id = $1`,
        [post?.id],
      );
      expect(JSON.parse(String(ref?.item_json)).ref.canonicalUri).toBe(`${ACTOR}/statuses/1`);
    },
  );

  it('refuses the outbox of another account', async () => {
    const id = await account('mastodon', 'https://social.newford.example/@library', `${ACTOR.slice(0, -7)}library`);
    await expect(importIt(id, await zipped('archive.zip', OUTBOX))).rejects.toThrow(/This is the download of newford/);
  });

  it('decodes what Facebook mangles, and brings nothing twice', async () => {
    const id = await account('facebook', 'https://www.facebook.com/newford');
    const posts = [
      { timestamp: 1_772_366_400, data: [{ post: mangled('Most zamknięty – przepraszamy.') }], title: 'Newford' },
      {
        timestamp: 1_772_452_800,
        attachments: [
          {
            data: [{ media: { uri: 'posts/media/a.jpg', creation_timestamp: 1, description: mangled('Żółty dźwig') } }],
          },
        ],
      },
    ];
    const comments = [
      { timestamp: 1_772_539_200, data: [{ comment: { timestamp: 1, comment: 'Thanks.', author: 'Newford' } }] },
    ];
    const path = await zipped('facebook.zip', {
      "this_profile's_activity_across_facebook/posts/profile_posts_1.json": JSON.stringify(posts),
      "this_profile's_activity_across_facebook/comments_and_reactions/comments.json": JSON.stringify({
        comments_v2: comments,
      }),
      'posts/media/a.jpg': 'a picture',
    });
    expect((await importIt(id, path)).counts).toMatchObject({ new: 3 });
    expect(await texts()).toEqual(['Most zamknięty – przepraszamy.', 'Żółty dźwig', 'Thanks.']);
    expect((await importIt(id, path)).counts).toEqual({ new: 0, changed: 0, gone: 0, alike: 3, differing: 0 });
  });

  it('reads posts, stories and comments of Instagram', async () => {
    const id = await account('instagram', 'https://www.instagram.com/newford');
    const path = await zipped('instagram.zip', {
      'your_instagram_activity/media/posts_1.json': JSON.stringify([
        { media: [{ uri: 'media/posts/a.jpg', creation_timestamp: 1_772_366_400, title: mangled('Święto lata') }] },
      ]),
      'your_instagram_activity/media/stories.json': JSON.stringify({
        ig_stories: [{ uri: 'media/stories/b.jpg', creation_timestamp: 1_772_366_500, title: '' }],
      }),
      'your_instagram_activity/comments/post_comments_1.json': JSON.stringify([
        { string_map_data: { Komentarz: { value: mangled('Dziękujemy') }, Czas: { timestamp: 1_772_366_600 } } },
      ]),
      'media/posts/a.jpg': 'a',
      'media/stories/b.jpg': 'b',
    });
    expect((await importIt(id, path)).counts).toMatchObject({ new: 3 });
    expect(new Set(await texts())).toEqual(new Set(['', 'Dziękujemy', 'Święto lata']));
  });

  it('reads the tables of LinkedIn and YouTube', async () => {
    const linkedin = await archive.addAccount('https://www.linkedin.com/in/newford-mayor', { bodyId });
    const shares =
      'Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n2026-03-01 12:00:00,https://www.linkedin.com/feed/update/1,"Hello,\nall",,,MEMBER_NETWORK\n';
    expect((await importIt(linkedin, await zipped('linkedin.zip', { 'Shares.csv': shares }))).counts.new).toBe(1);
    const youtube = await archive.addAccount('https://www.youtube.com/@newford', { bodyId });
    const comments =
      'Comment ID,Channel ID,Comment Create Timestamp,Price,Parent Comment ID,Post ID,Video ID,Comment Text\nc1,UC1,2026-03-02T12:00:00+00:00,0,,,v1,"{""text"":""Council meets ""},{""text"":""tonight.""}"\n';
    const name = 'Takeout/YouTube and YouTube Music/comments/comments.csv';
    expect((await importIt(youtube, await zipped('takeout.zip', { [name]: comments }))).counts.new).toBe(1);
    expect(await texts()).toEqual(['Hello,\nall', 'Council meets tonight.']);
  });

  it('reads any table and any list by a mapping', async () => {
    const id = await archive.addAccount('https://www.tiktok.com/@newford', { bodyId });
    const csv = join(folder, 'posts.csv');
    writeFileSync(
      csv,
      '\uFEFFNo;x\n'.replace(';x', ',Body,When,Pic') +
        '1,Zażółć,2026-03-01 12:00,\n2,,2026-03-02,pic.png\n3,no day,,\n',
    );
    const mapping =
      'lists:\n  - file: posts.csv\n    zone: America/Chicago\n    fields: { id: No, text: Body, postedAt: When, media: Pic }\n';
    expect((await importIt(id, csv, mapping)).counts.new).toBe(2);
    expect((await items())[0]).toMatchObject({ postedAt: '2026-03-01T18:00:00.000Z' });
    const json = join(folder, 'user_data_tiktok.json');
    const video = { Date: '2026-04-01 10:00:00', Link: 'https://www.tiktok.com/@newford/video/1', Title: 'A video' };
    writeFileSync(json, JSON.stringify({ Post: { Posts: { VideoList: [video] } } }));
    const list =
      'lists:\n  - file: "*.json"\n    list: [Post, Posts, VideoList]\n    fields: { title: Title, url: Link, id: Link, postedAt: Date }\n';
    expect((await importIt(id, json, list)).counts.new).toBe(1);
  });

  it('names the line of a mapping that cannot be used', async () => {
    const id = await archive.addAccount('https://www.tiktok.com/@newford', { bodyId });
    const csv = join(folder, 'posts.csv');
    writeFileSync(csv, 'a,b\n1,2\n');
    const mapping = 'lists:\n  - file: posts.csv\n    fields:\n      txt: a\n';
    await expect(importIt(id, csv, mapping)).rejects.toThrow(/line 4: .*lacks "postedAt"/);
  });
});
