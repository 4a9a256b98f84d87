import {
  belongsTo,
  confuser,
  hadToBeSeen,
  isWithin,
  type Lab,
  type Post,
  startLab,
  visibleSpans,
  type World,
} from '../../lab/index.js';
import { SimulatedClock } from '../../src/platform/index.js';
import { type ArchiveUnderTest, openArchive } from '../support/archive-under-test.js';
import { THOROUGH } from '../support/thorough.js';

const HOST = 'social.example';
const MINUTE = 60_000;

interface Kept {
  readonly uri: string;
  readonly texts: readonly string[];
}

interface Gone {
  readonly uri: string;
  readonly first: Date;
  readonly confirmed: Date;
}

interface Outcome {
  readonly lab: Lab;
  readonly clock: SimulatedClock;
  readonly kept: readonly Kept[];
  readonly gone: readonly Gone[];
}

const ITEMS = `
  SELECT convert_from(b.item_json, 'UTF8')::jsonb #>> '{ref,canonicalUri}' AS uri,
         array_agg(convert_from(b.item_json, 'UTF8')::jsonb ->> 'text' ORDER BY b.number) AS texts
  FROM item i JOIN snapshot_body b ON b.item_id = i.id WHERE i.kind <> 'profile' GROUP BY i.id, 1`;
const GONE = `
  SELECT DISTINCT convert_from(b.item_json, 'UTF8')::jsonb #>> '{ref,canonicalUri}' AS uri, f.first_missing AS first, f.confirmed
  FROM finding f JOIN snapshot_body b ON b.item_id = f.item_id WHERE f.kind = 'gone' AND f.certainty = 'confirmed'`;

/** The archive looks each minute while the world walks at random, and for half an hour after. */
async function play(seed: number, steps: number): Promise<Outcome> {
  const clock = new SimulatedClock(new Date('2026-05-19T12:00:00.000Z'));
  const lab = await startLab({
    clock,
    prepare: (world) => {
      world.openServer(HOST, { software: 'mastodon', rateLimit: null });
      for (const name of ['city', 'ann', 'bob']) world.openAccount(`${name}@${HOST}`);
    },
  });
  const [city, ...others] = lab.world.accounts;
  if (!city) throw new Error('The lab has no city');
  const token = lab.world.issueToken(HOST, city);
  const archive = await openArchive(clock);
  try {
    await archive.addAccount(`${lab.mastodon(HOST)}/@city`, { token: token.value });
    await archive.settle();
    const go = confuser(lab.world, { host: HOST, account: city, public: others, token }, seed);
    await run(archive, { clock, go, steps });
    return { lab, clock, kept: await archive.database.query(ITEMS), gone: await archive.database.query(GONE) };
  } finally {
    await archive.close();
    await lab.close();
  }
}

async function run(
  archive: ArchiveUnderTest,
  walk: { clock: SimulatedClock; go: () => void; steps: number },
): Promise<void> {
  for (let i = 0; i < walk.steps + 30; i++) {
    walk.clock.advance(MINUTE);
    if (i < walk.steps) walk.go();
    await archive.settle();
  }
}

function postOf(world: World, uri: string): Post {
  return world.posts.find((post) => post.uri === uri) ?? world.postNamed(uri);
}

/** A later version may be kept where an earlier one went by unseen, but never one out of order or one that never was. */
function isSubsequence(texts: readonly string[], of: readonly string[]): boolean {
  let from = 0;
  return texts.every((text) => {
    const at = of.indexOf(text, from);
    from = at;
    return at !== -1;
  });
}

describe('the archive against a world that confuses it', () => {
  it.each(THOROUGH ? [12, 13] : [12])(
    'seed %i: nothing kept twice, nothing invented, no false deletion, nothing missed that stood long enough',
    async (seed) => {
      const { lab, clock, kept, gone } = await play(seed, 120);
      const { world } = lab;
      const uris = kept.map(({ uri }) => uri);
      expect(uris.filter((uri, i) => uris.indexOf(uri) !== i)).toEqual([]);

      const invented = kept.filter(({ uri, texts }) => {
        const post = postOf(world, uri);
        return (
          !post.repostOf &&
          !isSubsequence(
            texts,
            post.versions.map(({ text }) => text),
          )
        );
      });
      expect(
        invented.map(({ uri, texts }) => ({ uri, texts, truth: postOf(world, uri).versions.map(({ text }) => text) })),
      ).toEqual([]);

      const falselyGone = gone.filter(({ uri, first, confirmed }) => {
        const spans = visibleSpans(world, postOf(world, uri));
        return isWithin(spans, first) || isWithin(spans, confirmed);
      });
      expect(falselyGone).toEqual([]);

      const look = { reader: world.account(`city@${HOST}`), everyMs: 12 * MINUTE, until: clock.now() };
      const missed = world.posts.filter(
        (post) => belongsTo([look.reader], post) && hadToBeSeen(world, post, look) && !uris.includes(post.uri),
      );
      expect(
        missed.map(({ key, author, inReplyTo }) => `${key} by ${author.username} to ${inReplyTo?.key ?? 'nobody'}`),
      ).toEqual([]);
      expect(gone.length).toBeGreaterThan(0);
    },
    120_000,
  );
});
