import { PassThrough } from 'node:stream';
import type { AccountView, KnownAccountView } from '../../src/archive/index.js';
import type { PersonView } from '../../src/identity/index.js';
import { Refusal, secretsFrom, SimulatedClock } from '../../src/platform/index.js';
import { membersOf } from '../support/app.js';
import { type Ran, runAkta } from '../support/command-line.js';
import { type Newford, NEWFORD_HOST, openNewford } from '../support/newford.js';

const HANDLE = `@newford@${NEWFORD_HOST}`;
const TOKEN = 'tok_0123456789abcdef';

describe('accounts and people at the command line', () => {
  const clock = new SimulatedClock(new Date('2026-05-19T13:00:00Z'));
  let town: Newford;
  let account: string;

  beforeAll(async () => {
    town = await openNewford(clock);
    account = await town.scenario.addAccount(town.body, `${town.lab.mastodon(NEWFORD_HOST)}/@newford`);
  }, 60_000);

  afterAll(() => town.close());

  afterEach(() => town.scenario.expectSound());

  const akta = (...args: string[]): Promise<Ran> => runAkta(args, { env: town.app.env, clock });
  const type = (secrets: readonly string[], ...args: string[]): Promise<Ran> =>
    runAkta(args, { env: town.app.env, clock, secrets });
  const facts = (): Promise<AccountView> => town.scenario.read<AccountView>(`/accounts/${account}`);
  const trail = async (): Promise<string> => JSON.stringify(await town.scenario.read('/audit'));

  it('a basis is stated, and a character changed', async () => {
    const basis = ['--statute', '50 ILCS 205', '--item', '18:052, 4', '--officer', 'Marta Zielinski'];
    expect((await akta('account', 'basis', HANDLE, ...basis.slice(2))).err).toBe(
      'The statute is missing. Write it in a few words.\n',
    );
    expect((await akta('account', 'basis', HANDLE, ...basis)).out).toBe(
      `${HANDLE}: 50 ILCS 205, schedule item 18:052, 4. Authorised by Marta Zielinski.\n`,
    );
    expect((await akta('account', 'character', HANDLE, 'shared')).err).toContain('"shared" is no character of an');
    expect((await akta('account', 'character', HANDLE, 'mixed', '--lang', 'pl')).out).toBe(`${HANDLE}: Mieszane\n`);
    expect(await facts()).toMatchObject({
      character: 'mixed',
      legalBasis: { statute: '50 ILCS 205', scheduleItem: '18:052, 4', officer: 'Marta Zielinski' },
    });
  });

  it('a token is typed, sealed and said by nothing; it can be taken away', async () => {
    const sealed = (): Promise<{ sealed: Buffer }[]> => town.app.database.query(`SELECT sealed FROM account_access`);
    const refused = await akta('account', 'access', HANDLE, TOKEN);
    expect(refused.exit).toBe(2);
    expect(refused.err + refused.out).not.toContain(TOKEN);
    expect((await akta('account', 'access', HANDLE)).err).toContain('nobody is there to type it');
    expect((await type(['short'], 'account', 'access', HANDLE)).err).toContain('This is not an access token');
    expect(await sealed()).toEqual([]);

    const given = await type([TOKEN], 'account', 'access', HANDLE, '--json');
    expect(given).toMatchObject({ exit: 0, err: '' });
    expect(given.out + (await trail())).not.toContain(TOKEN);
    const [row] = await sealed();
    expect(row?.sealed.includes(Buffer.from(TOKEN))).toBe(false);
    expect((await akta('account', 'access', HANDLE, '--none')).out).toContain('has no token now.');
    expect(await sealed()).toEqual([]);
  });

  it('custodians follow each other and are named by name', async () => {
    expect((await akta('custodian', 'assign', HANDLE, 'Ellen Brandt', '--from', 'soon')).err).toContain(
      'is not a time',
    );
    const first = await akta('custodian', 'assign', HANDLE, 'Ellen Brandt', '--from', '2026-01-02T15:00:00Z');
    expect(first.out).toBe(`${HANDLE}: Ellen Brandt, since 2 January 2026\n`);
    await akta('custodian', 'assign', HANDLE, 'Marta Zielinski');
    expect((await akta('custodian', 'end', HANDLE, 'Nobody')).err).toContain('"Nobody" does not answer for this');
    expect((await akta('custodian', 'end', HANDLE, 'Ellen Brandt', '--to', '2025-01-01')).err).toContain('cannot end');
    expect((await akta('custodian', 'end', HANDLE, 'Ellen Brandt')).out).toBe(
      `${HANDLE}: Ellen Brandt, 2 January 2026 to 19 May 2026\n`,
    );
    const { custodians } = await facts();
    expect(custodians.map(({ name, to }) => [name, to === null])).toEqual([
      ['Ellen Brandt', false],
      ['Marta Zielinski', true],
    ]);
    expect((await akta('custodian', 'end', HANDLE, custodians[1]?.id ?? '')).exit).toBe(0);
  });

  it('an account that is known and not archived is noted with who decided, and listed', async () => {
    expect((await akta('known', 'list')).out).toBe('No account is known that exists and is not archived.\n');
    const note = ['known', 'note', 'Newford Parks', '--platform', 'Instagram', '--reason', 'Permission asked'];
    expect((await akta(...note, '--by', 'Marta Zielinski', '--on', '2026-02-30')).err).toContain('is not a day');
    expect((await akta(...note, '--on', '2026-05-04')).err).toContain('Who decided is missing.');
    expect((await akta(...note, '--by', 'Marta Zielinski', '--on', '2026-05-04')).exit).toBe(0);
    expect((await akta('known', 'list')).out).toBe(
      'Newford Parks (Instagram): Permission asked; Marta Zielinski, 4 May 2026\n',
    );
    const { items } = await town.scenario.read<{ items: KnownAccountView[] }>('/known-accounts');
    expect(items).toEqual([expect.objectContaining({ handle: 'Newford Parks', decidedAt: '2026-05-04' })]);
  });

  it('people are listed, given other roles, a password of their own, and let in no longer', async () => {
    await akta('person', 'add', 'Inez Duarte', '--login', 'inez', '--role', 'auditor');
    expect((await akta('person', 'roles', 'nobody', '--role', 'legal')).err).toContain('Nobody signs in as "nobody".');
    expect((await akta('person', 'roles', 'inez', '--role', 'king')).err).toContain('"king" is no role.');
    expect((await akta('person', 'roles', 'inez', '--role', 'legal', 'auditor')).out).toContain(
      '(inez): auditor, legal',
    );
    const { items }: { items: PersonView[] } = JSON.parse((await akta('person', 'list', '--json')).out);
    expect(items.map(({ login }) => login)).toEqual(['administrator', 'inez']);

    expect((await type(['too short'], 'person', 'password', 'inez')).err).toContain('A password has 12 to 1000');
    expect((await type(['plank river in may'], 'person', 'password', 'inez')).out).toContain('has a new password.');
    const signIn = (password: string): Promise<Response> =>
      town.app.ask('POST', '/api/v1/session', { key: null, body: { name: 'inez', password } });
    expect((await signIn('plank river in may')).status).toBe(204);
    expect((await type(['first of its kind'], 'person', 'password', 'administrator')).exit).toBe(0);
    expect((await type(['second of its kind'], 'person', 'password', 'administrator')).err).toContain(
      'present password',
    );
    const own = ['person', 'password', 'administrator', '--present'];
    expect((await type(['first of its kind', 'second of its kind'], ...own)).exit).toBe(0);

    expect((await akta('person', 'disable', 'inez')).err).toContain('The reason is missing.');
    expect((await akta('person', 'disable', 'inez', '--reason', 'Left the office')).out).toContain('let in no longer');
    expect((await signIn('plank river in may')).status).toBe(401);
    expect((await akta('person', 'disable', 'administrator', '--reason', 'x')).err).toContain('the last administrator');
  });

  it('keys are listed without being shown, and end when they are revoked', async () => {
    const made: { id: string; key: string } = JSON.parse(
      (await akta('key', 'new', '--label', 'laptop', '--expires', '2027-01-01T00:00:00Z', '--json')).out,
    );
    const listed = await akta('key', 'list');
    expect(listed.out).toContain(
      `Administrator: laptop, all the roles allow, until 2027-01-01T00:00:00.000Z  ${made.id}`,
    );
    expect(listed.out).not.toContain(made.key);
    expect((await akta('key', 'revoke', 'laptop')).err).toContain('A key is named by its id.');
    expect((await akta('key', 'revoke', made.id)).exit).toBe(0);
    expect((await akta('key', 'revoke', made.id)).err).toContain('revoked already');
    expect((await town.app.ask('GET', '/api/v1/me', { key: made.key })).status).toBe(401);
    expect((await akta('key', 'list')).out).toContain(`revoked 2026-05-19T13:00:00.000Z  ${made.id}`);
  });

  it('all of it is refused to whom the API refuses it', async () => {
    const env = { ...town.app.env, AKTA_KEY: await town.app.keyOf('auditor') };
    for (const [command, permission] of [
      [['account', 'basis', HANDLE], 'account.manage'],
      [['account', 'character', HANDLE, 'mixed'], 'account.manage'],
      [['account', 'access', HANDLE], 'account.manage'],
      [['custodian', 'assign', HANDLE, 'X'], 'account.manage'],
      [['custodian', 'end', HANDLE, 'X'], 'account.manage'],
      [['known', 'note', 'X'], 'account.manage'],
      [['person', 'list'], 'person.manage'],
      [['person', 'roles', 'administrator'], 'person.manage'],
      [['person', 'disable', 'administrator', '--reason', 'x'], 'person.manage'],
      [['person', 'password', 'administrator'], 'person.manage'],
    ] as const) {
      const { exit, err } = await runAkta(command, { env, clock, secrets: ['a long enough secret'] });
      expect({ exit, err }).toEqual({ exit: 2, err: expect.stringContaining(`"${permission}"`) });
    }
    const { out } = await runAkta(['key', 'list'], { env, clock });
    expect(out).toContain('A auditor: test');
    expect(out).not.toContain('Administrator');
  });

  it('a time that a calendar of weeks knows and we do not is refused, not a fault of ours', async () => {
    const path = `/api/v1/accounts/${account}/custodians`;
    const body = { name: 'X', from: '2026-W01-1' };
    expect(await membersOf(town.app.ask('POST', path, { body }))).toMatchObject({ type: '/problems/invalid-input' });
    const key = { label: 'x', expiresAt: '2026-W01-1' };
    expect(await membersOf(town.app.ask('POST', '/api/v1/keys', { body: key }))).toMatchObject({ status: 422 });
  });
});

describe('a secret that is asked for', () => {
  it('is read a line each from a pipe, without a prompt', async () => {
    const pipe = new PassThrough();
    let said = '';
    const read = secretsFrom(pipe, (text) => (said += text));
    pipe.end('first one\nsecond one\n');
    expect([await read('The present password'), await read('The new password')]).toEqual(['first one', 'second one']);
    await expect(read('Another')).rejects.toThrow(Refusal);
    expect(said).toBe('');
  });

  it('is asked for by name at a terminal, and is not shown there', async () => {
    const terminal = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => terminal });
    let said = '';
    const read = secretsFrom(terminal, (text) => (said += text));
    const typed = read('The access token');
    terminal.write('tok_0123x\u007f456789\r');
    expect(await typed).toBe('tok_0123456789');
    expect(said).toBe('The access token: \n');
    const stopped = read('The access token');
    terminal.write('half\u0003');
    await expect(stopped).rejects.toThrow('The access token is missing.');
  });
});
