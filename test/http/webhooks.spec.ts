import { feedDelivery, type Lab, signDelivery, startLab } from '../../lab/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { Scenario } from '../support/scenario.js';

const HOST = 'facebook.example';
const APP_SECRET = 'the-secret-of-the-app';
const VERIFY_TOKEN = 'the-word-we-agreed-on';

describe('the address Facebook delivers to', () => {
  let lab: Lab;
  let app: TestApp;
  let scenario: Scenario;
  let account: string;

  beforeAll(async () => {
    lab = await startLab({
      prepare: (world) => {
        world.openServer(HOST, { software: 'facebook', appSecret: APP_SECRET });
        world.openAccount(`newford@${HOST}`, { displayName: 'City of Newford' });
        world.openAccount(`carol@${HOST}`, { displayName: 'Carol Jensen' });
        world.post(world.account(`newford@${HOST}`), 'Flood warning in force.', { key: '22' });
      },
    });
    app = await startTestApp();
    scenario = new Scenario(app);
    const token = lab.world.issueToken(HOST, lab.world.account(`newford@${HOST}`));
    account = await scenario.addAccount(await scenario.addBody(), lab.facebook(HOST), token.value);
    await scenario.send('PUT', `/accounts/${account}/secrets/app-secret`, { secret: APP_SECRET });
    await scenario.send('PUT', `/accounts/${account}/secrets/verify-token`, { secret: VERIFY_TOKEN });
    await scenario.settle();
  }, 120_000);

  afterAll(async () => {
    await app.close();
    await lab.close();
  });

  const deliver = (body: string, headers: Record<string, string>): Promise<Response> =>
    fetch(`${app.url}/webhooks/facebook`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    });

  const commented = (text: string): string => {
    const { world } = lab;
    world.reply(world.account(`carol@${HOST}`), world.postNamed('22'), text);
    const line = world.diary.at(-1);
    return (line && feedDelivery(world, line)) ?? '';
  };

  it('answers the challenge to who has the word, in plain text, and nobody else', async () => {
    const ask = (token: string): Promise<Response> =>
      fetch(`${app.url}/webhooks/facebook?hub.mode=subscribe&hub.verify_token=${token}&hub.challenge=1158201444`);
    const right = await ask(VERIFY_TOKEN);
    expect([right.status, await right.text(), right.headers.get('content-type')]).toEqual([
      200,
      '1158201444',
      'text/plain; charset=utf-8',
    ]);
    const wrong = await ask('guessed');
    expect([wrong.status, await wrong.text()]).toEqual([
      403,
      'This was refused: the verify token is none that is known here.',
    ]);
  });

  it('takes what is signed over the very bytes, and has it in the archive', async () => {
    const body = commented('Thank you to the firefighters of Water Street! „Dziękuję”');
    const [name, value] = signDelivery(body, APP_SECRET);
    const answer = await deliver(body, { [name]: value });
    expect([answer.status, await answer.text()]).toEqual([200, 'EVENT_RECEIVED']);
    await scenario.settle();
    const item = await scenario.itemSaying(account, 'Thank you to the firefighters of Water Street! „Dziękuję”');
    expect(item.state).toBe('present');
    expect((await deliver(body, { [name]: value })).status).toBe(200);
    await scenario.expectSound();
  }, 60_000);

  it('refuses what is not signed, changed on the way or too large, and keeps nothing of it', async () => {
    const body = commented('Not signed');
    const [name, value] = signDelivery(body, APP_SECRET);
    for (const answer of [await deliver(body, {}), await deliver(`${body} `, { [name]: value })]) {
      expect(answer.status).toBe(403);
      expect(await answer.text()).toMatch(/^This was refused: it does not bear the signature/);
    }
    expect((await deliver('x'.repeat(1_100_000), { [name]: value })).status).toBe(413);
    expect((await fetch(`${app.url}/webhooks/nobody`, { method: 'POST', body })).status).toBe(404);
    expect(await app.database.query(`SELECT FROM webhook_delivery WHERE done_at IS NULL`)).toEqual([]);
  });

  it('says nothing of its secrets to anybody, and refuses a name that is none', async () => {
    const shown = await app.ask('GET', `/api/v1/accounts/${account}`);
    expect(await shown.text()).not.toContain('the-');
    const answer = await app.ask('PUT', `/api/v1/accounts/${account}/secrets/other`, { body: { secret: 'abcdefgh' } });
    expect(answer.status).toBe(404);
  });
});
