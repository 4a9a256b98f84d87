import type { HandleView, IssuedCode } from '../../src/requests/index.js';
import { codesIn, handleOf, newCode } from '../../src/requests/handles/handle-code.rules.js';
import { newId } from '../../src/platform/index.js';
import { type Answer, HOST, RequestOffice } from '../support/request-office.js';

const LOU = `@lou@${HOST}`;
const DAY = 24 * 60 * 60_000;

describe('A handle of a requester', () => {
  let office: RequestOffice;
  let other: string;

  const open = async (): Promise<string> =>
    String((await office.ask('POST', '/requests', { body: office.asked() })).body['id']);
  const issue = (handle = LOU, platform = 'mastodon', id = office.id): Promise<Answer> =>
    office.ask('POST', `/requests/${id}/handles`, { body: { platform, handle } });
  const issued = async (...of: Parameters<typeof issue>): Promise<IssuedCode> => Object((await issue(...of)).body);
  const find = ({ id }: { id: string }): Promise<Answer> => office.step(`handles/${id}/search`);
  const state = (body: object): Promise<Answer> =>
    office.step('handles/proof', { path: 'message', note: 'Message to the mayor', ...body });
  const listed = async (): Promise<HandleView[]> =>
    Object((await office.ask('GET', `/requests/${office.id}/handles`)).body).items;
  const say = ({ status, body }: Answer): string => `${status} ${String(body['detail'])}`; // prettier-ignore
  const reply = async (name: string, text: string): Promise<void> => {
    const { world } = office.lab;
    const account = world.findAccount(`${name}@${HOST}`) ?? world.openAccount(`${name}@${HOST}`);
    world.reply(account, world.postNamed('lou'), text);
    for (let looks = 0; looks < 3; looks += 1) {
      office.clock.advance(2 * 60_000);
      await office.scenario.settle();
    }
  };

  beforeAll(async () => {
    office = await RequestOffice.open();
    office.go('2026-05-21T12:00:00Z');
    await office.scenario.settle();
    other = await open();
    office.id = await open();
  }, 120_000);

  afterAll(() => office?.close());

  it('is proved by the code that was captured from it, and from nobody else', async () => {
    const { code, ...challenge } = await issued('LOU@' + HOST.toUpperCase());
    expect(challenge).toMatchObject({ platform: 'mastodon', handle: LOU });
    expect(code).toMatch(/^AKTA(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
    expect((await find(challenge)).body).toMatchObject({ proved: false });
    await reply('mallory', `It is me: ${code}`);
    expect((await find(challenge)).body).toMatchObject({ proved: false, items: [{ state: 'open', proof: null }] });
    await reply('lou', `As you asked: ${code.toLowerCase()}, thanks`);
    const found = await find(challenge);
    expect(found.body).toMatchObject({ proved: true, items: [{ state: 'proved', proof: { path: 'captured' } }] });
    const [handle] = await listed();
    const item: { author?: { handle: string } } = Object((await office.ask('GET', `/items/${handle?.proof?.itemId}`)).body);
    expect(item.author?.handle).toBe(LOU);
    expect(say(await find(challenge))).toBe('409 This code has proved its handle already.');
    const rows = await office.app.database.query(
      `SELECT type, facts::text AS facts FROM audit_event WHERE type LIKE 'handle.%' ORDER BY id`,
    );
    expect(rows.map(({ type }: { type: string }) => type)).toEqual(['handle.challenged', 'handle.proved']);
    expect(JSON.stringify(rows)).not.toMatch(/lou|AKTA-/i);
    expect(JSON.stringify(await listed())).not.toContain(code);
  }); // prettier-ignore

  it('is proved by what a person saw, with an exchange that shows it where there is one', async () => {
    const { code } = await issued('@dana_k@elsewhere.example');
    const [exchange] = await office.app.database.query(`SELECT id FROM exchange LIMIT 1`);
    expect(say(await state({ code, exchangeId: newId() }))).toContain('404 There is no exchange of this id');
    expect(say(await state({ code, note: ' ' }))).toContain('422 Where the code was seen is missing.');
    const proved = await state({ code: `“${code}”`, exchangeId: exchange.id });
    expect(proved.status).toBe(200);
    expect((await listed()).at(-1)).toMatchObject({
      handle: '@dana_k@elsewhere.example',
      state: 'proved',
      proof: { path: 'message', note: 'Message to the mayor', itemId: null, exchangeId: exchange.id },
    });
    expect((await state({ code })).status).toBe(409);
  });

  it('is not proved by a code of another request, an old one, an invented one, or of another platform', async () => {
    const foreign = await issued('@dana_k@elsewhere.example', 'mastodon', other);
    expect(say(await state({ code: foreign.code }))).toMatch(/^422 This code was issued for request \S+, and proves nothing here\.$/);
    expect(say(await find(foreign))).toContain('404 No code of this request has this id.');
    expect(say(await state({ code: newCode() }))).toContain('422 This is no code that was issued here.');
    expect(say(await state({ code: 'open sesame' }))).toContain('422 This is no code');
    expect(say(await issue('@dana', 'mastodon'))).toContain('422 “@dana” is not a handle of mastodon.');
    expect(say(await issue('dana.example', 'bluesky'))).toBe('422 This body has no account with handles on “bluesky”. It has accounts on: mastodon.');
    expect(say(await issue('@a@b.example', 'feed'))).toContain('422 This body has no account with handles on “feed”.');
    expect((await issue('"; DROP@x.example')).status).toBe(422);

    const late = await issued();
    office.clock.advance(31 * DAY);
    expect(say(await state({ code: late.code }))).toMatch(/^409 This code expired on 2026-06-2\d\. Issue a new one/);
    await reply('lou', `Too late: ${late.code}`);
    expect((await find(late)).body).toMatchObject({ proved: false });
    expect((await listed()).at(-1)).toMatchObject({ state: 'expired', proof: null });
  }); // prettier-ignore

  it('is of no use any more once the request has ended, and of nobody who may only read', async () => {
    const read = await office.ask('GET', `/requests/${office.id}/handles`, { key: office.people.inez });
    expect(read.status).toBe(200);
    const asked = { key: office.people.inez, body: { platform: 'mastodon', handle: LOU } };
    expect((await office.ask('POST', `/requests/${office.id}/handles`, asked)).status).toBe(403);
    await office.step('withdrawal', { ground: 'Taken back', letter: 'E-mail of 27 May' });
    expect(say(await issue())).toMatch(/^409 Request \S+ is withdrawn; no handle is proved for it any more\.$/);
  });

  it('is written in one spelling, and a code is read however it was copied', () => {
    expect(handleOf('mastodon', 'Lou@Social.Example')).toBe('@lou@social.example');
    expect(handleOf('mastodon', '@lou')).toBeNull();
    expect(handleOf('bluesky', 'lou.example')).toBe('@lou.example');
    const code = newCode();
    expect(codesIn(`my code:${code.toLowerCase().replaceAll('-', '–')}!`)).toEqual([code]);
    expect(codesIn('AKTA-1234')).toEqual([]);
  });
});
