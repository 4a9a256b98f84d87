import {
  type Account,
  confuser,
  hadToBeSeen,
  isWithin,
  type Lab,
  listedSpans,
  type Post,
  startLab,
  visibleSpans,
} from '../../lab/index.js';
import { SimulatedClock } from '../../src/platform/index.js';
import { ask } from './lab-client.js';

const HOST = 'social.example';
const MINUTE = 60_000;

interface Walked {
  readonly lab: Lab;
  readonly clock: SimulatedClock;
  readonly city: Account;
}

async function walk(seed: number, steps: number): Promise<Walked> {
  const clock = new SimulatedClock(new Date('2026-05-19T12:00:00.000Z'));
  const lab = await startLab({
    clock,
    prepare: (world) => {
      world.openServer(HOST, { software: 'mastodon', rateLimit: null });
      world.openAccount(`city@${HOST}`);
      for (const name of ['ann', 'bob', 'cid']) world.openAccount(`${name}@elsewhere.example`);
    },
  });
  const { world } = lab;
  const city = world.account(`city@${HOST}`);
  const others = world.accounts.filter((account) => account !== city);
  const go = confuser(world, { host: HOST, account: city, public: others, token: world.issueToken(HOST, city) }, seed);
  for (let i = 0; i < steps; i++) {
    clock.advance(MINUTE);
    go();
  }
  clock.advance(20 * MINUTE);
  return { lab, clock, city };
}

async function foundByLookUp({ lab }: Walked, post: Post): Promise<boolean> {
  const told = await ask(lab, HOST, `/api/v1/statuses/${lab.world.idOn(lab.world.server(HOST), post)}`);
  if (told.status !== 200 && told.status !== 404) throw new Error(`A look-up was answered ${String(told.status)}`);
  return told.status === 200;
}

describe('the confuser and its oracle', () => {
  it.each([1, 2, 3, 4, 5, 6])('seed %i: what the oracle says of each post is what the façade answers', async (seed) => {
    const walked = await walk(seed, 150);
    const { world } = walked.lab;
    const now = walked.clock.now();
    const wrong: string[] = [];
    for (const post of world.posts) {
      const expected = isWithin(visibleSpans(world, post), now);
      if ((await foundByLookUp(walked, post)) !== expected)
        wrong.push(`${post.key} should ${expected ? '' : 'not '}be found`);
    }
    await walked.lab.close();
    expect(wrong).toEqual([]);
    expect(world.posts.length).toBeGreaterThan(40);
  });

  it('knows that a boost is seen only while its original is', async () => {
    const { lab, clock, city } = await walk(1, 0);
    const original = lab.world.post(lab.world.account('ann@elsewhere.example'), 'original');
    const boost = lab.world.repost(city, original);
    const from = clock.now();
    clock.advance(MINUTE);
    lab.world.remove(original);
    const to = clock.now();
    await lab.close();
    expect(visibleSpans(lab.world, boost)).toEqual([{ from, to }]);
  });

  it('says when threads showed a reply, too', async () => {
    const walked = await walk(7, 200);
    const { world } = walked.lab;
    const token = world.issueToken(HOST);
    const roots = world.posts.filter(
      (post) => post.inReplyTo === null && isWithin(visibleSpans(world, post), walked.clock.now()),
    );
    const shown = new Set<string>();
    for (const root of roots) {
      const where = `/api/v1/statuses/${world.idOn(world.server(HOST), root)}/context`;
      const { body } = await ask(walked.lab, HOST, where, { authorization: `Bearer ${token.value}` });
      for (const { uri } of body.descendants) shown.add(uri);
    }
    await walked.lab.close();
    const hidden = world.posts.filter((post) => !isWithin(listedSpans(world, post), walked.clock.now()));
    expect(hidden.filter(({ uri }) => shown.has(uri)).map(({ key }) => key)).toEqual([]);
    expect(shown.size).toBeGreaterThan(5);
  });

  it('walks the same way from the same seed, and another from another', async () => {
    const [first, again, other] = await Promise.all([walk(1, 80), walk(1, 80), walk(2, 80)]);
    const diaries = [first, again, other].map(({ lab }) => lab.world.diary);
    await Promise.all([first, again, other].map(({ lab }) => lab.close()));
    expect(diaries[0]).toEqual(diaries[1]);
    expect(diaries[0]).not.toEqual(diaries[2]);
  });

  it('demands of an archive only what stood, readable, longer than its pause between looks', async () => {
    const { lab, clock, city } = await walk(1, 0);
    const { world } = lab;
    const [brief, long] = [world.post(city, 'brief'), world.post(city, 'long')];
    const inOutage = { from: clock.now(), to: new Date(clock.now().getTime() + 30 * MINUTE), kind: '503' } as const;
    clock.advance(2 * MINUTE);
    world.remove(brief);
    clock.advance(60 * MINUTE);
    const look = { reader: city, everyMs: 5 * MINUTE, until: clock.now() };
    expect([brief, long].map((post) => hadToBeSeen(world, post, look))).toEqual([false, true]);
    world.outage(HOST, { ...inOutage, to: clock.now() });
    await lab.close();
    expect(hadToBeSeen(world, long, look)).toBe(false);
  });
});
