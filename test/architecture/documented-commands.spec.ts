import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { type Lab, startLab } from '../../lab/index.js';
import { runCommandLine } from '../../src/command-line.js';
import { secretsFrom, SystemClock } from '../../src/platform/index.js';
import { freshDatabaseUrls } from '../support/database.js';
import { fromRepository, REPOSITORY } from '../support/repository.js';
import { hasPython } from '../support/verify-py.js';

/** In the order a reader meets them: what one makes, the next may use. */
const DOCUMENTS = [
  'README.md',
  'docs/install.md',
  'docs/object-store.md',
  'docs/doctor.md',
  'docs/fixity.md',
  'docs/metrics.md',
  'docs/backup-and-keys.md',
  'docs/keys.md',
  'docs/security.md',
  'docs/rebuild.md',
  'docs/exit.md',
  'docs/upgrade.md',
  'docs/connectors.md',
  'docs/connecting.md',
  'docs/import.md',
  'docs/by-hand.md',
  'docs/live.md',
  'docs/search.md',
  'docs/discovery.md',
  'docs/verify.md',
  'docs/timestamps.md',
  'docs/clocks.md',
  'docs/leak-test.md',
  'docs/holds.md',
  'docs/requests.md',
  'docs/erasure.md',
  'docs/redaction.md',
  'docs/letters.md',
  'docs/release.md',
  'docs/retention.md',
  'docs/disposition.md',
  'docs/transfer.md',
  'docs/reports.md',
  'docs/second-factor.md',
  'CONTRIBUTING.md',
];

/** Marked `no-run`: they install, stay up, or need a server elsewhere. `.ci/run` runs the first three. */
const NOT_RUN = [
  'npm ci && npm run demo',
  'npm ci && npm test',
  'npm ci',
  'psql -c "CREATE ROLE akta_owner LOGIN PASSWORD \'…\'" \\',
  'useradd --system --home-dir /var/lib/akta akta',
  'cd docs/deploy && install -d -m 0700 secrets && umask 077',
  'aws s3api create-bucket --bucket newford-akta --object-lock-enabled-for-bucket',
  'npm run akta -- fixity look 019e3a5e-7c10-7cc0-8f59-0a52a1b4c001 --said "The disk is being replaced; copy of 3 May is put back"',
  'rsync -a --delete "$AKTA_DATA_DIR/objects/" backup.example:akta/objects/',
  `pg_dump --format=custom --file=akta.dump --exclude-table-data='(item|medium|frame)_key' "$DATABASE_OWNER_URL"`,
  'npm run akta -- restore --from /backup/monday',
  'npm run akta -- check',
  'npm run akta -- keys retire',
  'npm run akta -- rebuild --into akta',
  'npm run akta -- rebuild confirm --key-file inez.key',
  'npm run akta -- exit-export --to /exit/newford --approver-key-file lena.key',
  'npm run akta -- exit-export --to /exit/newford --approver-key-file lena.key --with-keys',
  'npm run akta -- import-exit --from /exit/newford',
  'npm run akta -- check',
  'git pull && npm ci',
  'npm run akta -- account add https://www.facebook.com/newford --connect-first',
  'npm run akta -- account link @city@social.example',
  'npm run akta -- import twitter-2026-11-20.zip --account https://x.com/newford',
  'npm run akta -- import decide 0199f3a2-7c1e-7b04-9d5e-2f6a8c1b3d4e --as version --reason "The feed had cut the text off"',
  'npm run akta -- incident end @city@social.example 0192f1a0-0000-7000-8000-000000000001 --reason "Access won back"',
  `curl "$MEILI_URL/keys" -H "Authorization: Bearer $MEILI_MASTER_KEY" -H 'Content-Type: application/json' --data '{`,
  "TSA_URLS='https://tsa.example/tsr https://stamps.oldford.example'",
  'cd EXP-2026-0007/data/log/stamps/tsa.example',
  '# Oldford',
  'npm run akta -- request erasure order 2026-0031',
  'npm run akta -- disposition capture-again 0199f3a2-7c1e-7b04-9d5e-2f6a8c1b3d4e --reason "Wanted for the inquiry"',
  'npm run akta -- letter write declaration --export 0199f3a2-7c1e-7b04-9d5e-2f6a8c1b3d4e --facts basis.json --out declaration.pdf',
  'npm run akta -- export approve 0199f3a2-7c1e-7b04-9d5e-2f6a8c1b3d4e --key-file inez.key --out newford.zip',
  'npm run akta -- export link EXP-2026-0031-foia --days 14',
  'npm run akta -- disposition show 2031-D-001 --items',
  'npm run akta -- disposition package 2050-D-001 --profile pl-archiwum-panstwowe --archive "Archiwum Państwowe w Katowicach"',
  'npm run akta -- disposition execute 2050-D-001',
  'npm run akta -- disposition inventory 2030-D-002 --out spis.pdf',
  'npm run akta -- factor enrol --key-file inez.key',
  'npm run check',
];

const TOKEN = 'tok_0123456789abcdef';

const blocks = (path: string, info: string): string[] =>
  [...fromRepository(path).matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)].flatMap(([, found, body = '']) =>
    found === info ? [body] : [],
  );

const canRun = hasPython && process.platform === 'linux';
if (!canRun) console.warn('Skipped: the commands of the documents need Linux, python3 and openssl.');

