import { type AccessToken, confuser, type Lab, type Post, startLab, type World } from '../../lab/index.js';
import { standsOnPage } from '../../lab/facades/facebook-shapes.js';
import { seeded } from '../../lab/world/random.rules.js';
import { SimulatedClock } from '../../src/platform/index.js';
import { type ArchiveUnderTest, openArchive } from '../support/archive-under-test.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';
import { THOROUGH } from '../support/thorough.js';

const HOST = 'facebook.example';
const MINUTE = 60_000;
const STEPS = 110;

interface Gone {
  readonly uri: string;
  readonly first: Date;
  readonly confirmed: Date;
}

const GONE = `
  SELECT DISTINCT convert_from(b.item_json, 'UTF8')::jsonb #>> '{ref,canonicalUri}' AS uri, f.first_missing AS first, f.confirmed
  FROM finding f JOIN snapshot_body b ON b.item_id = f.item_id WHERE f.kind = 'gone'`;
const TWICE = `
  SELECT uri FROM (SELECT convert_from(b.item_json, 'UTF8')::jsonb #>> '{ref,canonicalUri}' AS uri
    FROM snapshot_body b WHERE b.number = 1) s GROUP BY uri HAVING count(*) > 1`;

/** Which posts stood at each minute, as the page itself could see them. */
class Truth {
  private readonly standing = new Map<number, ReadonlySet<string>>();

  constructor(private readonly world: World) {}

  note(at: Date): void {
    this.standing.set(at.getTime(), new Set(this.world.posts.filter(standsOnPage).map(({ uri }: Post) => uri)));
  }

  stood(uri: string, at: Date): boolean {
    return this.standing.get(at.getTime())?.has(uri) ?? false;
  }
}

/** The archive looks each minute while the world walks at random and permissions come and go, and half an hour after. */
async function play(seed: number): Promise<{ truth: Truth; gone: Gone[]; twice: unknown[]; removed: number }> {
  const clock = new SimulatedClock(new Date('2026-05-19T12:00:00.000Z'));
  const lab: Lab = await startLab({
    clock,
    prepare: (world) => {
      world.openServer(HOST, { software: 'facebook', rateLimit: null });
      for (const name of ['city', 'ann', 'bob']) world.openAccount(`${name}@${HOST}`);
    },
  });
  const [city, ...others] = lab.world.accounts;
  if (!city) throw new Error('The lab has no page');
  const token = lab.world.issueToken(HOST, city);
  const archive: ArchiveUnderTest = await openArchive(clock);
  const truth = new Truth(lab.world);
  const next = seeded(seed * 7);
  try {
    await archive.addAccount(lab.facebook(HOST), { token: token.value });
    await archive.settle();
    const go = confuser(lab.world, { host: HOST, account: city, public: others, token }, seed);
    for (let i = 0; i < STEPS + 40; i += 1) {
      clock.advance(MINUTE);
      if (i < STEPS) go();
      if (i < STEPS && next() < 0.12) lab.world.permitPublic(token, !token.readsPublic);
      if (i === STEPS) calmDown(lab, token);
      if (i === STEPS + 3) lab.world.remove(lab.world.postNamed('to be removed'));
      truth.note(clock.now());
      await archive.settle();
    }
    await expectArchiveSound(archive);
    const removed = lab.world.posts.filter((post) => !standsOnPage(post)).length;
    return { truth, gone: await archive.database.query(GONE), twice: await archive.database.query(TWICE), removed };
  } finally {
    await archive.close();
    await lab.close();
  }
}

/** Everything may be read again, and what is removed from now on is found to be. */
function calmDown({ world }: Lab, token: AccessToken): void {
  world.permitPublic(token, true);
  world.revokeToken(token, false);
  const [city, ann, bob] = world.accounts;
  if (!city || !ann || !bob) throw new Error('The lab has lost its people');
  for (const who of [ann, bob]) {
    world.suspend(who, false);
    world.limitAuthor(who, false);
  }
  const post = world.post(city, 'It is calm.');
  world.reply(ann, post, 'Gone soon', { key: 'to be removed' });
  world.reply(bob, post, 'Staying');
}

describe('the archive against a page that confuses it', () => {
  it.each(THOROUGH ? [3, 4, 5, 6] : [3])(
    'seed %i: lost permission, dead tokens, hidden comments and limited people are never shown as removal',
    async (seed) => {
      const { truth, gone, twice, removed } = await play(seed);
      expect(twice).toEqual([]);
      expect(
        gone.filter(({ uri, first, confirmed }) => truth.stood(uri, first) || truth.stood(uri, confirmed)),
      ).toEqual([]);
      expect(removed).toBeGreaterThan(0);
      expect(gone.length).toBeGreaterThan(0);
    },
    300_000,
  );
});
