import { request as ask } from 'node:http';
import { SimulatedClock } from '../../src/platform/index.js';
import { membersOf } from '../support/app.js';
import { type Ran, runAkta } from '../support/command-line.js';
import { type Newford, NEWFORD_HOST as HOST, openNewford } from '../support/newford.js';

const NOTHING = '01920000-0000-7000-8000-000000000000';

/** The instance of a problem is all that may differ between two like refusals. */
async function problemOf(
  response: Response | Promise<Response>,
): Promise<{ kind: string; detail: string; all: string }> {
  const answer = await response;
  const problem = await membersOf(answer);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect(answer.status).toBe(problem['status']);
  return {
    kind: String(problem['type']).replace('/problems/', ''),
    detail: String(problem['detail']),
    all: JSON.stringify(problem),
  };
}

describe('a request that makes no sense', () => {
  const clock = new SimulatedClock(new Date('2026-05-19T13:00:00Z'));
  let town: Newford;
  let lab: Newford['lab'];
  let app: Newford['app'];
  let scenario: Newford['scenario'];
  let account: string;
  let body: string;
  let item: string;

  beforeAll(async () => {
    town = await openNewford(clock);
    ({ lab, app, scenario, body } = town);
    account = await scenario.addAccount(body, `${lab.mastodon(HOST)}/@newford`);
    await scenario.settle();
    item = (await scenario.items(account))[0]?.id ?? '';
  }, 60_000);

  afterAll(async () => {
    await town.close();
  });

  const get = (path: string): Promise<Response> => app.ask('GET', `/api/v1${path}`);
  const post = (path: string, sent: unknown): Promise<Response> => app.ask('POST', `/api/v1${path}`, { body: sent });
  const akta = (...args: string[]): Promise<Ran> => runAkta(args, { env: app.env, clock });

  it('an account that is archived already is refused by its name, however it is written', async () => {
    for (const path of ['/@newford', '/users/newford', '/@newford/']) {
      const address = `${lab.mastodon(HOST)}${path}`;
      const refused = await problemOf(
        post('/accounts', { address, bodyId: body, character: 'official', privateAllowed: true }),
      );
      expect(refused).toMatchObject({
        kind: 'already-exists',
        detail: `@newford@${HOST} is archived for this body already. A paused account can be resumed.`,
      });
    }
    const { exit, err } = await akta('account', 'add', `${lab.mastodon(HOST)}/@newford`, '--private');
    expect({ exit, err }).toEqual({ exit: 2, err: expect.stringContaining(`@newford@${HOST} is archived`) });
  }, 60_000);

  it.each([
    ['/items?from=2026-02-30', '2026-02-30'],
    ['/items?from=2026-05-20&to=2026-05-19', '2026-05-20'],
    ['/audit?since=yesterday', 'yesterday'],
    ['/audit?since=2026-13-01', '2026-13-01'],
    ['/items?text=%22open', 'quotation mark'],
    ['/items?text=*', 'asterisk'],
    ['/items?text=%00', 'no text'],
    [`/items?text=${'word+'.repeat(300)}`, '256 words'],
    [`/items?text=${'w'.repeat(9000)}`, '8,000 characters'],
  ])('%s is refused with the place that is wrong', async (path, named) => {
    const { kind, detail } = await problemOf(get(path));
    expect(kind).toBe('invalid-input');
    expect(detail).toContain(named);
    expect(detail).toMatch(/^.+\. [A-Z].+\.$/);
  });

  it.each([
    ['/items?from=19.05.2026', '/from', 'from is a day such as 2026-05-18.'],
    ['/items?to=x', '/to', 'to is a day such as 2026-05-20.'],
    ['/items?state=lost', '/state', 'present'],
    ['/items?account=1', '/account', 'UUID'],
    ['/items?limit=0', '/limit', '1'],
    ['/items?limit=9999999999999', '/limit', '200'],
    ['/items?color=red', '/color', 'color'],
    ['/items?text=a&text=b', '/text', 'text'],
    ['/gaps?account=%27%3B--', '/account', 'UUID'],
  ])('%s is refused with a pointer to the field', async (path, pointer, named) => {
    const response = await get(path);
    expect(response.status).toBe(422);
    const { errors } = Object(await membersOf(response));
    expect(errors).toEqual([{ pointer, text: expect.stringContaining(named) }]);
  });

  it.each(['1', '%27%20or%201%3D1', '..%2F..%2Fetc%2Fpasswd', NOTHING, '%00', 'x'.repeat(2000)])(
    'the id %s is the id of nothing',
    async (id) => {
      for (const path of ['/items/', '/threads/', '/accounts/', '/media/', '/exports/']) {
        const { kind, detail } = await problemOf(get(`${path}${id}`));
        expect(kind).toBe('not-found');
        expect(detail).not.toContain('1=1');
      }
    },
  );

  it.each([
    'abc',
    'W10',
    'WyJ4Il0',
    '%00',
    'bnVsbA',
    '-1',
    '1e9',
    Buffer.from('["2026-99-99T00:00:00Z","x"]').toString('base64url'),
  ])('the cursor %s is one nobody gave', async (cursor) => {
    for (const path of ['/items', '/audit', '/people']) {
      expect(await problemOf(get(`${path}?cursor=${cursor}`))).toMatchObject({ kind: 'malformed-request' });
    }
  });

  it('a query of a megabyte is refused before it is read, and the next request is answered', async () => {
    const status = await new Promise<number>((resolve, reject) => {
      const path = `/api/v1/items?text=${'a'.repeat(1024 * 1024)}`;
      const asking = ask(`${app.url}${path}`, { headers: { authorization: `Bearer ${app.key}` } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      });
      // The server may hang up before all of it is sent.
      asking.on('error', (error) =>
        Object(error).code === 'ECONNRESET' || Object(error).code === 'EPIPE' ? resolve(431) : reject(error),
      );
      asking.end();
    });
    expect(status).toBe(431);
    expect((await get('/items')).status).toBe(200);
  });

  it.each([
    ['', 'invalid-input'],
    ['{', 'malformed-request'],
    ['[]', 'invalid-input'],
    ['null', 'malformed-request'],
    ['"text"', 'malformed-request'],
    ['{"__proto__":{"admin":true}}', 'invalid-input'],
    ['['.repeat(100_000), 'malformed-request'],
    [`{"accountIds":${'["'.padEnd(1_200_000, 'x')}"]}`, 'too-large'],
  ])('the body %# is refused', async (sent, kind) => {
    const headers = { authorization: `Bearer ${app.key}`, 'content-type': 'application/json' };
    const response = await fetch(`${app.url}/api/v1/exports`, { method: 'POST', headers, body: sent });
    expect(await problemOf(response)).toMatchObject({ kind });
  });

  it('an export of accounts that are not there, of days that are none, of nothing is refused', async () => {
    expect(await problemOf(post('/exports', { accountIds: [NOTHING] }))).toMatchObject({ kind: 'not-found' });
    const wrong = await problemOf(post('/exports', { accountIds: [account], from: '2026-02-30' }));
    expect(wrong).toMatchObject({
      kind: 'invalid-input',
      detail: '"2026-02-30" is not a day. Give one such as 2026-05-18.',
    });
    const { exit, err } = await akta('export', '--account', '@nobody@nowhere.example');
    expect({ exit, err }).toEqual({ exit: 2, err: expect.stringContaining('@nobody@nowhere.example') });
    const days = await akta('export', '--from', '2026-05-20', '--to', '2026-05-19');
    expect({ exit: days.exit, err: days.err }).toEqual({ exit: 2, err: expect.stringContaining('2026-05-20') });
  }, 60_000);

  it('at the command line is refused in one line, with exit 2', async () => {
    for (const [args, named] of [
      [['item', 'show', 'nonsense'], ''],
      [['search', '"open'], 'quotation mark'],
      [['search', 'x', '--from', '2026-02-30'], '2026-02-30'],
      [['audit', '--since', 'yesterday'], 'yesterday'],
      [['account', 'pause', '@nobody@nowhere.example', '--reason', 'x'], 'nobody@nowhere.example'],
      [['verify', '/nowhere/x.zip'], ''],
    ] as const) {
      const { exit, err } = await akta(...args);
      expect(exit).toBe(2);
      expect(err).toContain(named);
      expect(err).not.toMatch(/\bat .*\.[jt]s|QueryFailed|undefined/);
    }
  }, 120_000);

  it('changed nothing: what was there is there, and sound', async () => {
    expect((await scenario.items(account)).map(({ id }) => id)).toEqual([item]);
    expect(await scenario.read('/exports')).toMatchObject({ items: [] });
    await scenario.expectSound();
  });
});
