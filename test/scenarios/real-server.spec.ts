import { setTimeout as wait } from 'node:timers/promises';
import { startTestApp, type TestApp } from '../support/app.js';
import { ForwardClock, Scenario } from '../support/scenario.js';
import { type Snac, snacIsThere, startSnac } from '../support/snac.js';

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);
const MINUTE = 60_000;

const where = snacIsThere ? describe : describe.skip;

where(
  'a real snac2 server and its feed, archived (skipped where test/support/install-snac.sh has not been run)',
  () => {
    const clock = new ForwardClock();
    let snac: Snac;
    let app: TestApp;
    let scenario: Scenario;
    let account: string;
    let feed: string;

    const post = (user: string, fields: Record<string, string>): ReturnType<Snac['call']> =>
      snac.call(user, 'POST', '/api/v1/statuses', fields);

    beforeAll(async () => {
      snac = await startSnac(['city', 'bob']);
      await post('city', { status: 'Council meets at 7 #newford' });
      const questions = await post('city', { status: 'Questions here' });
      const typo = await post('city', { status: 'Tusday it is' });
      const file = new Blob([PIXEL], { type: 'image/png' });
      const { id } = await snac.call('city', 'POST', '/api/v1/media', { file, description: 'One blue dot' });
      await post('city', { status: 'A picture', 'media_ids[]': id });

      app = await startTestApp({ clock });
      scenario = new Scenario(app);
      const body = await scenario.addBody();
      account = await scenario.addAccount(body, `${snac.url}/city`, snac.token('city'));
      feed = await scenario.addAccount(body, `${snac.url}/city.rss`);
      for (const each of [account, feed]) await scenario.stateBasis(each);
      await scenario.settle();

      await post('bob', { status: `@city@${snac.host} is it streamed?`, in_reply_to_id: questions.id });
      // The time of the edit, in seconds, is the beginning of the new id.
      await wait(1100);
      const edited = await snac.call('city', 'PUT', `/api/v1/statuses/${typo.id}`, { status: 'Tuesday it is' });
      expect(edited.id).not.toBe(typo.id);
      await untilArchived('is it streamed?');
    }, 120_000);

    afterAll(async () => {
      await app.close();
      await snac.close();
    });

    /** snac delivers between its own accounts through a queue, which takes it some fifteen seconds. */
    async function untilArchived(words: string): Promise<void> {
      for (let look = 0; look < 40; look += 1) {
        clock.advance(3 * MINUTE);
        await scenario.settle();
        if ((await scenario.items(account)).some(({ latest }) => latest.text.includes(words))) return;
        await wait(1000);
      }
      throw new Error(`"${words}" never came into the archive`);
    }

    it('keeps each post and the reply of a citizen once, under what it answers', async () => {
      const items = await scenario.items(account);
      expect(items.map(({ kind, latest }) => `${kind} ${latest.text}`).toSorted()).toEqual([
        'post A picture',
        'post Council meets at 7 #newford',
        'post Questions here',
        'post Tuesday it is',
        `reply @city@${snac.host} is it streamed?`,
      ]);
      const root = await scenario.itemSaying(account, 'Questions here');
      const reply = items.find(({ kind }) => kind === 'reply');
      expect(reply).toMatchObject({ parentId: root.id, rootId: root.id, author: { handle: `@bob@${snac.host}` } });
      expect(items.every(({ state, goneFinding }) => state === 'present' && goneFinding === null)).toBe(true);
    });

    it('keeps an edit that has another id as the second version of the same post', async () => {
      const { versions, findings } = await scenario.itemSaying(account, 'Tuesday it is');
      expect(versions.map(({ text }) => text)).toEqual(['Tusday it is', 'Tuesday it is']);
      expect(findings).toEqual([]);
    });

    it('keeps the bytes of a picture with its alt text', async () => {
      const { versions } = await scenario.itemSaying(account, 'A picture');
      const medium = versions.at(-1)?.media[0];
      expect(medium).toMatchObject({ alt: 'One blue dot', mime: 'image/png', bytes: PIXEL.length });
      const answer = await app.ask('GET', medium?.href ?? '');
      expect(Buffer.from(await answer.arrayBuffer()).equals(PIXEL)).toBe(true);
    });

    it('keeps the same posts by the feed', async () => {
      const texts = (await scenario.items(feed)).map(({ latest }) => latest.text);
      expect(texts).toEqual(expect.arrayContaining(['Council meets at 7 #newford', 'Questions here', 'Tuesday it is']));
    });

    it('has no gap, and keeps no token in what it stores in the clear', async () => {
      expect(await scenario.read('/gaps')).toEqual({ items: [] });
      const token = snac.token('city');
      expect(token).not.toBe('');
      const shown = await Promise.all(['/accounts', '/desk', '/audit', '/items'].map((path) => scenario.read(path)));
      expect(JSON.stringify(shown)).not.toContain(token);
    });

    it('leaves as a bundle that both verifiers call authentic', async () => {
      const report = await scenario.expectAuthentic(await scenario.bundle({ accountIds: [account, feed] }));
      const counted = await Promise.all([account, feed].map((id) => scenario.items(id)));
      expect(report.counts.items).toBe(counted.flat().length);
      expect(report.counts.versions).toBe(counted.flat().reduce((sum, { versionCount }) => sum + versionCount, 0));
      await scenario.expectSound();
    }, 60_000);
  },
);
