import { Keyring } from '../../src/archive/index.js';
import { AuditTrail, Followers } from '../../src/audit/index.js';
import { type NamedIndex, newId, Refusal, SimulatedClock, system } from '../../src/platform/index.js';
import {
  CompareDiscovery,
  type Compared,
  Discover,
  type Discovered,
  FollowDiscovery,
  Reindex,
} from '../../src/search/index.js';
import { type ArchiveUnderTest, openArchive } from '../support/archive-under-test.js';
import { destroyLawfully } from '../support/destroy-lawfully.js';
import { findFaults } from '../support/expect-archive-sound.js';
import { GivenArchive, type GivenItem } from '../support/given-archive.js';

/** How one engine is opened for the contract. */
export interface IndexUnderTest {
  /** Null: out of the database. */
  readonly at: NamedIndex | null;
  /** Everything that is kept anywhere in the index, as text; null where it cannot be looked at. */
  everything(archive: ArchiveUnderTest): Promise<string | null>;
  close(archive: ArchiveUnderTest): Promise<void>;
}

const NOW = new Date('2026-05-20T12:00:00Z');
const actor = system('setup');
const on = (day: string): Date => new Date(`${day}T12:00:00Z`);

/** What src/search/discovery/discovery-index.port.ts promises, seen through what people are answered. */
export function discoveryContract(openIndex: () => Promise<IndexUnderTest>): void {
  let index: IndexUnderTest;
  let archive: ArchiveUnderTest;
  let given: GivenArchive;
  let account: { id: string; bodyId: string };

  beforeEach(async () => {
    index = await openIndex();
    archive = await openArchive(new SimulatedClock(NOW), { index: index.at });
    given = new GivenArchive(archive.database, new SimulatedClock(NOW));
    account = await given.account();
    await archive.get(Keyring).secretOf(account.bodyId);
  }, 120_000);

  afterEach(async () => {
    await index.close(archive);
    await archive.close();
  });

  const add = async (...items: GivenItem[]): Promise<string[]> => given.add(account, items);
  const one = async (text: string, more: Partial<GivenItem> = {}): Promise<string> => {
    const [id = ''] = await add({ texts: [text], postedAt: on('2026-05-02'), ...more });
    return id;
  };
  const follow = async (): Promise<void> => {
    await archive.get(Followers).settle();
    await archive.get(FollowDiscovery).settle();
  };
  const ask = (text: string, more: { accountId?: string; limit?: number } = {}): Promise<Discovered> =>
    archive.get(Discover).run(actor, { text, limit: 10, ...more });
  const found = async (text: string, more: { accountId?: string } = {}): Promise<string[]> =>
    (await ask(text, more)).items.map(({ id }) => id);
  const compare = async (): Promise<Compared[]> => {
    const all: Compared[] = [];
    for await (const compared of archive.get(CompareDiscovery).run(new AbortController().signal)) all.push(compared);
    return all;
  };
  const differing = async (): Promise<string[]> => (await compare()).flatMap((compared) => compared.differing);
  const reindex = (told?: () => void) =>
    archive.get(Reindex).run(actor, { signal: new AbortController().signal, ...(told ? { told } : {}) });
  const restrict = async (item: string, places: object[] | null): Promise<string> => {
    const [id, event] = [newId(), newId()];
    await archive.get(AuditTrail).write(actor, async (tx) => {
      await tx.rows.query(
        `INSERT INTO restriction (id, item_id, by_what, versions, places, salt, at, by, event_id)
         VALUES ($1, $2, $1, 1, $3, '', now(), 'system:setup', $4)`,
        [id, item, places && JSON.stringify(places), event],
      );
      const extent = places === null ? 'all-of-it' : 'places-in-it';
      await tx.record('item.restricted', { item, restriction: id, extent, commit: '0'.repeat(64) }, { id: event });
    });
    return id;
  };

  it('finds what was begun, mistyped in one letter, two letters that changed places, and letters with their marks', async () => {
    const bridge = await one('The bridge over the river is closed');
    const school = await one('Przedszkolaki sadzą drzewa w Łodzi', { postedAt: on('2026-04-02') });
    await follow();
    for (const typed of ['bri', 'bridge', 'brigde', 'bridgr', 'rivr bri', 'over the brid']) {
      expect([typed, await found(typed === 'rivr bri' ? 'river bri' : typed)]).toEqual([typed, [bridge]]);
    }
    for (const typed of ['łodzi', 'LODZI', 'sadza', 'przedszkloaki'])
      expect([typed, await found(typed)]).toEqual([typed, [school]]);
  });

  it('puts what is spelled as it was typed before what is not', async () => {
    const [mistyped, exact] = await add(
      { texts: ['The harbor opens'], postedAt: on('2026-05-09') },
      { texts: ['The harvor festival'], postedAt: on('2026-05-01') },
    );
    await follow();
    expect(await found('harvor')).toEqual([exact, mistyped]);
  });

  it('takes numbers and short words as they are typed', async () => {
    await one('Ordinance 20261 on dogs');
    await follow();
    expect(await found('20262')).toEqual([]);
    expect(await found('dgos')).toEqual([]);
    expect(await found('20261')).toHaveLength(1);
  });

  it('finds the words of earlier versions, and of what stands beside a text', async () => {
    const edited = await one('', { texts: ['The parade is cancelled', 'The parade goes ahead'] });
    await follow();
    expect(await found('cancelled')).toEqual([edited]);
    expect(await found('someone')).toEqual([edited]);
  });

  it('suggests items of one account where it is asked to', async () => {
    const [other, here] = [await given.account(), await one('Leaf collection')];
    const [there] = await given.add(other, [{ texts: ['Leaf collection'], postedAt: on('2026-05-01') }]);
    await follow();
    expect(await found('leaf')).toEqual([here, there]);
    expect(await found('leaf', { accountId: other.id })).toEqual([there]);
  });

  it('names its engine, what it forgives and the same as a record search, and gives no count', async () => {
    await one('Snow ploughs are out');
    await follow();
    const answer = await ask('snow plou', { limit: 1 });
    expect(answer).toMatchObject({
      engine: index.at ? 'meilisearch' : 'postgres',
      index: 'ready',
      behind: 0,
      exact: 'snow plou*',
    });
    expect(Object.keys(answer).filter((name) => /count|total/i.test(name))).toEqual([]);
    expect((await given.search.page(actor, { text: answer.exact ?? '' }, { limit: 5 })).items).toHaveLength(1);
  });

  it('says how far it is behind, and suggests what it has', async () => {
    const before = await one('First snow');
    await follow();
    await one('Second snow');
    const { behind, items } = await ask('first sno');
    expect(behind).toBeGreaterThan(0);
    expect(items.map(({ id }) => id)).toEqual([before]);
    await follow();
    expect((await ask('snow')).behind).toBe(0);
  });

  it('looks for nothing where too little is typed, or a person is named', async () => {
    await one('Nothing at all');
    await follow();
    expect(await ask('n')).toMatchObject({ instead: 'too-short', items: [] });
    expect(await ask('@someone')).toMatchObject({ instead: 'person', items: [] });
    expect(await ask('someone@a.example')).toMatchObject({ instead: 'person', items: [] });
    expect(await ask('  …  ')).toMatchObject({ instead: 'too-short', exact: null });
  });

  it('never suggests what is restricted whole or in part, what vanished without a legal basis, profiles, or originals', async () => {
    const [open, whole, partly] = [await one('Quarry one'), await one('Quarry two'), await one('Quarry three')];
    const basisless = await given.account('America/Chicago', null);
    const [gone] = await given.add(basisless, [{ texts: ['Quarry four'], postedAt: on('2026-05-01'), state: 'gone' }]);
    await one('Quarry five', { kind: 'profile' });
    await one('Quarry six', { kind: 'original' });
    await restrict(whole, null);
    await restrict(partly, [{ version: 1, part: 'text', range: null }]);
    await follow();
    expect(await found('quarry')).toEqual([open]);
    expect(await index.everything(archive)).not.toMatch(/\b(two|three|four|five|six)\b/);

    await archive.get(AuditTrail).write(actor, async (tx) => {
      await tx.rows.query(
        `UPDATE account SET basis_statute = 'a', basis_item = 'a', basis_officer = 'a' WHERE id = $1`,
        [basisless.id],
      );
      await tx.record('account.basis-stated', { commit: '0'.repeat(64) }, { account: basisless.id });
    });
    await follow();
    expect(await found('quarry four')).toEqual([gone]);
    expect(await differing()).toEqual([]);
  });

  it('shows nothing of an item from the moment it is restricted or destroyed, however far the index is behind', async () => {
    const [restricted, destroyed] = [await one('Marmalade shop'), await one('Marmalade market')];
    await follow();
    expect(await found('marmalade')).toHaveLength(2);
    await restrict(restricted, null);
    await destroyLawfully((type) => archive.get(type), [destroyed]);
    expect(await ask('marmalade')).toMatchObject({ items: [] });
    expect((await ask('marmelade')).items).toEqual([]);
    await follow();
    expect(await index.everything(archive)).not.toMatch(/marmalade/);
  });

  it('forgets an item with every word that it alone said, and keeps those that others say too', async () => {
    const [first, second] = [
      await one('Kumquat and lantern'),
      await one('Lantern parade', { postedAt: on('2026-05-03') }),
    ];
    await follow();
    await destroyLawfully((type) => archive.get(type), [first]);
    await follow();
    const left = await index.everything(archive);
    expect(left).not.toMatch(/kumquat/);
    expect(left).toMatch(/lantern/);
    expect(await found('lantren')).toEqual([second]);
    expect(await differing()).toEqual([]);
  });

  it('follows entries twice, and in two processes at once, to the same end', async () => {
    const ids = await add(
      ...Array.from({ length: 12 }, (_, i) => ({ texts: [`Garden number ${i}`], postedAt: on('2026-05-02') })),
    );
    await archive.get(Followers).settle();
    await Promise.all([archive.get(FollowDiscovery).settle(), archive.get(FollowDiscovery).settle()]);
    await archive.database.query(`DELETE FROM follower WHERE name LIKE 'discovery-%'`);
    await archive.get(FollowDiscovery).settle();
    expect(new Set(await found('garden'))).toEqual(
      new Set((await ask('garden', { limit: 10 })).items.map(({ id }) => id)),
    );
    expect((await ask('garden', { limit: 50 })).items).toHaveLength(ids.length);
    expect(await differing()).toEqual([]);
  });

  it('is built beside, answers meanwhile, goes on after it was killed, and is compared by account and month', async () => {
    await add(
      ...Array.from({ length: 450 }, (_, i) => ({
        texts: [`Meeting ${i} on drainage`],
        postedAt: on(i % 2 === 0 ? '2026-04-02' : '2026-05-02'),
      })),
    );
    await follow();
    let steps = 0;
    const killed = reindex(() => {
      steps += 1;
      if (steps === 2) throw new Error('killed');
    });
    await expect(killed).rejects.toThrow('killed');
    expect((await ask('drainage')).items).toHaveLength(10);
    // What happens meanwhile is put into both.
    const during = await one('Drainage again', { postedAt: on('2026-05-03') });
    await follow();
    expect(await found('drainage again')).toEqual([during]);

    const done = await reindex();
    expect(done).toMatchObject({ resumed: true, items: 451, compared: 2, differing: [] });
    expect(await found('drainage again')).toEqual([during]);
    expect((await compare()).map(({ month, here }) => [month, here])).toEqual([
      ['2026-04', 225],
      ['2026-05', 226],
    ]);
    expect(await reindex()).toMatchObject({ resumed: false, differing: [] });
  });

  it('can be built by one process only, and says so to another', async () => {
    await one('Once');
    await archive.database.query(
      `INSERT INTO discovery_index (engine, lease_owner, lease_until) VALUES ($1, 'another', $2)
       ON CONFLICT (engine) DO UPDATE SET lease_owner = 'another', lease_until = excluded.lease_until`,
      [index.at ? 'meilisearch' : 'postgres', new Date(NOW.getTime() + 60_000)],
    );
    await expect(reindex()).rejects.toMatchObject({ problem: 'wrong-state' });
  });

  it('can be thrown away, and is filled again from the log or built anew', async () => {
    const id = await one('A disposable index');
    await follow();
    await archive.get(Reindex).drop(actor);
    expect(await ask('disposable index')).toMatchObject({ index: 'absent' });
    expect(await index.everything(archive)).not.toMatch(/disposable/);
    expect(await findFaults(archive, ['index-agrees'])).toEqual([]);
    await archive.get(FollowDiscovery).settle();
    expect(await found('disposabel')).toEqual([id]);
    await archive.get(Reindex).drop(actor);
    await reindex();
    expect(await found('disposabel')).toEqual([id]);
  });

  it('is found not to agree where an item is missing in it', async () => {
    const id = await one('Lost in the index');
    await archive.get(Followers).settle();
    await archive.database.query(`INSERT INTO follower (name, seq) SELECT $1, size - 1 FROM log_head`, [
      archive.get(FollowDiscovery).name,
    ]);
    expect(await differing()).toEqual([id]);
    expect(await findFaults(archive, ['index-agrees'])).toMatchObject([{ is: 'wrong', what: 'index-differs' }]);
    expect(await reindex()).toMatchObject({ differing: [] });
  });

  it('demands the right to build it', async () => {
    const reader = {
      kind: 'person' as const,
      personId: newId(),
      name: 'R',
      permissions: new Set(['item.read' as const]),
    };
    const signal = new AbortController().signal;
    await expect(archive.get(Reindex).run(reader, { signal })).rejects.toBeInstanceOf(Refusal);
    const nobody = { ...reader, permissions: new Set<never>() };
    await expect(archive.get(Discover).run(nobody, { text: 'anything', limit: 1 })).rejects.toMatchObject({
      problem: 'not-allowed',
    });
  });
}
