import { type Account, feedDelivery, type Lab, type Post, signDelivery, startLab } from '../../lab/index.js';
import { SetSecret } from '../../src/accounts/index.js';
import { ReceiveDelivery } from '../../src/capture/index.js';
import type { WebhookAnswer } from '../../src/connectors/index.js';
import { SimulatedClock, system } from '../../src/platform/index.js';
import { type ArchiveUnderTest, openArchive } from '../support/archive-under-test.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';
import { heldBy } from '../support/expect-truth.js';

const HOST = 'facebook.example';
const APP_SECRET = 'the-secret-of-the-app';
const VERIFY_TOKEN = 'the-word-we-agreed-on';
const MINUTE = 60_000;

describe('what Facebook delivers', () => {
  let clock: SimulatedClock;
  let lab: Lab;
  let archive: ArchiveUnderTest;
  let accountId: string;
  let page: Account;
  let carol: Account;
  let post: Post;

  beforeEach(async () => {
    clock = new SimulatedClock(new Date('2026-05-19T12:00:00.000Z'));
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'facebook', appSecret: APP_SECRET });
        world.openAccount(`newford@${HOST}`, { displayName: 'City of Newford' });
        world.openAccount(`carol@${HOST}`, { displayName: 'Carol Jensen' });
      },
    });
    page = lab.world.account(`newford@${HOST}`);
    carol = lab.world.account(`carol@${HOST}`);
    post = lab.world.post(page, 'Flood warning in force.', { key: '22' });
    archive = await openArchive(clock);
    const token = lab.world.issueToken(HOST, page);
    accountId = await archive.addAccount(lab.facebook(HOST), { token: token.value });
    for (const [name, secret] of [
      ['app-secret', APP_SECRET],
      ['verify-token', VERIFY_TOKEN],
    ] as const)
      await archive.get(SetSecret).run(system('setup'), { accountId, name, secret });
    await archive.settle();
  }, 60_000);

  afterEach(async () => {
    await archive.close();
    await lab.close();
  });

  const deliver = (body: string, secret = APP_SECRET): Promise<WebhookAnswer> => {
    const [name, value] = signDelivery(body, secret);
    return archive.get(ReceiveDelivery).run('facebook', {
      method: 'POST',
      path: '/webhooks/facebook',
      query: {},
      headers: { [name.toLowerCase()]: value, 'content-type': 'application/json' },
      body: Buffer.from(body),
      receivedAt: clock.now().toISOString(),
    });
  };

  /** What is delivered of the last thing that happened. */
  const told = (): string => {
    const line = lab.world.diary.at(-1);
    const body = line ? feedDelivery(lab.world, line) : null;
    if (body === null) throw new Error('Nothing is delivered of this');
    return body;
  };

  const happen = (what: () => unknown): string => {
    clock.advance(2_000);
    what();
    return told();
  };

  const settle = async (): Promise<void> => {
    await archive.settle();
    clock.advance(1_500);
    await archive.settle();
  };

  const findings = async (): Promise<{ kind: string; cause: string; certainty: string; source_at: Date | null }[]> =>
    archive.database.query(`SELECT kind, cause, certainty, source_at FROM finding ORDER BY at, id`);

  const loops = async (): Promise<{ loop: string; method: string }[]> => {
    const rows: { loop: string }[] = await archive.database.query(
      `SELECT DISTINCT loop FROM capture WHERE loop = 'webhook'`,
    );
    return rows.map(({ loop }) => ({ loop, method: 'PUSH' }));
  };

  it('is in the archive at once: a comment, its edit, that it was hidden and shown again, and its removal', async () => {
    let comment = post;
    await deliver(happen(() => (comment = lab.world.reply(carol, post, 'Shame.', { key: '23' }))));
    await archive.settle();
    expect((await heldBy(archive.database)).get(comment.uri)?.texts).toEqual(['Shame.']);
    await deliver(happen(() => lab.world.edit(comment, 'Shame on you.')));
    await deliver(happen(() => lab.world.hide(comment)));
    await settle();
    await deliver(happen(() => lab.world.show(comment)));
    await settle();
    await deliver(happen(() => lab.world.remove(comment)));
    await settle();
    expect((await heldBy(archive.database)).get(comment.uri)).toEqual({
      texts: ['Shame.', 'Shame on you.'],
      media: 0,
      gone: 1,
    });
    expect((await findings()).map(({ kind, cause, certainty }) => [kind, cause, certainty])).toEqual([
      ['hidden', 'not-said', 'asserted'],
      ['shown', 'not-said', 'asserted'],
      ['gone', 'unknown', 'asserted'],
    ]);
    expect((await loops()).length).toBe(1);
    await expectArchiveSound(archive);
  });

  it('makes no version of what a look shows as it was delivered', async () => {
    let comment = post;
    await deliver(happen(() => (comment = lab.world.reply(carol, post, 'Thank you! #Newford'))));
    await archive.settle();
    clock.advance(5 * MINUTE);
    await archive.settle();
    expect((await heldBy(archive.database)).get(comment.uri)?.texts).toEqual(['Thank you! #Newford']);
    expect(await findings()).toEqual([]);
  });

  it('is asked for where a delivery does not hold all of it: a post with its picture', async () => {
    let shown = post;
    await deliver(happen(() => (shown = lab.world.post(page, 'Map', { media: [{ scene: 'map', alt: '' }] }))));
    await archive.settle();
    expect((await heldBy(archive.database)).get(shown.uri)).toEqual({ texts: ['Map'], media: 1, gone: 0 });
    await expectArchiveSound(archive);
  });

  it('keeps of what is gone the text and the hiding that are delivered only afterwards, and it stays gone', async () => {
    let comment = post;
    const added = happen(() => (comment = lab.world.reply(carol, post, 'One')));
    const edited = happen(() => lab.world.edit(comment, 'Two'));
    const hidden = happen(() => lab.world.hide(comment));
    const removed = happen(() => lab.world.remove(comment));
    await deliver(edited);
    await settle();
    // Nobody delivers what it answers for so long that it is taken as it was told.
    clock.advance(11 * MINUTE);
    await settle();
    await deliver(removed);
    await settle();
    await deliver(hidden);
    await deliver(added);
    await settle();
    expect((await heldBy(archive.database)).get(comment.uri)).toEqual({
      texts: ['Two', 'One', 'Two'],
      media: 0,
      gone: 1,
    });
    const [last] = await archive.database.query(
      `SELECT convert_from(b.item_json, 'UTF8')::jsonb->>'text' AS text, w.state FROM item_watch w
         JOIN snapshot_body b ON b.item_id = w.item_id AND b.number = w.version WHERE w.state = 'gone'`,
    );
    expect(last).toEqual({ text: 'Two', state: 'gone' });
    expect((await findings()).map(({ kind }) => kind)).toEqual(['gone', 'hidden']);
    await expectArchiveSound(archive);
  });

  it('lets a removal wait for what it removes, hours if need be', async () => {
    let comment = post;
    const added = happen(() => (comment = lab.world.reply(carol, post, 'Late')));
    await deliver(happen(() => lab.world.remove(comment)));
    await settle();
    clock.advance(3 * 60 * MINUTE);
    await settle();
    await deliver(added);
    await settle();
    expect((await heldBy(archive.database)).get(comment.uri)).toEqual({ texts: ['Late'], media: 0, gone: 1 });
    await expectArchiveSound(archive);
  });

  it('ends the same when it comes in the wrong order: a removal before what it removes, an older edit last', async () => {
    let [first, second] = [post, post];
    const bodies = [
      happen(() => (first = lab.world.reply(carol, post, 'One'))),
      happen(() => lab.world.edit(first, 'Two')),
      happen(() => lab.world.edit(first, 'Three')),
      happen(() => (second = lab.world.reply(carol, post, 'Here'))),
      happen(() => lab.world.hide(second)),
      happen(() => lab.world.show(second)),
      happen(() => lab.world.remove(second)),
    ];
    for (const body of bodies.toReversed()) await deliver(body);
    await settle();
    const held = await heldBy(archive.database);
    expect(held.get(first.uri)).toEqual({ texts: ['One', 'Two', 'Three'], media: 0, gone: 0 });
    expect(held.get(second.uri)).toEqual({ texts: ['Here'], media: 0, gone: 1 });
    expect((await findings()).map(({ kind }) => kind)).toEqual(['hidden', 'shown', 'gone']);
    await expectArchiveSound(archive);
  });

  it('waits with a removal until what it removes has come, however late in the same minutes', async () => {
    let comment = post;
    const added = happen(() => (comment = lab.world.reply(carol, post, 'Late')));
    await deliver(happen(() => lab.world.remove(comment)));
    await settle();
    expect((await heldBy(archive.database)).has(comment.uri)).toBe(false);
    clock.advance(3 * MINUTE);
    await deliver(added);
    await settle();
    expect((await heldBy(archive.database)).get(comment.uri)).toEqual({ texts: ['Late'], media: 0, gone: 1 });
  });

  it('keeps an edit that comes after a newer one, and what stands there now stays', async () => {
    let comment = post;
    await deliver(happen(() => (comment = lab.world.reply(carol, post, 'One'))));
    const older = happen(() => lab.world.edit(comment, 'Two'));
    await deliver(happen(() => lab.world.edit(comment, 'Three')));
    await settle();
    await deliver(older);
    await settle();
    expect((await heldBy(archive.database)).get(comment.uri)?.texts).toEqual(['One', 'Three', 'Two', 'Three']);
    await expectArchiveSound(archive);
  });

  it('is taken once, however often it is delivered', async () => {
    const body = happen(() => lab.world.reply(carol, post, 'Once'));
    expect(await deliver(body)).toMatchObject({ accepted: true, text: 'EVENT_RECEIVED' });
    expect((await deliver(body)).text).toContain('known already');
    await settle();
    expect((await deliver(body)).text).toContain('known already');
    const rows = await archive.database.query(`SELECT sealed FROM webhook_delivery`);
    expect(rows).toEqual([{ sealed: null }]);
  });

  it('is refused in one sentence with another secret, for another page, long after, or as nonsense', async () => {
    const body = happen(() => lab.world.reply(carol, post, 'Forged'));
    for (const [answer, why] of [
      [await deliver(body, 'another-secret-of-an-app'), 'does not bear the signature'],
      [await deliver(body.replaceAll(page.id, '100000000099999')), 'no account that is archived'],
      [await deliver('[1, 2'), 'cannot be read'],
    ] as const) {
      expect(answer).toMatchObject({ accepted: false });
      expect(answer.text).toContain(why);
    }
    clock.advance(8 * 24 * 60 * MINUTE);
    expect((await deliver(body)).text).toContain('nothing newer than a week');
    expect(await archive.database.query(`SELECT FROM webhook_delivery`)).toEqual([]);
  });

  it('agrees on the address with the word that was agreed on, and with no other', async () => {
    const agree = (token: string, challenge = '1158201444') =>
      archive.get(ReceiveDelivery).run('facebook', {
        method: 'GET',
        path: '/webhooks/facebook',
        query: { 'hub.mode': 'subscribe', 'hub.verify_token': token, 'hub.challenge': challenge },
        headers: {},
        body: new Uint8Array(),
        receivedAt: clock.now().toISOString(),
      });
    expect(await agree(VERIFY_TOKEN)).toEqual({ accepted: true, status: 200, text: '1158201444' });
    expect(await agree('another word')).toMatchObject({ accepted: false, status: 403 });
    expect(await agree(VERIFY_TOKEN, '<script>')).toMatchObject({ accepted: false, status: 403 });
  });
});
