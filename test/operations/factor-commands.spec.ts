import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AddBody } from '../../src/accounts/index.js';
import { runCommandLine } from '../../src/command-line.js';
import { SimulatedClock, system } from '../../src/platform/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { type Ran, runAkta } from '../support/command-line.js';
import { codeOf } from '../support/people.js';

const HOLD = [
  'hold place --matter 2026-CV-0417 --name Kowalczyk --reason Announced --trigger 2026-05-19T12:00:00Z --query flood',
];

describe('the second factor at the command line', () => {
  const clock = new SimulatedClock(new Date('2026-05-19T13:00:00Z'));
  let app: TestApp;
  let keyFile: string;
  let secret = '';

  const akta = (line: string, secrets: readonly string[] = []): Promise<Ran> =>
    runAkta(line.split(' '), { env: app.env, clock, secrets });
  const asAdam = (line: string, ...secrets: string[]): Promise<Ran> => akta(`${line} --key-file ${keyFile}`, secrets);

  beforeAll(async () => {
    app = await startTestApp({ clock });
    const body = {
      name: 'City of Newford',
      zone: 'America/Chicago',
      languages: ['en'],
      country: 'US',
      prefix: 'NEWFORD',
    };
    await app.akta.app.get(AddBody, { strict: false }).run(system('setup'), body);
    keyFile = join(app.dataDir, 'adam.key');
    writeFileSync(keyFile, await app.keyOf('legal'));
  });

  afterAll(() => app.close());

  it('is enrolled with a code of the secret it shows, and answers recovery codes', async () => {
    let [out, err] = ['', ''];
    const exit = await runCommandLine(['factor', 'enrol', '--json', '--key-file', keyFile], {
      env: app.env,
      clock,
      signal: new AbortController().signal,
      out: (text) => (out += text),
      err: (text) => (err += text),
      readSecret: () => {
        secret = /type the secret into one: ([A-Z2-7]{32})\n/.exec(err)?.[1] ?? '';
        return Promise.resolve(codeOf(secret, clock.now()));
      },
    });
    expect([exit, err.includes('█')]).toEqual([0, true]);
    const { recoveryCodes }: { recoveryCodes: string[] } = JSON.parse(out);
    expect(recoveryCodes).toHaveLength(10);
    expect(out).not.toContain(secret);
    expect((await akta('person list')).out).toMatch(/A legal .*: legal, second factor {2}/);
  });

  it('is asked for where an approval turns out to need it, and not before another reason refuses', async () => {
    await akta(HOLD.join(' '));
    const released = (more: string): string => `hold release 2026-L-001 ${more}`;
    expect((await asAdam(released('--approve'), 'never asked')).err).toContain('Nobody has proposed to release');
    await akta(released('--reason Settled'));
    expect((await akta(released('--approve'))).err).toContain('You proposed this release');
    expect((await asAdam(released('--approve'))).err).toContain('A code of your second factor is missing');
    expect((await asAdam(released('--approve'), '000000')).err).toContain('This code is not right.');
    clock.advance(30_000);
    const code = codeOf(secret, clock.now());
    expect((await asAdam(released('--approve'), code)).out).toContain('is released.');
    expect((await asAdam('factor remove nobody')).err).toContain('Nobody signs in as "nobody".');
  });

  it('sessions are listed and ended', async () => {
    expect((await asAdam('person sessions')).out).toBe('Nobody is signed in to the page.\n');
    const signIn = await app.ask('POST', '/api/v1/session', { key: null, body: { key: app.key } });
    expect(signIn.status).toBe(204);
    expect((await asAdam('person sessions administrator')).err).toContain('for an administrator to see');
    const { out } = await akta('person sessions administrator');
    const [, id = ''] =
      /^Administrator: since 2026-05-19T13:00:30\.000Z, not seen since, until \S+Z, node {2}(\S+)\n$/.exec(out) ?? [];
    expect((await akta('person sessions --end laptop')).exit).toBe(2);
    expect((await asAdam(`person sessions --end ${id}`)).err).toContain('no such session of yours');
    expect((await akta(`person sessions --end ${id}`)).out).toContain('The session has ended.');
    expect((await akta(`person sessions --end ${id}`)).err).toContain('ended already');
  });
});
