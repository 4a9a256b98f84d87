import { AuditTrail } from '../../src/audit/index.js';
import {
  AssignCustodian,
  DecideClauses,
  MakeAccessNotices,
  ProbeDue,
  ReadAccess,
  ReadClauseTasks,
  RenewAccess,
  SendAccessNotices,
} from '../../src/accounts/index.js';
import { MemoryMail, readConfig, SecretBox, system } from '../../src/platform/index.js';
import { ConnectOffice } from '../support/connect-office.js';
import { NEWFORD_HOST } from '../support/newford.js';
import { person } from '../support/people.js';

const GOES_ON = new AbortController().signal;
const DAY_MS = 86_400_000;
const TWO_HOURS = 7_200;

describe('access that ends by itself', () => {
  let office: ConnectOffice;
  let city: string;

  beforeEach(async () => {
    office = await ConnectOffice.open({ tokenSeconds: TWO_HOURS });
    city = await office.addCity();
    await office.connect(city);
  }, 120_000);

  afterEach(async () => {
    await office.scenario.expectSound();
    await office.close();
  });

  const renew = (): Promise<number> => office.scenario.get(RenewAccess).run(GOES_ON);
  const standing = (): Promise<unknown> => office.scenario.read(`/accounts/${city}/access`);
  const token = async (): Promise<string> => {
    const [row] = await office.app.database.query(`SELECT sealed FROM account_access WHERE account_id = $1`, [city]);
    return office.scenario.get(SecretBox).open(row.sealed, city);
  };

  it('is renewed before its end, once, by any number of workers, and the new token works', async () => {
    const first = await token();
    expect(await renew()).toBe(0);
    office.clock.advance(95 * 60_000);
    const renewed = await Promise.all([1, 2, 3].map(() => renew()));
    expect(renewed.reduce((sum, n) => sum + n)).toBe(1);
    expect(office.lab.world.grants.renewals).toHaveLength(1);
    const second = await token();
    expect(second).not.toBe(first);
    const whose = await fetch(`${office.lab.mastodon(NEWFORD_HOST)}/api/v1/accounts/verify_credentials`, {
      headers: { authorization: `Bearer ${second}` },
    });
    expect(whose.status).toBe(200);
    expect(await standing()).toMatchObject({ is: 'well', renewsItself: true, endsAt: null });
    office.clock.advance(95 * 60_000);
    expect(await renew()).toBe(1);
    expect(new Set(office.lab.world.grants.renewals).size).toBe(2);
  });

  it('is asked for again where the platform did not answer, and the old token lasts meanwhile', async () => {
    office.clock.advance(95 * 60_000);
    const now = office.clock.now();
    office.lab.world.outage(NEWFORD_HOST, { from: now, to: new Date(now.getTime() + 50_000), kind: '503' });
    expect(await renew()).toBe(0);
    expect(office.lab.world.grants.renewals).toHaveLength(0);
    office.clock.advance(61_000);
    expect(await renew()).toBe(1);
    expect(await standing()).toMatchObject({ is: 'well' });
  });

  it('and was taken back by its owner is not renewed; that is an alarm for everybody at once', async () => {
    const mail = new MemoryMail();
    const { config } = readConfig({ PUBLIC_URL: 'https://records.newford.example' });
    const { database } = office.app;
    const postman = new SendAccessNotices(database, office.scenario.get(AuditTrail), office.clock, config, mail);
    await office.scenario.get(AssignCustodian).run(system('setup'), {
      accountId: city,
      name: 'Ellen Brandt',
      address: 'ellen@newford.example',
    });
    await person(office.scenario, 'ada@newford.example', 'administrator');
    for (const one of office.lab.world.tokens.values()) office.lab.world.revokeToken(one);
    office.clock.advance(95 * 60_000);
    await renew();
    expect(await standing()).toMatchObject({ is: 'ended', endedWhy: 'renewal-refused' });
    await Promise.all([1, 2].map(() => office.scenario.get(MakeAccessNotices).run()));
    await Promise.all([1, 2].map(() => postman.run(GOES_ON)));
    await office.scenario.get(MakeAccessNotices).run();
    await postman.run(GOES_ON);
    const told = mail.sent.filter(({ to }) => to === 'ellen@newford.example');
    expect(told).toHaveLength(1);
    expect(told[0]?.subject).toContain('is not archived at the moment');
    expect(told[0]?.text).toContain(`https://records.newford.example/accounts/${city}`);
    expect(JSON.stringify(mail.sent)).not.toContain('lab-');
  });
});

