import { type Lab, startLab } from '../../lab/index.js';
import { StateLegalBasis } from '../../src/accounts/index.js';
import { BackUpKeys, DestroyItems } from '../../src/archive/index.js';
import { AuditTrail } from '../../src/audit/index.js';
import { OpenMessage } from '../../src/capture/index.js';
import { newId, SimulatedClock, system } from '../../src/platform/index.js';
import { OpenMatter, PlaceHold, ReadHolds, ReleaseHold } from '../../src/retention/index.js';
import { type Asked, RecordSearch } from '../../src/search/index.js';
import type { CertificateCheck, CertificateView } from '../../src/search/certificate.types.js';
import { CertifySearch } from '../../src/search/certify-search.js';
import { CheckCertificate } from '../../src/search/check-certificate.js';
import { ReadCertificates } from '../../src/search/read-certificates.js';
import { type ArchiveUnderTest, openArchive } from '../support/archive-under-test.js';
import { expectArchiveSound } from '../support/expect-archive-sound.js';
import { approver, person, type PersonActor, refused } from '../support/people.js';

const HOST = 'social.newford.example';
/** A query for every kind of fact that changes while words stay: standing, versions, holds, days, conversations. */
const QUERIES: readonly Asked[] = [
  { text: 'flood' },
  { text: 'NOT flood' },
  { text: 'state:present' },
  { text: 'state:gone OR state:suspected' },
  { text: 'state:edited' },
  { text: 'flood version:latest' },
  { text: 'flood', versions: 'latest' },
  { text: 'hold:any' },
  { text: 'NOT hold:any' },
  { text: 'date:today' },
  { text: 'captured:today AND NOT type:reply' },
  { text: 'shelter' },
];

