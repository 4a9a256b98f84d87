import { AuditTrail } from '../../src/audit/index.js';
import { system } from '../../src/platform/index.js';
import { ConnectOffice, INSTAGRAM_HOST } from '../support/connect-office.js';

interface Limits {
  readonly items: readonly { readonly key: string; readonly from: string; readonly to: string | null }[];
}

describe('an account of Instagram is connected by way of the Page it hangs on', () => {
  let office: ConnectOffice;
  let account: string;

  beforeAll(async () => {
    office = await ConnectOffice.open();
    account = (
      await office.scenario.send<{ id: string }>('POST', '/accounts', {
        address: 'https://www.instagram.com/newford/',
        bodyId: office.body,
        character: 'official',
        privateAllowed: true,
      })
    ).id;
  }, 120_000);

  afterAll(async () => {
    await office.scenario.expectSound();
    await office.close();
  });

  const limits = async (): Promise<Limits['items']> =>
    (await office.scenario.read<Limits>(`/accounts/${account}/limits`)).items;
  const standing = async (): Promise<string[]> =>
    (await limits()).flatMap(({ key, to }) => (to === null ? [key] : [])).toSorted();
  const loops = async (): Promise<string[]> =>
    (
      await office.app.database.query<{ loop: string }[]>(
        `SELECT loop FROM capture_loop WHERE account_id = $1 ORDER BY loop`,
        [account],
      )
    ).map(({ loop }) => loop);

  /** As if the platform were the lab: an account that is added by its address is looked for at Meta. */
  const moveToLab = (): Promise<void> =>
    office.app.akta.app.get(AuditTrail, { strict: false }).write(system('setup'), async (tx) => {
      const apiBase = office.lab.facebook(INSTAGRAM_HOST).replace(/\/[^/]+$/, '');
      await tx.rows.query(`UPDATE account SET settings = $2 WHERE id = $1`, [account, JSON.stringify({ apiBase })]);
      await tx.rows.query(`UPDATE account_probe SET url = $2 WHERE account_id = $1`, [account, `${apiBase}/newford`]);
      await tx.record('account.limits-changed', { limits: 1 }, { account });
    });

  it('without access nobody polls it: no loop, no call, and its limits say so and since when', async () => {
    expect(await standing()).toEqual(['not-captured']);
    const { addedAt } = await office.scenario.read<{ addedAt: string }>(`/accounts/${account}`);
    expect((await limits())[0]?.from).toBe(addedAt);
    expect(await loops()).toEqual([]);
    await office.scenario.settle();
    expect(office.lab.requests(INSTAGRAM_HOST)).toEqual([]);
  });

  it('asks for what the API needs, and says that permissions left out are lacking', async () => {
    await moveToLab();
    const begun = await office.begin(account, { ground: 'Texas Government Code 441.183' });
    expect(new URL(begun.address).searchParams.get('scope')).toBe(
      'pages_show_list,pages_read_engagement,instagram_basic,instagram_manage_comments',
    );
    const granted = 'pages_show_list,pages_read_engagement,instagram_basic';
    const answer = await office.bring(await office.consent(begun.address, 'yes', { granted }));
    expect(answer).toMatchObject({
      status: 200,
      body: { missing: [{ scope: 'instagram_manage_comments', without: 'comments-not-granted' }] },
    });
    expect(await standing()).toEqual(expect.arrayContaining(['comments-not-granted', 'mentions-not-granted']));
    expect(await standing()).not.toContain('not-captured');
  });

  it('and is captured by itself from then on, under the number the platform knows it by', async () => {
    expect(await loops()).toEqual(['backfill', 'incremental', 'recheck', 'replies']);
    const { id } = office.lab.world.account(`newford@${INSTAGRAM_HOST}`);
    const [row] = await office.app.database.query(`SELECT native_id, canonical_uri FROM account WHERE id = $1`, [
      account,
    ]);
    expect(row).toEqual({ native_id: id, canonical_uri: 'https://www.instagram.com/newford' });
    await office.scenario.settle();
    expect((await office.scenario.itemSaying(account, 'The river at noon.')).state).toBe('present');
  }, 60_000);

  it('with all permissions the limits they lift are past, with the time they held', async () => {
    office.clock.advance(60_000);
    const { address } = await office.begin(account, { ground: 'Texas Government Code 441.183' });
    expect((await office.bring(await office.consent(address, 'yes'))).body).toMatchObject({ missing: [] });
    expect(await standing()).toEqual([
      'deletions-by-look-only',
      'edit-history-none',
      'edits-between-looks',
      'messages-not-granted',
      'moderator-not-named',
      'stories-by-look-only',
    ]);
    const past = (await limits()).find(({ key }) => key === 'not-captured');
    expect(past?.to).not.toBeNull();
  });

  it('is refused where whoever signed in has no role on its Page', async () => {
    Object.assign(office.lab.world.server(INSTAGRAM_HOST), { noRole: true });
    const answer = await office.bring(
      await office.consent((await office.begin(account, { ground: 'Texas Government Code 441.183' })).address, 'yes'),
    );
    expect(answer).toMatchObject({ status: 409 });
    Object.assign(office.lab.world.server(INSTAGRAM_HOST), { noRole: false });
    expect(await standing()).not.toContain('not-captured');
  });

  it('given back, nobody polls it any more, and what stood in between is not called gone', async () => {
    office.clock.advance(60_000);
    const ended = await office.app.ask('DELETE', `/api/v1/accounts/${account}/connection`);
    expect(await ended.json()).toMatchObject({ told: false });
    expect([await standing(), await loops()]).toEqual([['not-captured'], []]);
    const asked = office.lab.requests(INSTAGRAM_HOST).length;
    office.clock.advance(24 * 3_600_000);
    await office.scenario.settle();
    expect(office.lab.requests(INSTAGRAM_HOST).length).toBe(asked);
    expect((await office.scenario.itemSaying(account, 'The river at noon.')).state).toBe('present');
  }, 60_000);

  it('connected again, what was posted meanwhile is captured late, and marked so', async () => {
    const { world } = office.lab;
    world.post(world.account(`newford@${INSTAGRAM_HOST}`), 'Nobody looked.');
    office.clock.advance(3_600_000);
    const { address } = await office.begin(account, { ground: 'Texas Government Code 441.183' });
    expect((await office.bring(await office.consent(address, 'yes'))).status).toBe(200);
    await office.scenario.settle();
    const { id, state } = await office.scenario.itemSaying(account, 'Nobody looked.');
    expect(state).toBe('present');
    const [row] = await office.app.database.query(`SELECT captured_late FROM item WHERE id = $1`, [id]);
    expect(row).toEqual({ captured_late: true });
  }, 60_000);
});
