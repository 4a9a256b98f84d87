import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { withSecretFiles } from '../../src/platform/config/env.js';
import { ConfigFaults, readConfig } from '../../src/platform/index.js';
import { filesUnder, fromRepository, REPOSITORY } from '../support/repository.js';

interface Service {
  readonly image: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly volumes?: readonly string[];
  readonly deploy?: { readonly replicas?: number };
  readonly depends_on?: Readonly<Record<string, unknown>> | readonly string[];
  readonly cap_drop?: readonly string[];
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}

const UNITS = ['docs/deploy/akta-api.service', 'docs/deploy/akta-worker@.service'];
const compose: Compose = parse(fromRepository('docs/deploy/compose.yaml'), { merge: true });
const services = Object.entries(compose.services);
const ours = services.filter(([, { image }]) => image.startsWith('akta:'));

/** Every name the program reads, each secret also from a file. */
const known = new Set(
  filesUnder('src/platform/config', '.ts').flatMap((path) =>
    [...fromRepository(path).matchAll(/'([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*)'/g)].flatMap(([, name = '']) => [
      name,
      `${name}_FILE`,
    ]),
  ),
);

function lines(unit: string, key: string): string[] {
  const all = fromRepository(unit).split('\n');
  return all.filter((line) => line.startsWith(`${key}=`)).map((line) => line.slice(key.length + 1));
}

describe('the files to install with', () => {
  it('start one api and two workers, a database, a store and an index, each image by its version', () => {
    expect(ours.map(([name]) => name)).toEqual(['api', 'worker']);
    expect(compose.services['worker']?.deploy?.replicas).toBe(2);
    expect(services.map(([, { image }]) => image.split(':')[0])).toEqual(
      expect.arrayContaining(['postgres', 'ghcr.io/versity/versitygw', 'getmeili/meilisearch']),
    );
    for (const [name, { image, cap_drop: dropped }] of services) {
      expect([name, image]).toEqual([name, expect.stringMatching(/:v?\d+\.\d+(\.\d+)?(-[a-z]+)?$/)]);
      expect([name, dropped]).toEqual([name, ['ALL']]);
    }
    const { version } = JSON.parse(fromRepository('package.json'));
    expect(ours.map(([, { image }]) => image)).toEqual([`akta:${version}`, `akta:${version}`]);
  });

  it('name no setting the program does not read, and no secret, volume or service that is not there', () => {
    for (const [, { environment = {} }] of ours) {
      expect(Object.keys(environment).filter((name) => !known.has(name))).toEqual([]);
      expect(JSON.stringify(environment)).not.toMatch(/postgres:\/\/|password/i);
    }
    for (const [, { secrets = [], volumes = [], depends_on: after = [] }] of services) {
      expect(secrets.filter((name) => !(name in compose.secrets))).toEqual([]);
      const named = volumes.map((volume) => volume.split(':')[0] ?? '').filter((name) => !name.startsWith('.'));
      expect(named.filter((name) => !(name in compose.volumes))).toEqual([]);
      const waited = Array.isArray(after) ? after : Object.keys(after);
      expect(waited.filter((name) => !(name in compose.services))).toEqual([]);
    }
    for (const unit of UNITS) {
      const names = lines(unit, 'Environment').map((line) => line.split('=')[0] ?? '');
      expect([unit, names.filter((name) => !known.has(name))]).toEqual([unit, []]);
    }
  });

  it('begin programs that are there', () => {
    for (const unit of UNITS) {
      const [start = ''] = lines(unit, 'ExecStart');
      const [, script = '', program = ''] = start.split(' ');
      expect(fromRepository(script).length).toBeGreaterThan(0);
      expect(fromRepository(program.replace(/\.js$/, '.ts')).length).toBeGreaterThan(0);
    }
    expect(fromRepository('docs/deploy/Dockerfile')).toContain(
      'ENTRYPOINT ["node", "scripts/run.mjs"]\nCMD ["src/main.js"]',
    );
    expect(spawnSync('sh', ['-n', join(REPOSITORY, 'docs/deploy/database-roles.sh')]).status).toBe(0);
  });

  const verifies = spawnSync('systemd-analyze', ['--version']).status === 0 ? it : it.skip;
  verifies('are understood by systemd, every line (skipped without systemd-analyze)', () => {
    const run = spawnSync('systemd-analyze', ['verify', ...UNITS.map((unit) => join(REPOSITORY, unit))], {
      encoding: 'utf8',
    });
    // Whether node lies there is a matter of the machine.
    const said = `${run.stdout}${run.stderr}`
      .split('\n')
      .filter((line) => line !== '' && !/\/usr\/bin\/node/.test(line));
    expect(said.filter((line) => line.includes('akta-'))).toEqual([]);
  });

  it('give secrets as files: the last newline does not count, what is given itself comes first', () => {
    const folder = mkdtempSync(join(tmpdir(), 'akta-secrets-'));
    try {
      const file = (name: string, text: string): string => {
        writeFileSync(join(folder, name), text, { mode: 0o600 });
        return join(folder, name);
      };
      const env = withSecretFiles({
        DATABASE_URL_FILE: file('app', 'postgres://akta_app:x@db/akta\n'),
        DATABASE_OWNER_URL: 'postgres://akta_owner:given@db/akta',
        DATABASE_OWNER_URL_FILE: file('owner', 'postgres://akta_owner:file@db/akta\n'),
      });
      const { secrets } = readConfig({ HOME: folder, ...env });
      expect(secrets.database).toEqual({
        app: 'postgres://akta_app:x@db/akta',
        owner: 'postgres://akta_owner:given@db/akta',
      });
      const missing = (): unknown => withSecretFiles({ METRICS_TOKEN_FILE: join(folder, 'none') });
      expect(missing).toThrow(ConfigFaults);
      expect(missing).toThrow('METRICS_TOKEN_FILE names a file that cannot be read');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