describe('access whose end is known beforehand', () => {
  let office: ConnectOffice;
  let city: string;

  beforeAll(async () => {
    office = await ConnectOffice.open();
    city = await office.addCity();
    await office.connect(city);
    await office.scenario.get(AssignCustodian).run(system('setup'), {
      accountId: city,
      name: 'Ellen Brandt',
      address: 'ellen@newford.example',
    });
  }, 120_000);

  afterAll(async () => {
    await office.scenario.expectSound();
    await office.close();
  });

  it('is told to the desk, then to whoever answers for the account, then to administrators; each once', async () => {
    const end = new Date(office.clock.now().getTime() + 40 * DAY_MS);
    await office.scenario.get(AuditTrail).write(system('setup'), async (tx) => {
      await tx.rows.query(`UPDATE access_grant SET lasts_until = $2 WHERE account_id = $1`, [city, end]);
      await tx.record('account.access-renewed', { grant: city }, { account: city });
    });
    const told = async (): Promise<string[]> => {
      await office.scenario.get(MakeAccessNotices).run();
      await office.scenario.get(MakeAccessNotices).run();
      const rows: { what: string }[] = await office.app.database.query(
        `SELECT kind || ' ' || CASE WHEN person_id IS NULL THEN 'custodian' ELSE 'administrator' END AS what
           FROM access_notice ORDER BY made_at, person_id NULLS FIRST`,
      );
      return [...new Set(rows.map(({ what }) => what))];
    };
    const is = async (): Promise<unknown> => {
      const view = await office.scenario.get(ReadAccess).one(system('setup'), city);
      return [view.is, view.daysLeft];
    };
    expect([await told(), await is()]).toEqual([[], ['well', 40]]);
    office.clock.advance(10.5 * DAY_MS);
    expect([await told(), await is()]).toEqual([[], ['ending', 30]]);
    office.clock.advance(16 * DAY_MS);
    expect(await told()).toEqual(['days-14 custodian']);
    office.clock.advance(7 * DAY_MS);
    expect(await told()).toEqual(['days-14 custodian', 'days-7 custodian']);
    office.clock.advance(4 * DAY_MS);
    expect(await told()).toEqual(['days-14 custodian', 'days-7 custodian', 'days-3 custodian', 'days-3 administrator']);
    office.clock.advance(3 * DAY_MS);
    expect((await told()).slice(-2)).toEqual(['ended custodian', 'ended administrator']);
    expect(await is()).toEqual(['ended', 0]);
  });
});

describe('what cannot be captured', () => {
  it('is looked at again each day, and what held once stays with its time', async () => {
    const office = await ConnectOffice.open();
    const city = await office.addCity();
    expect(await office.scenario.get(ProbeDue).run(GOES_ON)).toBe(0);
    office.clock.advance(25 * 3_600_000);
    expect(await Promise.all([1, 2].map(() => office.scenario.get(ProbeDue).run(GOES_ON)))).toEqual(
      expect.arrayContaining([1, 0]),
    );
    const before = await office.scenario.read<{ items: unknown[]; lookedAt: string }>(`/accounts/${city}/limits`);
    expect(Date.parse(before.lookedAt)).toBeGreaterThan(office.clock.now().getTime() - 60_000);
    expect(before.items.length).toBeGreaterThan(2);
    await office.scenario.expectSound();
    await office.close();
  }, 120_000);
});

describe('what a platform wants deleted', () => {
  it('is decided by a person, with a ground, every ninety days for as long as it is kept', async () => {
    const office = await ConnectOffice.open();
    const city = await office.addCity();
    const declare = (platform: string): Promise<void> =>
      office.scenario.get(AuditTrail).write(system('setup'), async (tx) => {
        await tx.rows.query(`UPDATE account SET platform = $2 WHERE id = $1`, [city, platform]);
        await tx.record('account.character-set', { character: 'official' }, { account: city });
      });
    const post = office.lab.world.post(office.lab.world.account(`newford@${NEWFORD_HOST}`), 'Soon gone.');
    await office.scenario.settle();
    office.lab.world.remove(post);
    for (let looks = 0; looks < 4; looks += 1) {
      office.clock.advance(6 * 3_600_000);
      await office.scenario.settle();
    }
    const tasks = (): ReturnType<ReadClauseTasks['run']> => office.scenario.get(ReadClauseTasks).run(system('setup'));
    expect(await tasks()).toEqual([]);
    // No connector here reads a platform with such a clause: the account is declared to be on one.
    await declare('x');
    expect(await tasks()).toMatchObject([{ conflict: 'removed-items', items: 1, isDue: true, decision: null }]);
    const officer = await person(office.scenario, 'Marta Zielinski', 'records-officer');
    const decide = office.scenario.get(DecideClauses);
    const asked = { accountId: city, says: 'keep' } as const;
    await expect(decide.run(officer, { ...asked, ground: ' ' })).rejects.toThrow('The ground is missing');
    await expect(decide.run(system('accounts'), { ...asked, ground: 'Law' })).rejects.toThrow('A named person decides');
    const decided = await decide.run(officer, { ...asked, ground: '50 ILCS 205/7: it is a public record' });
    expect(decided).toMatchObject({
      isDue: false,
      decision: { says: 'keep', ground: expect.stringContaining('50 ILCS') },
    });
    office.clock.advance(89 * DAY_MS);
    expect(await tasks()).toMatchObject([{ isDue: false }]);
    office.clock.advance(2 * DAY_MS);
    expect(await tasks()).toMatchObject([{ isDue: true }]);
    expect(await office.events()).toEqual(['clauses.decided']);
    await declare('mastodon');
    expect(await tasks()).toEqual([]);
    await office.close();
  }, 120_000);
});
