import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { type Lab, startLab } from '../../lab/index.js';
import { AskImport, CaptureByHand, WorkImports } from '../../src/capture/index.js';
import { SimulatedClock, system } from '../../src/platform/index.js';
import { type ArchiveUnderTest, openArchive } from '../support/archive-under-test.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';

const HOST = 'social.newford.example';
const ACTOR = `https://${HOST}/users/newford`;
const PNG = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from('a picture of the screen')]);

describe('what was brought and never seen at its source', () => {
  let clock: SimulatedClock;
  let lab: Lab;
  let archive: ArchiveUnderTest;
  let folder: string;
  let account: string;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'akta-brought-'));
    clock = new SimulatedClock(new Date('2026-05-19T13:00:00Z'));
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon' });
        const city = world.openAccount(`newford@${HOST}`, { displayName: 'City of Newford' });
        world.post(city, 'A Flood Watch starts at noon.', { key: 'watch' });
        world.post(city, 'Sandbags at the depot.', { key: 'sandbags' });
      },
    });
    archive = await openArchive(clock);
    account = await archive.addAccount(`${lab.mastodon(HOST)}/@newford`);
  });

  afterEach(async () => {
    try {
      await expectArchiveSound(archive);
    } finally {
      await archive.close();
      await lab.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  const minutes = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i += 1) {
      clock.advance(60_000);
      await archive.settle();
    }
  };

  const handIn = async (url: string): Promise<string> => {
    const path = join(folder, 'seen.png');
    writeFileSync(path, PNG);
    const view = await archive.get(CaptureByHand).run(system('setup'), {
      accountId: account,
      url,
      files: [{ path, name: 'seen.png', role: 'screenshot' }],
      seenBy: 'Marta Zielinski',
      seenAt: new Date('2026-05-19T12:30:00Z'),
      postedAt: new Date('2026-05-19T12:00:00Z'),
    });
    return view.itemId ?? '';
  };

  const importOutbox = async (posts: readonly { uri: string; text: string }[]): Promise<void> => {
    const orderedItems = posts.map(({ uri: id, text: content }) => ({
      id: `${id}/activity`,
      type: 'Create',
      object: {
        id,
        type: 'Note',
        content: `<p>${content}</p>`,
        published: '2026-05-19T12:00:00Z',
        to: ['https://www.w3.org/ns/activitystreams#Public'],
        cc: [`${ACTOR}/followers`],
        attachment: [],
      },
    }));
    const outbox = { id: 'outbox.json', type: 'OrderedCollection', totalItems: posts.length, orderedItems };
    const zip = new ZipFile();
    zip.addBuffer(Buffer.from(JSON.stringify(outbox)), 'outbox.json');
    zip.addBuffer(Buffer.from(JSON.stringify({ id: ACTOR, preferredUsername: 'newford' })), 'actor.json');
    zip.end();
    const path = join(folder, 'archive.zip');
    await pipeline(zip.outputStream, createWriteStream(path));
    const asked = { accountId: account, path, fileName: 'archive.zip', ours: false };
    const { id } = await archive.get(AskImport).run(system('setup'), asked);
    await archive.get(WorkImports).tick({ only: id });
  };

  const standings = async (): Promise<Record<string, { state: string; lookedFor: boolean }>> => {
    const rows: { uri: string; state: string; looked_for: boolean }[] = await archive.database.query(
      `SELECT convert_from(b.item_json, 'UTF8')::jsonb #>> '{ref,canonicalUri}' AS uri, w.state, w.recheck_at IS NOT NULL AS looked_for
         FROM item_watch w JOIN snapshot_body b ON b.item_id = w.item_id AND b.number = w.version JOIN item i ON i.id = w.item_id
        WHERE i.kind = 'post'`,
    );
    return Object.fromEntries(rows.map((row) => [row.uri, { state: row.state, lookedFor: row.looked_for }]));
  };

  it('is looked for from when its source shows it, and not before', async () => {
    const { uri } = lab.world.postNamed('watch');
    const lost = `${ACTOR}/statuses/of-2019`;
    await importOutbox([
      { uri, text: 'A Flood Watch starts at noon.' },
      { uri: lost, text: 'The mill is for sale.' },
    ]);
    expect(await standings()).toEqual({
      [uri]: { state: 'present', lookedFor: false },
      [lost]: { state: 'present', lookedFor: false },
    });
    await archive.settle();
    await minutes(5);
    expect(await standings()).toMatchObject({
      [uri]: { state: 'present', lookedFor: true },
      [lost]: { state: 'present', lookedFor: false },
    });
    lab.world.remove(lab.world.postNamed('watch'));
    await minutes(40);
    expect(await standings()).toMatchObject({
      [uri]: { state: 'gone', lookedFor: true },
      [lost]: { state: 'present', lookedFor: false },
    });
  });

  it('is never said to be gone from there, and is nobody’s canary', async () => {
    await archive.settle();
    const item = await handIn(`https://${HOST}/@newford/1`);
    lab.world.remove(lab.world.postNamed('sandbags'));
    await minutes(40);
    const standing: unknown[] = await archive.database.query(
      `SELECT state, first_missing, recheck_at, replies_at FROM item_watch WHERE item_id = $1`,
      [item],
    );
    expect(standing).toEqual([{ state: 'present', first_missing: null, recheck_at: null, replies_at: null }]);
    // The post that was seen there and taken away is found as before, with a post that was seen there as its canary.
    const gone: unknown[] = await archive.database.query(`SELECT kind, certainty FROM finding`);
    expect(gone).toEqual([{ kind: 'gone', certainty: 'confirmed' }]);
  });
});
