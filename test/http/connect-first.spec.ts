import { ConnectOffice, FACEBOOK_HOST } from '../support/connect-office.js';
import { heldBy } from '../support/expect-truth.js';

interface Account {
  readonly id: string;
  readonly handle: string;
  readonly url: string;
  readonly limits: readonly string[];
}

describe('a page of Facebook that is connected before anything is known of it', () => {
  let office: ConnectOffice;
  let page: Account;

  beforeAll(async () => {
    office = await ConnectOffice.open();
    office.lab.world.server(FACEBOOK_HOST).demandsProof = true;
  }, 120_000);

  afterAll(async () => {
    await office.close();
  });

  afterEach(() => office.scenario.expectSound());

  const asked = (): object => ({
    address: office.lab.facebook(FACEBOOK_HOST),
    bodyId: office.body,
    character: 'official',
    privateAllowed: true,
    connectFirst: true,
  });
  const add = async (body: object): Promise<{ status: number; body: Record<string, unknown> }> => {
    const answer = await office.app.ask('POST', '/api/v1/accounts', { body });
    return { status: answer.status, body: Object(await answer.json()) };
  };
  const due = async (id: string): Promise<number> =>
    (await office.app.database.query(`SELECT FROM capture_loop WHERE account_id = $1 AND next_at IS NOT NULL`, [id]))
      .length;
  const held = async (): Promise<string[]> =>
    [...(await heldBy(office.app.database)).values()].flatMap(({ texts }) => [...texts]).toSorted();
  const events = async (id: string): Promise<string[]> =>
    (
      await office.app.database.query<{ type: string }[]>(
        `SELECT type FROM audit_event WHERE account_id = $1 AND type ~ '^account' ORDER BY id`,
        [id],
      )
    ).map(({ type }) => type);
  const ground = { ground: '50 ILCS 205/7' };

  it('is added by its address: nothing is asked, nothing is captured, and a limit says so', async () => {
    page = await office.scenario.send<Account>('POST', '/accounts', asked());
    expect(page).toMatchObject({ handle: 'newford', limits: ['not-connected'] });
    expect(office.lab.requests(FACEBOOK_HOST)).toEqual([]);
    await office.scenario.settle();
    for (const change of ['pause', 'resume'])
      await office.scenario.send('POST', `/accounts/${page.id}/${change}`, { reason: 'To see' });
    expect(await due(page.id)).toBe(0);
    await office.scenario.settle();
    expect([office.lab.requests(FACEBOOK_HOST), await held()]).toEqual([[], []]);
    expect(await office.app.database.query(`SELECT FROM gap`)).toEqual([]);
    expect(await events(page.id)).toEqual(['account.awaited', 'account.paused', 'account.resumed']);
  });

  it('is not what can be found without its owner, nor what has a token already', async () => {
    const elsewhere = { ...asked(), address: 'https://social.example/@city' };
    expect(await add(elsewhere)).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining('by its name') },
    });
    const withToken = { ...asked(), token: 'a-token-of-the-page' };
    expect(await add(withToken)).toMatchObject({ status: 422, body: { detail: expect.stringContaining('at once') } });
    const answer = await office.app.ask('PUT', `/api/v1/accounts/${page.id}/access`, {
      body: { token: 'a-token-of-the-page' },
    });
    expect(answer.status).toBe(409);
    const look = await office.app.ask('POST', `/api/v1/accounts/${page.id}/limits/look`, { body: {} });
    expect(look.status).toBe(409);
  });

  it('is not taken for it by an owner of another page, and nothing is changed', async () => {
    const { world } = office.lab;
    const city = world.account(`newford@${FACEBOOK_HOST}`);
    world.rename(city, { username: 'oldford' });
    const { address } = await office.begin(page.id, ground);
    expect(await office.bring(await office.consent(address, 'yes'))).toMatchObject({ status: 409 });
    world.rename(city, { username: 'newford' });
    expect(await due(page.id)).toBe(0);
    expect(await events(page.id)).not.toContain('account.added');
  });

  it('stays as it was where the platform fails after the owner said yes', async () => {
    const { address } = await office.begin(page.id, ground);
    const answer = await office.consent(address, 'yes');
    const { world } = office.lab;
    const real = world.issueToken.bind(world);
    world.issueToken = (...of) => {
      const token = real(...of);
      token.revoked = true;
      return token;
    };
    expect((await office.bring(answer)).status).toBeGreaterThanOrEqual(400);
    world.issueToken = real;
    expect([await due(page.id), await events(page.id)]).toEqual([0, expect.not.arrayContaining(['account.added'])]);
  });

  it('is what its owner connects: from then on it is archived, as the page it is', async () => {
    const { address } = await office.begin(page.id, { ...ground, messages: true });
    const connected = await office.bring(await office.consent(address, 'yes'));
    expect(connected).toMatchObject({ status: 200, body: { handle: 'City of Newford', missing: [], messages: true } });
    const [row] = await office.app.database.query(
      `SELECT canonical_uri, native_id, handle, limits, settings ? 'awaits' AS awaited FROM account WHERE id = $1`,
      [page.id],
    );
    const { id } = office.lab.world.account(`newford@${FACEBOOK_HOST}`);
    expect(row).toMatchObject({ canonical_uri: `https://www.facebook.com/${id}`, native_id: id, awaited: false });
    expect(row.limits).not.toContain('not-connected');
    expect(row.limits).toContain('messages-not-granted');
    await office.scenario.settle();
    expect(await held()).toEqual(expect.arrayContaining(['Sandbags at the depot.', 'Thanks']));
    expect(await events(page.id)).toEqual(
      expect.arrayContaining(['account.awaited', 'account.added', 'account.connected']),
    );
    const { items } = await office.scenario.read<{ items: { key: string; to: string | null }[] }>(
      `/accounts/${page.id}/limits`,
    );
    expect(items.find(({ key }) => key === 'not-connected')?.to).not.toBeNull();
  });

  it('is refused where the page is archived for this body already', async () => {
    const again = await office.scenario.send<Account>('POST', '/accounts', asked());
    const { address } = await office.begin(again.id, ground);
    expect(await office.bring(await office.consent(address, 'yes'))).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('archived for this body already') },
    });
    expect(await due(again.id)).toBe(0);
  });
});
