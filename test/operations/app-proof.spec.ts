import { createHmac } from 'node:crypto';
import { OpenAccount } from '../../src/accounts/index.js';
import { LAB_APP } from '../../lab/world/make.rules.js';
import { ConnectOffice, FACEBOOK_HOST } from '../support/connect-office.js';
import { heldBy } from '../support/expect-truth.js';

const PROOF = /[?&]appsecret_proof=([0-9a-f]{64})(?:&|$)/;

describe('an app that demands a proof with each call', () => {
  let office: ConnectOffice;
  let page: string;

  beforeAll(async () => {
    office = await ConnectOffice.open();
    office.lab.world.server(FACEBOOK_HOST).demandsProof = true;
    page = await office.addPage();
  }, 120_000);

  afterAll(async () => {
    await office.scenario.expectSound();
    await office.close();
  });

  const held = async (): Promise<string[]> =>
    [...(await heldBy(office.app.database)).values()].flatMap(({ texts }) => [...texts]).toSorted();
  const calls = (): string[] => office.lab.requests(FACEBOOK_HOST).map(({ url }) => url);

  it('is shown one by the looks and by the connecting, each of the token it goes with', async () => {
    await office.scenario.settle();
    expect(await held()).toContain('Sandbags at the depot.');
    const { address } = await office.begin(page, { ground: '50 ILCS 205/7' });
    expect((await office.bring(await office.consent(address, 'yes'))).status).toBe(200);
    const asked = calls().filter((url) => /\/v26\.0\/(?!dialog|oauth)/.test(url));
    expect(asked.length).toBeGreaterThan(5);
    expect(asked.filter((url) => !PROOF.test(url))).toEqual([]);
    const right = [...office.lab.world.tokens.keys(), ...office.lab.world.grants.refreshes.keys()].map((token) =>
      createHmac('sha256', LAB_APP.secret).update(token).digest('hex'),
    );
    expect(asked.filter((url) => !right.includes(PROOF.exec(url)?.[1] ?? ''))).toEqual([]);
  });

  it('and neither the proof nor the token stands in an exchange, where the platform repeats both', async () => {
    const { world } = office.lab;
    for (let i = 0; i < 3; i += 1) world.post(world.account(`newford@${FACEBOOK_HOST}`), `Gauge ${i}`);
    const { http, account } = await office.scenario.get(OpenAccount).run(page);
    const base = office.lab.facebook(FACEBOOK_HOST).replace(/\/[^/]+$/, '');
    const answer = await http.get(`${base}/${account.nativeId}/published_posts?limit=1`);
    const written = [answer.url, JSON.stringify(answer), Buffer.from(answer.body).toString()].join('\n');
    expect(written).toContain('"next"');
    expect(answer.masked.map(({ reason }) => reason).toSorted()).toEqual(['access token', 'proof of an access token']);
    expect(calls().at(-1)).toMatch(PROOF);
    expect(written).not.toContain(PROOF.exec(calls().at(-1) ?? '')?.[1]);
    expect(answer.url).not.toContain('appsecret_proof');
  });

  it('takes that of another app for no access, and nothing for removed; the secret of that app mends it', async () => {
    const { world, clock } = { world: office.lab.world, clock: office.clock };
    const server = world.server(FACEBOOK_HOST);
    Object.assign(server, { appSecret: 'the-secret-of-another-app' });
    clock.advance(30 * 60_000);
    await office.scenario.settle();
    const gaps: { reason: string }[] = await office.app.database.query(`SELECT DISTINCT reason FROM gap`);
    expect(gaps.map(({ reason }) => reason)).toEqual(['access-refused']);
    expect(await office.app.database.query(`SELECT FROM finding WHERE kind = 'gone'`)).toEqual([]);
    await office.scenario.send('PUT', `/accounts/${page}/secrets/app-secret`, { secret: 'the-secret-of-another-app' });
    world.post(world.account(`newford@${FACEBOOK_HOST}`), 'The bridge is open.');
    clock.advance(24 * 3_600_000);
    await office.scenario.settle();
    expect(await held()).toContain('The bridge is open.');
  });
});
