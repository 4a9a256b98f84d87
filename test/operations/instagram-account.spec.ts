import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { type Account, instagramDelivery, type Lab, signDelivery, startLab } from '../../lab/index.js';
import { ProbeDue, SetAccess, SetSecret } from '../../src/accounts/index.js';
import { AskImport, ReadDifferences, ReadImports, ReceiveDelivery, WorkImports } from '../../src/capture/index.js';
import type { WebhookAnswer } from '../../src/connectors/index.js';
import { SimulatedClock, system } from '../../src/platform/index.js';
import { type ArchiveUnderTest, openArchive } from '../support/archive-under-test.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';

const HOST = 'instagram.example';
const APP_SECRET = 'the-secret-of-the-app';
const actor = system('setup');

interface Kept {
  readonly uri: string;
  readonly text: string;
  readonly version: number;
}

const KEPT = `
  SELECT convert_from(b.item_json, 'UTF8')::jsonb #>> '{ref,canonicalUri}' AS uri,
         convert_from(b.item_json, 'UTF8')::jsonb ->> 'text' AS text, b.number AS version
    FROM snapshot_body b JOIN item i ON i.id = b.item_id WHERE i.kind <> 'profile' ORDER BY 2, 3`;

describe('an account of Instagram', () => {
  let clock: SimulatedClock;
  let lab: Lab;
  let archive: ArchiveUnderTest;
  let city: Account;
  let carol: Account;
  let account: string;
  let folder: string;

  beforeEach(async () => {
    clock = new SimulatedClock(new Date('2026-05-19T12:00:00.000Z'));
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'instagram', appSecret: APP_SECRET });
        for (const name of ['newford', 'carol']) world.openAccount(`${name}@${HOST}`);
      },
    });
    city = lab.world.account(`newford@${HOST}`);
    carol = lab.world.account(`carol@${HOST}`);
    folder = mkdtempSync(join(tmpdir(), 'akta-instagram-'));
    archive = await openArchive(clock);
    account = await archive.addAccount(lab.facebook(HOST), { token: lab.world.issueToken(HOST, city).value });
  }, 60_000);

  afterEach(async () => {
    await expectArchiveSound(archive);
    await archive.close();
    await lab.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const kept = (): Promise<Kept[]> => archive.database.query(KEPT);
  const settle = async (): Promise<void> => {
    clock.advance(60_000);
    await archive.settle();
  };
  /** As Instagram's download names a picture. */
  const picture = (number: string): string => `media/posts/202605/364262519_1_n_${number}.jpg`;
  const bring = async (posts: readonly object[]): Promise<unknown> => {
    const path = join(folder, 'instagram.zip');
    const zip = new ZipFile();
    zip.addBuffer(Buffer.from(JSON.stringify(posts)), 'your_instagram_activity/media/posts_1.json');
    zip.end();
    await pipeline(zip.outputStream, createWriteStream(path));
    const asked = { accountId: account, path, fileName: 'instagram.zip', ours: false };
    const { id } = await archive.get(AskImport).run(actor, asked);
    await archive.get(WorkImports).tick({ only: id });
    await archive.settle();
    return (await archive.get(ReadImports).one(actor, id)).counts;
  };
  const post = (text: string): { text: string; number: string; at: number } => {
    const made = lab.world.post(city, text, { media: [{ scene: 'map', alt: '' }] });
    return { text, number: made.uri.split('/').at(-1) ?? '', at: Math.floor(made.createdAt.getTime() / 1000) };
  };
  const entry = ({ text, number, at }: ReturnType<typeof post>): object => ({
    media: [{ uri: picture(number), creation_timestamp: at, title: text }],
  });

  it('finds a post that was captured in the download again, by its number where its caption is another by now', async () => {
    const [first, second] = [post('River at noon'), post('River at night')];
    await settle();
    expect(await bring([entry(first), entry({ ...second, text: 'River at midnight' })])).toMatchObject({
      new: 0,
      alike: 1,
      differing: 1,
    });
    const [difference] = await archive.get(ReadDifferences).run(actor, account);
    expect(difference?.fields).toEqual(['text']);
    expect((await kept()).map(({ uri }) => uri)).toEqual([
      `https://www.instagram.com/${second.number}`,
      `https://www.instagram.com/${first.number}`,
    ]);
  }, 60_000);

  it('captures as the same post what a download brought before anybody captured it', async () => {
    await archive.get(SetAccess).run(actor, { accountId: account, token: null });
    const made = post('Brought first');
    expect(await bring([entry(made)])).toMatchObject({ new: 1 });
    await settle();
    expect(await bring([entry(made)])).toMatchObject({ new: 0, alike: 1 });
    const calls = lab.requests(HOST).length;
    await settle();
    expect(lab.requests(HOST).length).toBe(calls);
    const token = lab.world.issueToken(HOST, city).value;
    await archive.get(SetAccess).run(actor, { accountId: account, token });
    await archive.get(ProbeDue).run(AbortSignal.timeout(60_000));
    await settle();
    expect(new Set((await kept()).map(({ uri }) => uri))).toEqual(
      new Set([`https://www.instagram.com/${made.number}`]),
    );
    for (let i = 0; i < 30; i += 1) await settle();
    expect(await archive.database.query(`SELECT FROM finding`)).toEqual([]);
  }, 60_000);

  it('takes comments and mentions as they are delivered, signed with the secret of the app, and knows them again', async () => {
    await archive.get(SetSecret).run(actor, { accountId: account, name: 'app-secret', secret: APP_SECRET });
    const root = lab.world.post(city, 'River at noon');
    await settle();
    const deliver = (secret: string): Promise<WebhookAnswer> => {
      const line = lab.world.diary.at(-1);
      const body = (line && instagramDelivery(lab.world, line)) ?? '';
      const [name, value] = signDelivery(body, secret);
      return archive.get(ReceiveDelivery).run('instagram', {
        method: 'POST',
        path: '/webhooks/instagram',
        query: {},
        headers: { [name.toLowerCase()]: value, 'content-type': 'application/json' },
        body: Buffer.from(body),
        receivedAt: clock.now().toISOString(),
      });
    };
    clock.advance(1_000);
    lab.world.reply(carol, root, 'Shame, @newford.');
    expect(await deliver('a-secret-somebody-made-up')).toMatchObject({ accepted: false, status: 403 });
    expect(await deliver(APP_SECRET)).toMatchObject({ accepted: true, status: 200 });
    const theirs = lab.world.post(carol, 'No names');
    lab.world.reply(carol, theirs, 'As @newford said');
    expect(await deliver(APP_SECRET)).toMatchObject({ accepted: true });
    await archive.settle();
    const texts = ['As @newford said', 'River at noon', 'Shame, @newford.'];
    expect((await kept()).map(({ text, version }) => [text, version])).toEqual(texts.map((text) => [text, 1]));
    for (let i = 0; i < 30; i += 1) await settle();
    expect((await kept()).map(({ text, version }) => [text, version])).toEqual(texts.map((text) => [text, 1]));
  }, 60_000);
});
