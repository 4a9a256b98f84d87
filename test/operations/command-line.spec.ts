import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMANDS } from '../../src/command-line.js';
import { membersOf, startTestApp, type TestApp } from '../support/app.js';
import { type Ran, runAkta } from '../support/command-line.js';

describe('the command line', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startTestApp();
  });

  afterAll(async () => {
    await app.close();
  });

  const run = (args: readonly string[], env: Record<string, string> = {}): Promise<Ran> =>
    runAkta(args, { env: { ...app.env, ...env } });

  it('explains each command with an example, without an installation', async () => {
    for (const { spec } of COMMANDS) {
      const { exit, out } = await run([...spec.name.split(' '), '--help'], { DATABASE_URL: 'nonsense' });
      expect(exit).toBe(0);
      expect(out).toContain(`Example:\n  akta ${spec.name}`);
      expect(out).toContain('--json');
    }
  });

  it('acts as this machine’s operator, who is a named person, and what it does is logged', async () => {
    const { exit, out } = await run(['key', 'new', '--json']);
    expect(exit).toBe(0);
    const made: { id: string; key: string } = JSON.parse(out);
    expect(await membersOf(app.ask('GET', '/api/v1/me', { key: made.key }))).toMatchObject({ name: 'Administrator' });
    const [event] = await app.database.query<{ actor: string }[]>(
      `SELECT actor FROM audit_event WHERE type = 'key.issued' AND facts->>'key' = $1`,
      [made.id],
    );
    expect(event?.actor).toMatch(/^person:/);
    expect(statSync(join(app.dataDir, 'keys', 'operator.key')).mode & 0o777).toBe(0o600);
  });

  it('lets somebody in with roles and a key, and then acts as that person', async () => {
    const added = await run(['person', 'add', 'Inez Duarte', '--login', 'inez', '--role', 'auditor', '--json']);
    const { key }: { key: string } = JSON.parse(added.out);
    const file = join(app.dataDir, 'inez.key');
    writeFileSync(file, `${key}\n`);
    const refused = await run(['person', 'add', 'X', '--login', 'x', '--key-file', file]);
    expect(refused).toEqual({ exit: 2, out: '', err: expect.stringContaining('person.manage') });
    expect((await run(['key', 'new'], { AKTA_KEY: key })).out).toMatch(/^akta_[\w-]{43}\n/);
    expect((await run(['key', 'new', '--person', 'administrator'], { AKTA_KEY: key })).exit).toBe(2);
  });

  it('ends with 2 and one sentence when it is refused, cannot look or was misspelt', async () => {
    for (const args of [
      ['key', 'new', '--person', 'nobody'],
      ['key', 'new', '--permission', 'everything'],
      ['key', 'new', '--expires', 'soon'],
      ['key', 'new', '--key-file', '/does/not/exist'],
      ['person', 'add', 'X', '--login', 'x', '--role', 'king'],
    ]) {
      const { exit, out, err } = await run(args);
      expect([exit, out]).toEqual([2, '']);
      expect(err.trim().split('\n')).toHaveLength(1);
    }
    expect((await run(['key', 'neww'])).exit).toBe(2);
    const json = await run(['key', 'new', '--person', 'nobody', '--json']);
    expect(JSON.parse(json.out)).toMatchObject({ type: 'not-found' });
    expect((await run(['key', 'new'], { PORT: 'x', ROLE: 'y' })).err).toContain('ROLE');
  });

  it('makes the operator’s key file again when it is lost, and logs that', async () => {
    const file = join(app.dataDir, 'keys', 'operator.key');
    const before = readFileSync(file, 'utf8');
    rmSync(file);
    expect((await run(['key', 'new'])).exit).toBe(0);
    expect(readFileSync(file, 'utf8')).not.toBe(before);
  });
});