describe('a search certificate', () => {
  let clock: SimulatedClock;
  let lab: Lab;
  let archive: ArchiveUnderTest;
  let account: string;
  let bodyId: string;
  let marta: PersonActor;
  let adam: PersonActor;
  let reader: PersonActor;

  const look = async (minutes = 2): Promise<void> => {
    clock.advance(minutes * 60_000);
    await archive.settle();
  };
  const certify = (asked: Asked, actor = marta): Promise<CertificateView> =>
    archive.get(CertifySearch).run(actor, asked);
  const check = ({ id }: CertificateView, actor = marta): Promise<CertificateCheck> =>
    archive.get(CheckCertificate).run(actor, id);
  const hold = async (query: string, number: string): Promise<string> => {
    const matter = { bodyId, number, name: 'A case', kind: 'litigation' } as const;
    const { id: matterId } = await archive.get(OpenMatter).run(marta, matter);
    const asked = { matterId, reason: 'A claim', triggerAt: clock.now().toISOString(), scope: { query } };
    return archive.get(PlaceHold).run(marta, asked);
  };

  beforeAll(async () => {
    clock = new SimulatedClock(new Date('2026-05-19T13:30:00Z'));
    lab = await startLab({
      clock,
      prepare: (world) => {
        world.openServer(HOST, { software: 'mastodon' });
        const city = world.openAccount(`newford@${HOST}`, { displayName: 'City of Newford' });
        const neighbour = world.openAccount(`lou@${HOST}`, { displayName: 'Lou' });
        const watch = world.post(city, 'Flood watch from noon', { key: 'watch' });
        world.reply(neighbour, watch, 'Where is the shelter in a flood?', { key: 'lou' });
        world.post(city, 'Budget hearing on Monday', { key: 'budget' });
        world.post(city, 'Library is open, flood or not', { key: 'library' });
      },
    });
    archive = await openArchive(clock);
    marta = await person(archive, 'Marta Zielinski', 'records-officer');
    adam = await approver(archive, 'Adam Okafor', 'legal');
    reader = await person(archive, 'Rita Cole', 'custodian');
    bodyId = await archive.addBody();
    account = await archive.addAccount(`${lab.mastodon(HOST)}/@newford`, { bodyId });
    await look();
    await look();
  }, 120_000);

  afterAll(async () => {
    await archive?.close();
    await lab?.close();
  });

  /** The history and what the loops know are the same at the newest place of the log. */
  const expectHistoryUpToDate = async (): Promise<void> => {
    await archive.settle();
    const columns = 'item_id, account_id, state, version, posted_at, root_id, reposted_id, quoted_id';
    const differing = await archive.database.query(
      `(SELECT ${columns} FROM item_standing WHERE to_seq IS NULL EXCEPT SELECT ${columns} FROM item_watch)
       UNION ALL (SELECT ${columns} FROM item_watch EXCEPT SELECT ${columns} FROM item_standing WHERE to_seq IS NULL)`,
    );
    expect(differing).toEqual([]);
  };

  it('finds the same over the same log after edits, removals, returns, holds and releases', async () => {
    const kept = await hold('flood', '2026-CV-0001');
    const made = new Map<string, CertificateView>();
    const certifyAll = async (when: string): Promise<void> => {
      for (const [i, asked] of QUERIES.entries()) made.set(`${when} ${i}`, await certify(asked));
      await expectHistoryUpToDate();
    };
    const rightNow = async (): Promise<void> => {
      for (const [name, certificate] of made) {
        const { verdict, found } = await check(certificate);
        expect([name, verdict, found.itemsDigest]).toEqual([name, 'right', certificate.found.itemsDigest]);
      }
    };
    await certifyAll('first');
    for (const [i, asked] of QUERIES.entries()) {
      const { count } = await archive.get(RecordSearch).count(marta, asked);
      expect([asked, made.get(`first ${i}`)?.found.items]).toEqual([asked, count]);
    }

    lab.world.edit(lab.world.postNamed('budget'), 'Budget hearing moved because of the flood');
    lab.world.remove(lab.world.postNamed('lou'));
    lab.world.post(lab.world.account(`newford@${HOST}`), 'Flood warning. A shelter is open at the school.', { key: 'warning' }); // prettier-ignore
    await look();
    await certifyAll('missed');
    for (let looks = 0; looks < 4; looks += 1) await look(10);
    await certifyAll('gone');
    expect(made.get('gone 3')?.found).toMatchObject({ items: 1 });
    lab.world.restore(lab.world.postNamed('lou'));
    await archive.get(ReleaseHold).propose(marta, { holdId: kept, reason: 'Settled' });
    await archive.get(ReleaseHold).approve(adam, { holdId: kept });
    for (let looks = 0; looks < 3; looks += 1) await look(15);
    await certifyAll('back');
    lab.world.remove(lab.world.postNamed('budget'));
    await look();
    await certifyAll('suspected');
    lab.world.restore(lab.world.postNamed('budget'));
    await look();
    await certifyAll('seen again');
    await archive.get(StateLegalBasis).run(marta, { accountId: account, statute: 'a', scheduleItem: 'b', officer: 'c' });
    clock.advance(3 * 24 * 60 * 60_000);
    await archive.settle();
    await rightNow();

    const states = await archive.database.query(
      `SELECT DISTINCT state FROM item_standing WHERE item_id IN (
         SELECT (facts->>'item')::uuid FROM audit_event WHERE type = 'item.seen-again') ORDER BY 1`,
    );
    expect(states).toEqual([{ state: 'present' }, { state: 'suspected' }]);
    const found = (at: string, i: number): number | undefined => made.get(`${at} ${i}`)?.found.items;
    expect([found('first', 0), found('missed', 0), found('back', 0)]).toEqual([3, 5, 5]);
    expect([found('first', 7), found('missed', 7), found('back', 7)]).toEqual([3, 5, 0]);
    expect((await archive.get(ReadHolds).one(adam, kept)).state).toBe('released');
  }, 120_000); // prettier-ignore

  it('of a log that is followed twice, and by two at once, has the same history', async () => {
    const before = await archive.database.query(`SELECT * FROM item_standing ORDER BY item_id, from_seq`);
    await archive.database.query(`DELETE FROM follower WHERE name = 'standings'`);
    await Promise.all([archive.settle(), archive.settle()]);
    expect(await archive.database.query(`SELECT * FROM item_standing ORDER BY item_id, from_seq`)).toEqual(before);
  });

  it('is not shown to whoever may not ask for what it asked', async () => {
    const made = await certify({ text: 'hold:any' });
    expect(made.needs).toEqual(['hold.read']);
    const plain = await certify({ text: 'library' });
    for (const read of [archive.get(ReadCertificates).one(reader, made.id), check(made, reader)]) {
      expect((await refused(read)).problem).toBe('not-allowed');
    }
    const { items } = await archive.get(ReadCertificates).list(reader, { limit: 100 });
    expect(items.map(({ id }) => id)).toContain(plain.id);
    expect(items.map(({ id }) => id)).not.toContain(made.id);
    expect(await check(plain, reader)).toMatchObject({ verdict: 'right', committed: true, log: true });
  });

  it('stays right after a direct message was opened that was closed to who made it', async () => {
    const [{ id } = { id: '' }] = (await archive.get(RecordSearch).page(marta, { text: 'budget' }, { limit: 1 })).items;
    await archive.get(AuditTrail).write(system('setup'), async (tx) => {
      await tx.rows.query(`INSERT INTO direct_message (item_id) VALUES ($1)`, [id]);
      await tx.record('body.added', { body: newId() });
    });
    const made = await certify({ text: 'budget' }, reader);
    await archive.get(OpenMessage).run(system('setup'), { itemId: id, reason: 'Asked for' });
    await archive.settle();
    expect([made.found.items, (await certify({ text: 'budget' }, reader)).found.items]).toEqual([0, 1]);
    expect(await check(made, reader)).toMatchObject({ verdict: 'right', found: { items: 0 } });
  });

  it('cannot be held against what was destroyed since, and says so; a changed one is wrong', async () => {
    const [about, other] = [await certify({ text: 'library' }), await certify({ text: 'budget' })];
    const [{ id } = { id: '' }] = (await archive.get(RecordSearch).page(marta, { text: 'library' }, { limit: 1 })).items;
    await archive.get(AuditTrail).write(system('setup'), async (tx) => {
      const dispositionId = newId();
      await tx.rows.query(`INSERT INTO disposition VALUES ($1, 'a test', now())`, [dispositionId]);
      await tx.rows.query(`INSERT INTO disposition_item VALUES ($1, $2)`, [dispositionId, id]);
      await tx.record('disposition.executed', { disposition: dispositionId, items: 1 });
      await archive.get(DestroyItems).run(tx, { dispositionId, itemIds: [id] });
    });
    await archive.settle();
    expect(await check(about)).toMatchObject({ verdict: 'unknown', asThen: false, destroyedSince: 1, found: { items: 0 } });
    expect(await check(other)).toMatchObject({ verdict: 'right', destroyedSince: 1 });
    expect(await certify({ text: 'library' })).toMatchObject({ found: { items: 0 } });
    await expectHistoryUpToDate();
    await archive.get(BackUpKeys).run(system('setup'));
    await expectArchiveSound(archive);

    const [id7, statement] = [newId(), newId()];
    const text = JSON.stringify({ ...other, id: id7, found: { ...other.found, items: 7 } });
    await archive.get(AuditTrail).write(system('setup'), async (tx) => {
      const facts = { certificate: id7, commit: '0'.repeat(64), size: 0, items: 7, versions: 7 };
      await tx.record('search.certified', facts, { id: statement });
      await tx.rows.query(`INSERT INTO statement (event_id, text, salt) VALUES ($1, $2, '')`, [statement, text]);
      await tx.rows.query(`INSERT INTO search_certificate VALUES ($1, $2, 'x', now(), false)`, [id7, statement]);
    });
    expect(await archive.get(CheckCertificate).run(marta, id7)).toMatchObject({
      verdict: 'wrong',
      committed: false,
      log: true,
      asThen: false,
    });
  }); // prettier-ignore
});
