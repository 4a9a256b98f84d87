import { atprotoIsThere, type AtprotoNetwork, type Person, startAtproto, type Strong } from '../support/atproto.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { ForwardClock, Scenario } from '../support/scenario.js';

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);
const MINUTE = 60_000;

const where = atprotoIsThere ? describe : describe.skip;

where(
  'an account of a real AT Protocol network, archived (skipped where lab/atproto is not installed, or redis-server is missing)',
  () => {
    const clock = new ForwardClock();
    let network: AtprotoNetwork;
    let app: TestApp;
    let scenario: Scenario;
    let city: Person;
    let dana: Person;
    let account: string;
    let typo: Strong;
    let toGo: Strong;
    let questions: Strong;
    let rude: Strong;

    const rkeyOf = ({ uri }: Strong): string => uri.split('/').at(-1) ?? '';

    /** Long enough for every loop to look again. */
    async function later(): Promise<void> {
      for (let look = 0; look < 3; look += 1) {
        clock.advance(30 * MINUTE);
        await scenario.settle();
      }
    }

    beforeAll(async () => {
      network = await startAtproto();
      [city, dana] = [await network.person('city'), await network.person('dana')];
      await city.put('app.bsky.actor.profile', 'self', { displayName: 'City of Test', description: 'Official' });
      typo = await city.post('Tusday it is');
      toGo = await city.post('Posted by mistake');
      questions = await city.post('Questions here');
      const image = await city.upload(PIXEL, 'image/png');
      await city.post('A picture', { embed: { $type: 'app.bsky.embed.images', images: [{ alt: 'One dot', image }] } });

      const { directory, index } = network.servers;
      app = await startTestApp({ clock, settings: { BLUESKY_DIRECTORY_URL: directory, BLUESKY_INDEX_URL: index } });
      scenario = new Scenario(app);
      const body = await scenario.addBody();
      account = await scenario.addAccount(body, `@${city.handle}`);
      await scenario.stateBasis(account);
      await scenario.settle();

      rude = await dana.post('You are fools', { reply: { root: questions, parent: questions } });
      await dana.post('Is it streamed?', { reply: { root: questions, parent: questions } });
      await later();
      await city.put('app.bsky.feed.post', rkeyOf(typo), { text: 'Tuesday it is' });
      await city.remove(toGo.uri);
      const gate = { post: questions.uri, hiddenReplies: [rude.uri] };
      await city.put('app.bsky.feed.threadgate', rkeyOf(questions), gate);
      await city.call('com.atproto.identity.updateHandle', { handle: `new-${city.handle}` });
      await later();
    }, 180_000);

    afterAll(async () => {
      await app?.close();
      await network?.close();
    });

    it('keeps each post and the replies of citizens once, under what they answer', async () => {
      const items = await scenario.items(account);
      expect(items.map(({ kind, latest }) => `${kind} ${latest.text}`).toSorted()).toEqual([
        'post A picture',
        'post Posted by mistake',
        'post Questions here',
        'post Tuesday it is',
        'reply Is it streamed?',
        'reply You are fools',
      ]);
      const root = await scenario.itemSaying(account, 'Questions here');
      const reply = await scenario.itemSaying(account, 'Is it streamed?');
      expect(reply).toMatchObject({ parentId: root.id, author: { handle: `@${dana.handle}` } });
    });

    it('keeps an edit as the second version', async () => {
      const { versions } = await scenario.itemSaying(account, 'Tuesday it is');
      expect(versions.map(({ text }) => text)).toEqual(['Tusday it is', 'Tuesday it is']);
    });

    it('finds by one look, and its signed proof, that a post is no longer there', async () => {
      const { findings, state } = await scenario.itemSaying(account, 'Posted by mistake');
      expect(state).toBe('gone');
      expect(findings).toMatchObject([{ kind: 'gone', certainty: 'asserted' }]);
    });

    it('finds that the account hid a reply', async () => {
      const { findings } = await scenario.itemSaying(account, 'You are fools');
      expect(findings).toMatchObject([{ kind: 'hidden', cause: 'by-account' }]);
    });

    it('keeps the original of a picture', async () => {
      const { versions } = await scenario.itemSaying(account, 'A picture');
      const medium = versions.at(-1)?.media[0];
      expect(medium).toMatchObject({ alt: 'One dot', mime: 'image/png', bytes: PIXEL.length });
    });

    it('leaves as a bundle that both verifiers call authentic, and the archive is sound', async () => {
      const report = await scenario.expectAuthentic(await scenario.bundle({ accountIds: [account] }));
      expect(report.counts.items).toBe(6);
      await scenario.expectSound();
    }, 120_000);
  },
);
