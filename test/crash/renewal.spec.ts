import { setTimeout as wait } from 'node:timers/promises';
import { RenewAccess } from '../../src/accounts/index.js';
import { ConnectOffice } from '../support/connect-office.js';
import { compileWorker, startWorker } from '../support/worker-process.js';

const GOES_ON = new AbortController().signal;

describe('a worker that is killed while it renews access', () => {
  const worker = compileWorker('renewal-worker');
  let office: ConnectOffice;
  let city: string;

  beforeAll(async () => {
    office = await ConnectOffice.open({ tokenSeconds: 7_200 });
    city = await office.addCity();
    await office.connect(city);
  }, 120_000);

  afterAll(async () => {
    await office.scenario.expectSound();
    await office.close();
    worker.remove();
  });

  const renew = (): Promise<number> => office.scenario.get(RenewAccess).run(GOES_ON);
  const standing = (): Promise<unknown> => office.scenario.read(`/accounts/${city}/access`);

  it('after the platform answered and before that is kept: the next try says that it broke off, and asks no third time', async () => {
    office.clock.advance(95 * 60_000);
    const { database, env, dataDir } = office.app;
    const holding = database.createQueryRunner();
    await holding.startTransaction();
    await holding.query(`LOCK TABLE account_access IN EXCLUSIVE MODE`);
    const args = [
      env['DATABASE_URL'] ?? '',
      dataDir,
      office.clock.now().toISOString(),
      'https://records.newford.example',
    ];
    const renewing = startWorker(worker.script, args);
    const { renewals } = office.lab.world.grants;
    while (renewals.length === 0) await wait(50);
    await wait(500);
    renewing.kill();
    await renewing.ended;
    await holding.rollbackTransaction();
    await holding.release();

    // While the lease of the dead worker lasts nobody renews.
    expect(await renew()).toBe(0);
    expect(renewals).toHaveLength(1);
    expect(await standing()).toMatchObject({ is: 'well' });
    office.clock.advance(6 * 60_000);
    expect(await renew()).toBe(0);
    expect(renewals).toHaveLength(2);
    expect(await standing()).toMatchObject({ is: 'ended', endedWhy: 'renewal-broke-off' });
    expect(await office.events()).toContain('account.access-ended renewal-broke-off');
    office.clock.advance(60 * 60_000);
    expect(await renew()).toBe(0);
    expect(renewals).toHaveLength(2);
    // Connecting again is all that is needed.
    await office.connect(city);
    expect(await standing()).toMatchObject({ is: 'well', endedAt: null });
  }, 120_000);
});
