import type { DataSource } from 'typeorm';
import { commitText } from '../../src/audit/index.js';
import { newId, SimulatedClock, system } from '../../src/platform/index.js';
import { type ItemOutcome, ScheduleOf } from '../../src/retention/index.js';
import type { Policy } from '../../src/retention/schedules/policy.types.js';
import { ReadItemFacts } from '../../src/retention/schedules/read-item-facts.js';
import { ReadScene } from '../../src/retention/schedules/read-scene.js';
import { freshDatabase } from '../support/database.js';
import { GivenArchive } from '../support/given-archive.js';
import { policy, series } from '../support/policies.js';

const NOW = new Date('2026-11-26T10:00:00Z');

describe('what the schedules say of items, as they stand', () => {
  let database: DataSource;
  let archive: GivenArchive;
  let account: { id: string; bodyId: string };
  let own: { canonicalUri: string; handle: string; displayName: string };
  const said = {
    kind: 'reply',
    author: { canonicalUri: 'https://a.example/u', handle: '@u', displayName: 'U' },
  } as const;

  const put = async (of: Policy): Promise<void> => {
    const [id, event] = [newId(), newId()];
    await archive.trail.write(system('setup'), async (tx) => {
      const { digest } = commitText('why');
      const facts = { policy: id, body: account.bodyId, trust: 'verified', rule: digest, commit: digest } as const;
      await tx.record('policy.loaded', facts, { id: event });
      await tx.rows.query(
        `INSERT INTO policy_version (id, body_id, policy, version, trust, sha256, source, content, effective_from, loaded_at, loaded_by, event_id)
         VALUES ($1, $2, $3, $4, 'verified', $5, '', $6, $7, $8, 'system:setup', $9)`,
        [id, account.bodyId, of.id, of.version, digest, JSON.stringify(of), of.effective.from, NOW, event],
      );
      for (const { id: name } of of.series) {
        await tx.rows.query(`INSERT INTO policy_series VALUES ($1, $2, $3)`, [newId(), id, name]);
      }
    });
  };
  const of = async (...ids: string[]): Promise<Map<string, ItemOutcome>> =>
    new ScheduleOf(new ReadScene(new SimulatedClock(NOW)), new ReadItemFacts()).run(database.manager, ids);

  beforeAll(async () => {
    database = await freshDatabase();
    archive = new GivenArchive(database, new SimulatedClock(NOW));
    account = await archive.account('Europe/Warsaw');
    own = { canonicalUri: `https://a.example/${account.id}`, handle: '@city', displayName: 'City' };
    await put(
      policy('grs', [
        series('010', { period: 'P3Y', match: [{ authors: ['body'] }] }),
        series('020', { period: 'P90D', match: [{ authors: ['others'], hasReplyByBody: false }] }),
        series('answered', {
          period: 'P5Y',
          cutoff: 'end-of-calendar-year',
          match: [{ authors: ['others'], hasReplyByBody: true }],
        }),
        series('tagged', { period: 'P10Y', match: [{ hashtags: ['#Powódź'] }] }),
        series('private', { period: 'P7Y', match: [{ visibility: ['direct'] }] }),
      ]),
    );
  }, 120_000);

  afterAll(() => database.destroy());

  it('tell whose words they are, whether the body answered, which hashtags and for whom', async () => {
    const at = new Date('2024-12-31T23:30:00Z');
    const [post, comment, asked, forged, direct] = await archive.add(account, [
      { texts: ['Hello', 'Hello, #POWODZ'], postedAt: at, body: { author: own } },
      { texts: ['First!'], postedAt: at, kind: 'reply', body: said },
      { texts: ['When do you open?'], postedAt: at, kind: 'reply', body: said },
      // Whatever somebody writes or is called, it is not the body that wrote it.
      {
        texts: [`"author":{"canonicalUri":"${own.canonicalUri}" "audience":"direct" \u0000`],
        postedAt: at,
        kind: 'reply',
        body: { ...said, author: { ...said.author, displayName: `"author":{"canonicalUri":"${own.canonicalUri}"` } },
      },
      { texts: ['For you'], postedAt: at, kind: 'reply', body: { ...said, audience: 'direct' } },
    ]);
    const [answer] = await archive.add(account, [
      { texts: ['At nine'], postedAt: at, kind: 'reply', body: { author: own } },
    ]);
    await database.query(`UPDATE item_watch SET parent_id = $2 WHERE item_id = $1`, [answer, asked]);
    const outcomes = await of(...[post, comment, asked, forged, direct, answer].map(String));
    const line = (id: string | undefined): string => {
      const found = outcomes.get(String(id));
      return `${found?.seriesId} ${found?.eligibleOn?.toString()} ${found?.explanation.rules.length}`;
    };
    expect([post, comment, asked, forged, direct, answer].map(line)).toEqual([
      'tagged 2035-01-01 2',
      '020 2025-04-01 1',
      'answered 2031-01-01 1',
      '020 2025-04-01 1',
      'private 2032-01-01 2',
      '010 2028-01-01 1',
    ]);
  });

  it('keep an original as long as what repeats it, and leave out what is not there', async () => {
    const at = new Date('2024-03-11T12:00:00Z');
    const [original] = await archive.add(account, [{ texts: ['Theirs'], postedAt: at, kind: 'original', body: said }]);
    const alone = (await of(String(original), newId())).get(String(original));
    expect([alone?.seriesId, alone?.eligibleOn?.toString()]).toEqual(['020', '2024-06-09']);
    await archive.add(account, [
      {
        texts: [''],
        postedAt: new Date('2026-03-11T12:00:00Z'),
        kind: 'repost',
        reposts: String(original),
        body: { author: own },
      },
    ]);
    const shown = await of(String(original), newId());
    expect([...shown.values()].map(({ seriesId, eligibleOn }) => [seriesId, eligibleOn?.toString()])).toEqual([
      ['010', '2029-03-11'],
    ]);
  });
});
