import { ConnectOffice } from '../support/connect-office.js';

describe('a personal link for an owner who does not sign in here', () => {
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

  interface Issued {
    readonly id: string;
    readonly url: string;
    readonly secret: string;
  }

  const issue = async (body: object = {}): Promise<Issued> => {
    const issued = await office.scenario.send<{ id: string; url: string }>(
      'POST',
      `/accounts/${city}/connect-links`,
      body,
    );
    return { ...issued, secret: new URL(issued.url).hash.slice(1) };
  };
  const follow = async (step: string, body: object): Promise<{ status: number; body: Record<string, unknown> }> => {
    const answer = await office.app.ask('POST', `/api/v1/connect-link/${step}`, { key: null, body });
    return { status: answer.status, body: Object(await answer.json()) };
  };
  const states = async (): Promise<string[]> =>
    (await office.scenario.read<{ items: { state: string }[] }>(`/accounts/${city}/connect-links`)).items.map(
      ({ state }) => state,
    );

  it('shows whoever has it what is asked for and why, and lets the account be connected; then it opens nothing', async () => {
    const { secret, url } = await issue();
    expect(url).toMatch(/^https:\/\/records\.newford\.example\/connect#[\w-]{43}$/);
    expect(await follow('open', { link: secret })).toMatchObject({
      status: 200,
      body: { body: 'City of Newford', platform: 'mastodon', way: 'redirect', language: 'en', messages: false },
    });
    await follow('open', { link: secret });
    const { body } = await follow('ask', { link: secret });
    const answer = await office.consent(String(body['address']), 'newford');
    const connected = await follow('answer', { link: secret, ...answer });
    expect(connected).toMatchObject({ status: 200, body: { accountId: city, missing: [] } });
    for (const token of office.lab.world.tokens.keys()) expect(JSON.stringify(connected.body)).not.toContain(token);
    expect(await follow('open', { link: secret })).toMatchObject({
      status: 410,
      body: { detail: expect.stringContaining('has been used') },
    });
    expect(await follow('ask', { link: secret })).toMatchObject({ status: 410 });
    expect(await states()).toEqual(['used']);
    expect(await office.events()).toEqual([
      'connect-link.issued',
      'connect-link.opened',
      'connection.begun',
      'connection.answered',
      'account.connected',
      'connect-link.finished',
    ]);
    expect(JSON.stringify(await office.scenario.read('/audit'))).not.toContain(secret);
  });

  it('keeps its secret as a digest alone', async () => {
    const { secret } = await issue();
    const rows = JSON.stringify(await office.app.database.query(`SELECT * FROM connect_link`));
    expect(rows).not.toContain(secret);
  });

  it('takes no answer that was asked for by another link, or by somebody who is signed in', async () => {
    const [one, other] = [await issue(), await issue()];
    const asked = await follow('ask', { link: one.secret });
    const answer = await office.consent(String(asked.body['address']), 'newford');
    expect(await follow('answer', { link: other.secret, ...answer })).toMatchObject({ status: 403 });
    expect((await office.bring(answer)).status).toBe(403);
    const { address } = await office.begin(city);
    const signedIn = await office.consent(address, 'newford');
    expect(await follow('answer', { link: other.secret, ...signedIn })).toMatchObject({ status: 403 });
    expect((await office.events()).filter((event) => event === 'connection.refused foreign-answer')).toHaveLength(3);
  });

  it('is good for a week, can be closed before, and says in one sentence why it opens nothing', async () => {
    const [closed, late] = [await issue(), await issue({ language: 'pl' })];
    expect((await office.app.ask('DELETE', `/api/v1/connect-links/${closed.id}`)).status).toBe(204);
    expect(await follow('open', { link: closed.secret })).toMatchObject({
      status: 410,
      body: { detail: expect.stringContaining('was closed') },
    });
    expect((await office.app.ask('DELETE', `/api/v1/connect-links/${closed.id}`)).status).toBe(409);
    office.clock.advance(7 * 86_400_000 + 1_000);
    expect(await follow('open', { link: late.secret })).toMatchObject({
      status: 410,
      body: { detail: expect.stringContaining('Ten link wygasł') },
    });
    expect(await follow('open', { link: 'x'.repeat(43) })).toMatchObject({ status: 404 });
    expect(await follow('open', { link: 'short' })).toMatchObject({ status: 422 });
    expect(await follow('app-password', { link: late.secret, password: 'abcd-efgh' })).toMatchObject({ status: 410 });
  });

  it('is made by whoever manages accounts, and by nobody else', async () => {
    const auditor = await office.app.keyOf('auditor');
    const asked = { key: auditor, body: {} };
    expect((await office.app.ask('POST', `/api/v1/accounts/${city}/connect-links`, asked)).status).toBe(403);
  });
});

describe('a page of Facebook is connected', () => {
  let office: ConnectOffice;
  let page: string;

  beforeAll(async () => {
    office = await ConnectOffice.open();
    page = await office.addPage();
  }, 120_000);

  afterAll(async () => {
    await office.scenario.expectSound();
    await office.close();
  });

  const ground = '50 ILCS 205/7';

  it('only by somebody who says on what ground is kept what the platform wants deleted; once said it stands', async () => {
    expect(await office.begin(page)).toMatchObject({
      status: 422,
      detail: expect.stringContaining('stands against keeping'),
    });
    expect((await office.begin(page, { ground })).status).toBe(201);
    expect((await office.begin(page)).status).toBe(201);
    expect(await office.events()).toEqual([
      'account.access-set',
      'clauses.accepted',
      'connection.begun',
      'connection.begun',
    ]);
    expect(await office.app.database.query(`SELECT clauses FROM clause_acceptance`)).toEqual([
      { clauses: ['meta-unless-law-requires'] },
    ]);
  });

  it('with least scopes, through the token of the person who signs in to that of the page', async () => {
    const { address } = await office.begin(page, { ground });
    expect(new URL(address).searchParams.get('scope')).toBe(
      'pages_show_list,pages_read_engagement,pages_read_user_content,pages_manage_metadata',
    );
    expect(await office.bring(await office.consent(address, 'yes'))).toMatchObject({
      status: 200,
      body: { missing: [] },
    });
    expect(await office.scenario.read(`/accounts/${page}/access`)).toMatchObject({
      by: 'owner',
      is: 'well',
      daysLeft: 90,
    });
  });

  it('a token without a scope is taken, and it is said which is missing and what is not captured', async () => {
    const { address } = await office.begin(page);
    const granted = 'pages_show_list,pages_read_engagement,pages_manage_metadata';
    expect(await office.bring(await office.consent(address, 'yes', { granted }))).toMatchObject({
      status: 200,
      body: { missing: [{ scope: 'pages_read_user_content', without: 'comments-not-granted' }] },
    });
    const { items } = await office.scenario.read<{ items: { key: string; to: null }[] }>(`/accounts/${page}/limits`);
    expect(items.filter(({ to }) => to === null).map(({ key }) => key)).toContain('comments-not-granted');
  });

  it('is refused where whoever signs in has no role on the page', async () => {
    Object.assign(office.lab.world.server('facebook.newford.example'), { noRole: true });
    const { address } = await office.begin(page);
    expect(await office.bring(await office.consent(address, 'yes'))).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('does not reach this account') },
    });
    expect((await office.events()).at(-1)).toBe('connection.refused other-account');
  });
});