describe('the documents', () => {
  it('are all among those whose commands are run', () => {
    const all = readdirSync(join(REPOSITORY, 'docs')).filter((name) => name.endsWith('.md'));
    expect(all.filter((name) => !DOCUMENTS.includes(`docs/${name}`))).toEqual([]);
  });

  it('leave out of the test only what cannot be run in one', () => {
    expect(DOCUMENTS.flatMap((path) => blocks(path, 'sh no-run')).map((block) => block.split('\n')[0])).toEqual(
      NOT_RUN,
    );
  });

  it('name no script that package.json lacks', () => {
    const { scripts }: { scripts: Record<string, string> } = JSON.parse(fromRepository('package.json'));
    const named = DOCUMENTS.flatMap((path) =>
      [...fromRepository(path).matchAll(/npm run ([a-z]+)/g)].map(([, name]) => name),
    );
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => !Object.keys(scripts).includes(name ?? ''))).toEqual([]);
  });
});

(canRun ? describe : describe.skip)('the commands of the documents', () => {
  const folder = mkdtempSync(join(tmpdir(), 'akta-documents-'));
  const host = 'social.newford.example';
  const facebook = 'facebook.example';
  let lab: Lab;
  let server: Server;
  let env: Record<string, string>;

  beforeAll(async () => {
    lab = await startLab({
      clock: new SystemClock(),
      prepare: (world) => {
        world.openServer(host, { software: 'mastodon' });
        const city = world.openAccount(`newford@${host}`, { displayName: 'City of Newford' });
        world.post(city, 'A Flood Watch starts at noon.', { key: 'watch' });
        world.openServer(facebook, { software: 'facebook', appSecret: 'the-secret-of-the-app' });
        const page = world.openAccount(`newford@${facebook}`, { displayName: 'City of Newford' });
        world.issueToken(facebook, page, TOKEN);
      },
    });
    const urls = await freshDatabaseUrls();
    const data = join(folder, 'data');
    env = { AKTA_DATA_DIR: data, DATABASE_URL: urls.akta_app, DATABASE_OWNER_URL: urls.akta_owner, LOG_LEVEL: 'error' };
    for (const name of ['exports', 'retention-policies']) symlinkSync(join(REPOSITORY, name), join(folder, name));
    writeFileSync(join(folder, 'token.txt'), `${TOKEN}\n`);
    writeFileSync(join(folder, 'app-secret.txt'), 'the-secret-of-the-app\n');
    writeFileSync(join(folder, 'verify-token.txt'), 'the-word-we-agreed-on\n');
    writeFileSync(join(folder, 'password.txt'), 'plank river in may\n');
    server = await serveCommands();
    const address = server.address();
    putNpmInFront(typeof address === 'object' && address !== null ? address.port : 0);
  }, 120_000);

  afterAll(async () => {
    server?.close();
    await lab?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs a command of Akta for the shell, in this process: started and built once, not for each line. */
  async function serveCommands(): Promise<Server> {
    const here = process.cwd();
    const answer = async (request: {
      cwd: string;
      args: string[];
      piped: string;
    }): Promise<{ exit: number; said: string }> => {
      let said = '';
      process.chdir(request.cwd);
      const exit = await runCommandLine(request.args, {
        env,
        clock: new SystemClock(),
        signal: new AbortController().signal,
        out: (line) => (said += line),
        err: (line) => (said += line),
        readSecret: secretsFrom(Readable.from([request.piped]), () => undefined),
      }).finally(() => process.chdir(here));
      return { exit, said };
    };
    const listening = createServer((request, response) => {
      void text(request)
        .then((body) => answer(JSON.parse(body)))
        .catch((error: unknown) => ({ exit: 99, said: String(error) }))
        .then((told) => response.end(JSON.stringify(told)));
    }).listen(0, '127.0.0.1');
    await once(listening, 'listening');
    return listening;
  }

  function putNpmInFront(port: number): void {
    const program = `#!${process.execPath}
const [run, akta, dashes, ...args] = process.argv.slice(2);
if (run !== 'run' || akta !== 'akta' || dashes !== '--') { console.error('Not a command of Akta'); process.exit(98); }
let piped = '';
for await (const part of process.stdin) piped += part;
const body = JSON.stringify({ cwd: process.cwd(), args, piped });
const answer = await fetch('http://127.0.0.1:${port}', { method: 'POST', body });
const { exit, said } = await answer.json();
process.stdout.write(said);
process.exitCode = exit;
`;
    mkdirSync(join(folder, 'bin'));
    writeFileSync(join(folder, 'bin/npm.mjs'), program);
    symlinkSync('npm.mjs', join(folder, 'bin/npm'));
    chmodSync(join(folder, 'bin/npm.mjs'), 0o755);
  }

  /** The example account stands for one of the lab's, which is on this machine. */
  function withLabAccount(script: string): string {
    return script
      .replaceAll('https://www.facebook.com/newford', `${lab.facebook(facebook)} --private`)
      .replaceAll('https://social.example/@city', `${lab.mastodon(host)}/@newford --private`)
      .replaceAll('@city@social.example', `@newford@${host}`);
  }

  it.each(DOCUMENTS)(
    'in %s do what they say',
    async (path) => {
      const script = withLabAccount(`set -euxo pipefail\n${blocks(path, 'sh').join('\n')}`);
      const shell = spawn('bash', ['-c', script], {
        cwd: folder,
        env: { ...env, PATH: `${join(folder, 'bin')}:/usr/local/bin:/usr/bin:/bin`, HOME: folder, LANG: 'C.UTF-8' },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const [said, traced] = await Promise.all([text(shell.stdout), text(shell.stderr), once(shell, 'close')]);
      expect(shell.exitCode === 0 ? 'done' : `${said}\n${traced}`).toBe('done');
    },
    120_000,
  );
});
