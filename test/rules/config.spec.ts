import { mkdtempSync, rmSync, statSync, chmodSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigFaults, keyFile, readConfig } from '../../src/platform/index.js';

function faultsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigFaults) return error.faults;
    throw error;
  }
  return [];
}

describe('settings', () => {
  it('need nothing to be said', () => {
    const { config, secrets } = readConfig({ HOME: '/home/ola' });
    expect(config).toMatchObject({ role: 'all', host: '127.0.0.1', port: null, database: 'embedded' });
    expect(secrets).toEqual({
      database: null,
      index: null,
      key: null,
      smtp: null,
      store: null,
      metrics: null,
      facebook: null,
    });
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('name every fault at once, each with its variable and an example', () => {
    const faults = faultsOf({ ROLE: 'boss', PORT: '80800', PUBLIC_URL: 'ftp://x', DATABASE_URL: 'postgres://a:b@c/d' });
    expect(faults.map((fault) => fault.split(' ')[0])).toEqual(['DATABASE_OWNER_URL', 'PUBLIC_URL', 'ROLE', 'PORT']);
    expect(faults.every((fault) => /; for example [A-Z_]+=\S+$/.test(fault))).toBe(true);
  });

  it('of the mail server are given together, and its password is never repeated', () => {
    const smtp = 'smtp://akta:hunter2@mail.newford.example:587';
    const { config, secrets } = readConfig({ SMTP_URL: smtp, MAIL_FROM: 'akta@newford.example' });
    expect([config.mailFrom, secrets.smtp, JSON.stringify(config).includes('hunter2')]).toEqual([
      'akta@newford.example',
      smtp,
      false,
    ]);
    expect(faultsOf({ SMTP_URL: smtp })).toEqual([
      'MAIL_FROM is missing; SMTP_URL and MAIL_FROM are given together; for example MAIL_FROM=akta@newford.example',
    ]);
    expect(faultsOf({ MAIL_FROM: 'akta@newford.example' })).toEqual([expect.stringContaining('SMTP_URL is missing')]);
    const odd = faultsOf({ SMTP_URL: 'http://akta:hunter2@mail.example', MAIL_FROM: 'Akta <akta@newford.example>' });
    expect(odd.map((fault) => fault.split(';')[0])).toEqual([
      'SMTP_URL is not an address beginning with smtp:// or smtps://',
      'MAIL_FROM is not an e-mail address',
    ]);
    expect(odd.join()).not.toContain('hunter2');
  });

  it('of the object store are given together, and its secret key is never repeated', () => {
    const given = { S3_BUCKET: 'newford-akta', S3_ACCESS_KEY_ID: 'akta', S3_SECRET_ACCESS_KEY: 'hunter2' };
    const { config, secrets } = readConfig(given);
    expect([config.objectStore, secrets.store, JSON.stringify(config).includes('hunter2')]).toEqual([
      { endpoint: null, region: 'us-east-1', bucket: 'newford-akta', lockMode: 'COMPLIANCE' },
      { accessKeyId: 'akta', secretAccessKey: 'hunter2' },
      false,
    ]);
    expect(faultsOf({ S3_BUCKET: 'newford-akta', S3_SECRET_ACCESS_KEY: 'hunter2' })).toEqual([
      'S3_ACCESS_KEY_ID is missing; S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY are given together; for example S3_ACCESS_KEY_ID=akta',
    ]);
    const alone = faultsOf({ S3_ENDPOINT: 'https://s3.newford.example' });
    expect(alone.map((fault) => fault.split(' ')[0])).toEqual(Object.keys(given));
    expect(faultsOf({ ...given, S3_LOCK_MODE: 'none', S3_ENDPOINT: 'ftp://hunter2' }).join()).not.toContain('hunter2');
  });

  it('never repeat the address of a database, which holds a password', () => {
    expect(faultsOf({ DATABASE_URL: 'mysql://u:hunter2@c/d' }).join('\n')).not.toContain('hunter2');
  });
});

describe('a key file', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'key-'));
  });
  afterEach(() => {
    rmSync(dir, { recursive: true });
  });

  it('is made once, for its owner alone, and is the same afterwards', () => {
    const path = join(dir, 'keys', 'a.key');
    const key = keyFile(path);
    expect(key).toHaveLength(32);
    expect(keyFile(path)).toEqual(key);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('is refused when others can read it or it holds no key', () => {
    const path = join(dir, 'a.key');
    keyFile(path);
    chmodSync(path, 0o644);
    expect(() => keyFile(path)).toThrow('can be read by others');
    chmodSync(path, 0o600);
    writeFileSync(path, 'half a key');
    expect(() => keyFile(path)).toThrow('does not hold a key');
  });
});
