import { type AccessToken, confuser, type Lab, type Post, startLab, type World } from '../../lab/index.js';
import { standsOnPage } from '../../lab/facades/facebook-shapes.js';
import { seeded } from '../../lab/world/random.rules.js';
import { SimulatedClock } from '../../src/platform/index.js';
import { type ArchiveUnderTest, openArchive } from '../support/archive-under-test.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';
import { THOROUGH } from '../support/thorough.js';

const HOST = 'instagram.example';
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
const STORIES = `SELECT count(*)::int AS stories FROM item WHERE kind = 'entry'`;

/** Which posts stood at each minute, as the account itself could see them; a story that ended was not taken away. */
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

interface Played {
  readonly truth: Truth;
  readonly gone: readonly Gone[];
  readonly stories: number;
  readonly removed: string;
}

/**
 * The archive looks each minute while the world walks at random and permissions come and go, an hour after, and once more
 * when all stories have ended.
 */
async function play(seed: number): Promise<Played> {
  const clock = new SimulatedClock(new Date('2026-05-19T12:00:00.000Z'));
  const lab: Lab = await startLab({
    clock,
    prepare: (world) => {
      world.openServer(HOST, { software: 'instagram', rateLimit: null });
      for (const name of ['newford', 'ann', 'bob']) world.openAccount(`${name}@${HOST}`);
    },
  });
  const [city, ...others] = lab.world.accounts;
  if (!city) throw new Error('The lab has no account');
  const token = lab.world.issueToken(HOST, city);
  const archive: ArchiveUnderTest = await openArchive(clock);
  const truth = new Truth(lab.world);
  const next = seeded(seed * 7);
  const step = async (minutes: number): Promise<void> => {
    clock.advance(minutes * MINUTE);
    truth.note(clock.now());
    await archive.settle();
  };
  try {
    await archive.addAccount(lab.facebook(HOST), { token: token.value });
    await archive.settle();
    const go = confuser(lab.world, { host: HOST, account: city, public: others, token }, seed);
    for (let i = 0; i < STEPS; i += 1) {
      go();
      disturb(lab, token, next);
      await step(1);
    }
    const removed = calmDown(lab, token);
    for (let i = 0; i < 5; i += 1) await step(1);
    lab.world.remove(removed);
    for (let i = 0; i < 40; i += 1) await step(1);
    for (let i = 0; i < 3; i += 1) await step(9 * 60);
    for (let i = 0; i < 3; i += 1) await step(30);
    await expectArchiveSound(archive);
    const [{ stories } = { stories: 0 }] = await archive.database.query<{ stories: number }[]>(STORIES);
    return { truth, gone: await archive.database.query(GONE), stories, removed: removed.uri };
  } finally {
    await archive.close();
    await lab.close();
  }
}

function disturb({ world }: Lab, token: AccessToken, next: () => number): void {
  const [city, ann] = world.accounts;
  if (!city || !ann) throw new Error('The lab has lost its people');
  if (next() < 0.12) world.permitPublic(token, !token.readsPublic);
  if (next() < 0.1) world.post(city, 'A story', { story: true });
  if (next() < 0.05) world.post(ann, 'Thank you, @newford');
}

/** Everything may be read again. Answers the comment that is removed next, and has to be found to be. */
function calmDown({ world }: Lab, token: AccessToken): Post {
  world.permitPublic(token, true);
  world.revokeToken(token, false);
  const [city, ann, bob] = world.accounts;
  if (!city || !ann || !bob) throw new Error('The lab has lost its people');
  for (const who of [city, ann, bob]) {
    if (who.suspended) world.suspend(who, false);
    if (who.limited) world.limitAuthor(who, false);
  }
  const post = world.post(city, 'It is calm.');
  const removed = world.reply(ann, post, 'Gone soon');
  world.reply(bob, post, 'Staying');
  return removed;
}

describe('the archive against an account of Instagram that confuses it', () => {
  it.each(THOROUGH ? [3, 4, 5, 6] : [3])(
    'seed %i: lost permission, dead tokens, hidden comments, posts of others and ended stories are never shown as removal',
    async (seed) => {
      const { truth, gone, stories, removed } = await play(seed);
      expect(
        gone.filter(({ uri, first, confirmed }) => truth.stood(uri, first) || truth.stood(uri, confirmed)),
      ).toEqual([]);
      expect(stories).toBeGreaterThan(3);
      expect(gone.map(({ uri }) => uri)).toContain(removed);
    },
    300_000,
  );
});
