import { ConnectOffice } from '../support/connect-office.js';
import { NEWFORD_HOST } from '../support/newford.js';

describe('an account is connected like a person would', () => {
  let office: ConnectOffice;
  let city: string;

  beforeAll(async () => {
    office = await ConnectOffice.open();
    city = await office.addCity();
  }, 120_000);

  afterAll(async () => {
    await office.scenario.expectSound();
    await office.close();
  });

  const sealed = async (): Promise<number> =>
    (await office.app.database.query(`SELECT FROM account_access WHERE account_id = $1`, [city])).length;
  const limits = async (): Promise<string[]> =>
    (await office.scenario.read<{ items: { key: string; to: string | null }[] }>(`/accounts/${city}/limits`)).items
      .filter(({ to }) => to === null)
      .map(({ key }) => key);

  it('says first what is asked for, what is not captured without it, and what the platform says about keeping', async () => {
    expect(await office.scenario.read(`/accounts/${city}/connection`)).toMatchObject({
      way: 'redirect',
      scopes: [{ scope: 'read:statuses' }, { scope: 'read:accounts' }, { scope: 'read:notifications' }],
      clauses: [{ key: 'mastodon-own-server', trust: 'assumed' }],
    });
  });

  it('asks with least scopes, a state and a proof, for an answer to the one address of this installation', async () => {
    const { address, status } = await office.begin(city);
    expect(status).toBe(201);
    const { origin, pathname, searchParams } = new URL(address);
    expect(origin + pathname).toBe(`${office.lab.mastodon(NEWFORD_HOST)}/oauth/authorize`);
    const query = Object.fromEntries(searchParams);
    expect(query).toMatchObject({
      response_type: 'code',
      redirect_uri: 'https://records.newford.example/connect/answer',
      scope: 'read:statuses read:accounts read:notifications',
      code_challenge_method: 'S256',
    });
    expect(query['state']).toMatch(/^[\w-]{43}$/);
    expect(query['code_challenge']).toMatch(/^[\w-]{43}$/);
  });

  it('and the answer of its owner seals a token, ends the limits it ends, and shows no token to anybody', async () => {
    expect(await limits()).toContain('replies-limited-without-token');
    const { address } = await office.begin(city);
    const connected = await office.bring(await office.consent(address, 'newford'));
    expect(connected).toMatchObject({
      status: 200,
      body: { accountId: city, missing: [], messages: false, endsAt: null },
    });
    expect(await sealed()).toBe(1);
    expect(await limits()).not.toContain('replies-limited-without-token');
    const all = await office.scenario.read<{ items: { key: string; to: string | null }[] }>(`/accounts/${city}/limits`);
    expect(all.items.find(({ key }) => key === 'replies-limited-without-token')?.to).not.toBeNull();
    const shown = JSON.stringify([
      connected.body,
      await office.scenario.read(`/accounts/${city}/access`),
      await office.scenario.read('/access'),
      await office.scenario.read('/audit'),
    ]);
    for (const token of office.lab.world.tokens.keys()) expect(shown).not.toContain(token);
    expect(await office.scenario.read(`/accounts/${city}/access`)).toMatchObject({
      is: 'well',
      by: 'owner',
      endsAt: null,
    });
  });

  it('an answer is taken once, in time, and by whoever asked; every other is refused, logged, and changes nothing', async () => {
    const { address } = await office.begin(city);
    const answer = await office.consent(address, 'newford');
    const stranger = await office.app.keyOf('administrator');
    const before = await office.app.database.query(`SELECT * FROM access_grant`);
    expect(await office.bring(answer, stranger)).toMatchObject({
      status: 403,
      body: { detail: expect.stringContaining('no request of yours') },
    });
    expect(await office.bring({ ...answer, state: 'x'.repeat(43) })).toMatchObject({ status: 403 });
    expect(await office.app.database.query(`SELECT * FROM access_grant`)).toEqual(before);
    expect((await office.bring(answer)).status).toBe(200);
    expect(await office.bring(answer)).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('used already') },
    });
    const late = await office.consent((await office.begin(city)).address, 'newford');
    office.clock.advance(10 * 60_000 + 1_000);
    expect(await office.bring(late)).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('more than ten minutes') },
    });
    expect((await office.events()).filter((event) => event.startsWith('connection.refused'))).toEqual([
      'connection.refused foreign-answer',
      'connection.refused foreign-answer',
      'connection.refused used-answer',
      'connection.refused late-answer',
    ]);
  });

  it('is refused where the owner says no, and where access to another account was granted: that is given back', async () => {
    const denied = await office.consent((await office.begin(city)).address, '');
    expect(denied['error']).toBe('access_denied');
    expect(await office.bring(denied)).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('not allowed at the platform') },
    });
    const [kept] = await office.app.database.query(`SELECT id FROM access_grant WHERE account_id = $1`, [city]);
    const other = await office.bring(await office.consent((await office.begin(city)).address, 'mayor'));
    expect(other).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('another account than @newford') },
    });
    expect(await office.app.database.query(`SELECT id FROM access_grant WHERE account_id = $1`, [city])).toEqual([
      kept,
    ]);
    const given = [...office.lab.world.tokens.values()].filter(({ account }) => account?.username === 'mayor');
    expect(given.map(({ revoked }) => revoked)).toEqual([true]);
  });

  it('tells what was left out, and what is not captured because of it', async () => {
    const answer = await office.consent((await office.begin(city)).address, 'newford', {
      granted: 'read:statuses read:accounts',
    });
    expect(await office.bring(answer)).toMatchObject({
      status: 200,
      body: { missing: [{ scope: 'read:notifications', without: 'no-scope-notifications' }] },
    });
    expect(await limits()).toContain('no-scope-notifications');
  });

  it('takes the whole for its parts: a server that grants "read" left nothing out', async () => {
    const answer = await office.consent((await office.begin(city)).address, 'newford', { granted: 'read' });
    expect(await office.bring(answer)).toMatchObject({ status: 200, body: { missing: [] } });
    expect(await limits()).not.toContain('no-scope-notifications');
  });

  it('refuses bad input with one sentence each', async () => {
    const ask = (path: string, body: unknown): Promise<Response> => office.app.ask('POST', `/api/v1${path}`, { body });
    expect((await ask('/connection-answers', {})).status).toBe(422);
    expect((await ask('/connection-answers', { state: 'a'.repeat(501) })).status).toBe(422);
    expect((await ask(`/accounts/${city}/connection`, { messages: 'yes' })).status).toBe(422);
    expect((await ask(`/accounts/${city}/app-password`, { password: 'abcd-efgh-ijkl' })).status).toBe(409);
    expect((await ask('/accounts/01900000-0000-7000-8000-000000000000/connection', {})).status).toBe(404);
    const auditor = await office.app.keyOf('auditor');
    expect((await office.begin(city, {}, auditor)).status).toBe(403);
  });

  it('is given back: the platform forgets it, the archive too, and that is the end of what it showed', async () => {
    const token = [...office.lab.world.tokens.values()].findLast(({ account }) => account?.username === 'newford');
    const ended = await office.app.ask('DELETE', `/api/v1/accounts/${city}/connection`);
    expect(await ended.json()).toMatchObject({ told: true });
    expect(token?.revoked).toBe(true);
    expect(await sealed()).toBe(0);
    expect(await office.scenario.read(`/accounts/${city}/access`)).toMatchObject({
      is: 'none',
      endedWhy: 'given-back',
    });
    expect((await office.app.ask('DELETE', `/api/v1/accounts/${city}/connection`)).status).toBe(409);
  });
});

describe('a server that is not as it should be', () => {
  it('is asked without a proof where it knows none, at the addresses of its documentation', async () => {
    const office = await ConnectOffice.open({ hidesMetadata: true });
    const city = await office.addCity();
    const { address } = await office.begin(city);
    expect(new URL(address).searchParams.has('code_challenge')).toBe(false);
    expect((await office.bring(await office.consent(address, 'newford'))).status).toBe(200);
    await office.scenario.expectSound();
    await office.close();
  }, 120_000);

  it('may not send owners to another server', async () => {
    const office = await ConnectOffice.open({ oauthOrigin: 'https://phishing.example' });
    const city = await office.addCity();
    expect(await office.begin(city)).toMatchObject({
      status: 502,
      detail: expect.stringContaining('no grant of access'),
    });
    expect(await office.events()).toEqual([]);
    await office.close();
  }, 120_000);

  it('has no answer to be sent back where the installation does not say how it is reached', async () => {
    const office = await ConnectOffice.open({}, null);
    const city = await office.addCity();
    expect(await office.begin(city)).toMatchObject({
      status: 409,
      detail: expect.stringContaining('PUBLIC_URL is not set'),
    });
    await office.close();
  }, 120_000);
});
