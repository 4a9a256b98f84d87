import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Env } from './env.js';
import { Mail } from '../mail/mail.port.js';
import { type NamedStore, readStore } from './object-store.js';
import { readSecrets, type Secrets, SMTP_EXAMPLE } from './secrets.js';
import { ConfigFaults, SettingsReader } from './settings.rules.js';
import { type NamedAuthority, readAuthorities } from './timestamp-authorities.js';
import { type NamedWitness, readWitnessedLogs, readWitnesses } from './witnesses.js';

const MAIL_FROM_EXAMPLE = 'akta@newford.example';

export interface FixityPace {
  readonly days: number;
  readonly bytesPerSecond: number;
  readonly requestsPerSecond: number;
}

/** The effective settings without secrets: this may be printed. Injected by this class. */
export abstract class Config {
  abstract readonly role: 'api' | 'worker' | 'all';
  /** Everything the installation keeps on this machine lies under it. */
  abstract readonly dataDir: string;
  /** Key files, each 0600, in a folder only we can enter. */
  abstract readonly keysDir: string;
  /** Evidence, where no other object store is named. */
  abstract readonly objectsDir: string;
  abstract readonly host: string;
  /** Null: 8080, or any free port where that is taken. */
  abstract readonly port: number | null;
  /** Where people reach the page, when a proxy stands before it. */
  abstract readonly publicUrl: string | null;
  /** Name of the log in its checkpoints; fixed at first start. */
  abstract readonly logOrigin: string;
  /** How an operator of a platform reaches us: part of the User-Agent. */
  abstract readonly contact: string | null;
  /** How hard one process presses one platform host, all accounts together. */
  abstract readonly requestsPerSecond: number;
  /** Which network of the AT Protocol is meant: its directory of identities, and its public index of posts. */
  abstract readonly bluesky: { readonly directory: string; readonly index: string };
  abstract readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
  abstract readonly database: 'embedded' | 'named';
  /** Where evidence is kept; null: in files under `objectsDir`. */
  abstract readonly objectStore: NamedStore | null;
  abstract readonly databasePool: number;
  /** Whether owners of requests are reminded by mail, and as whom; the server's address is a secret. */
  abstract readonly mailFrom: string | null;
  /** Days between the review of a disposition list and the first on which it may be approved. */
  abstract readonly dispositionNoticeDays: number;
  /** Within how many days every stored object is read back, and how hard the store is pressed for it. */
  abstract readonly fixity: FixityPace;
  /** Where figures are served to a Prometheus; null: nowhere. */
  abstract readonly metrics: { readonly host: string; readonly port: number } | null;
  /** Who dates our log (RFC 3161), in the order in which they were named. */
  abstract readonly timestampAuthorities: readonly NamedAuthority[];
  /** Who watches our log grow. */
  abstract readonly witnesses: readonly NamedWitness[];
  /** Keys of the logs that we watch. */
  abstract readonly witnessedLogs: readonly string[];
  /** As what we sign those. */
  abstract readonly witnessName: string;
}

/** Throws ConfigFaults with every fault at once. */
export function readConfig(env: Env): { readonly config: Config; readonly secrets: Secrets } {
  const settings = new SettingsReader(env);
  const { store, keys } = readStore(settings);
  const secrets = readSecrets(settings, keys);
  const dataDir = resolve(settings.text('AKTA_DATA_DIR') ?? defaultDataDir(env));
  const publicUrl = settings.url('PUBLIC_URL', ['http:', 'https:'], 'https://records.newford.example');
  const config: Config = Object.freeze({
    role: settings.word('ROLE', ['api', 'worker', 'all'], 'all'),
    dataDir,
    keysDir: join(dataDir, 'keys'),
    objectsDir: join(dataDir, 'objects'),
    host: settings.text('HOST') ?? '127.0.0.1',
    port: settings.number('PORT', [0, 65_535], 8080),
    publicUrl,
    logOrigin: settings.text('LOG_ORIGIN') ?? `${publicUrl === null ? 'akta.localhost' : new URL(publicUrl).host}/log`,
    contact: settings.text('CONTACT'),
    requestsPerSecond: settings.numberOr('REQUESTS_PER_SECOND', [1, 10_000], 10),
    bluesky: blueskyNetwork(settings),
    logLevel: settings.word('LOG_LEVEL', ['debug', 'info', 'warn', 'error'], 'info'),
    database: secrets.database === null ? 'embedded' : 'named',
    objectStore: store,
    databasePool: settings.numberOr('DATABASE_POOL', [2, 100], 10),
    mailFrom: mailFrom(settings),
    dispositionNoticeDays: settings.numberOr('DISPOSITION_NOTICE_DAYS', [0, 3_650], 14),
    fixity: Object.freeze({
      days: settings.numberOr('FIXITY_DAYS', [1, 3_650], 90),
      bytesPerSecond: settings.numberOr('FIXITY_MEGABYTES_PER_SECOND', [1, 10_000], 20) * 1_000_000,
      requestsPerSecond: settings.numberOr('FIXITY_REQUESTS_PER_SECOND', [1, 10_000], 50),
    }),
    metrics: metricsAt(settings),
    timestampAuthorities: readAuthorities(settings),
    witnesses: readWitnesses(settings),
    witnessedLogs: readWitnessedLogs(settings),
    witnessName: `${publicUrl === null ? 'akta.localhost' : new URL(publicUrl).host}/witness`,
  });
  demandToken(settings, config);
  if (/[\s+]/.test(config.logOrigin)) {
    settings.fault('LOG_ORIGIN', 'has a space or a plus sign in it', 'records.newford.example/log');
  }
  if (settings.faults.length > 0) throw new ConfigFaults(settings.faults);
  return { config, secrets };
}

const DIRECTORY = 'https://plc.directory';
const INDEX = 'https://public.api.bsky.app';

function blueskyNetwork(settings: SettingsReader): Config['bluesky'] {
  const directory = settings.url('BLUESKY_DIRECTORY_URL', ['http:', 'https:'], DIRECTORY);
  const index = settings.url('BLUESKY_INDEX_URL', ['http:', 'https:'], INDEX);
  return Object.freeze({ directory: new URL(directory ?? DIRECTORY).origin, index: new URL(index ?? INDEX).origin });
}

function metricsAt(settings: SettingsReader): Config['metrics'] {
  const port = settings.number('METRICS_PORT', [0, 65_535], 9464);
  return port === null ? null : Object.freeze({ host: settings.text('METRICS_HOST') ?? '127.0.0.1', port });
}

const THIS_MACHINE = new Set(['127.0.0.1', '::1', 'localhost']);

/** What leaves this machine is shown to whoever has the token, and to nobody else. */
function demandToken(settings: SettingsReader, { metrics }: Config): void {
  const token = settings.text('METRICS_TOKEN');
  if (metrics !== null && !THIS_MACHINE.has(metrics.host) && token === null) {
    settings.fault(
      'METRICS_TOKEN',
      `is missing; METRICS_HOST is ${metrics.host}, which others reach`,
      'of-32-letters-or-more',
    );
  }
  if (token !== null && (token.length < 16 || /\s/.test(token))) {
    settings.fault('METRICS_TOKEN', 'is shorter than 16 letters or has a space in it', 'of-32-letters-or-more');
  }
}

/** Given with the server, and with a sender's address alone: what is half set would be found out when it is needed. */
function mailFrom(settings: SettingsReader): string | null {
  const [url, from] = [settings.text('SMTP_URL'), settings.text('MAIL_FROM')];
  if ((url === null) !== (from === null)) {
    const missing = url === null ? 'SMTP_URL' : 'MAIL_FROM';
    const example = url === null ? SMTP_EXAMPLE : MAIL_FROM_EXAMPLE;
    settings.fault(missing, 'is missing; SMTP_URL and MAIL_FROM are given together', example);
  }
  if (from !== null && !Mail.isAddress(from)) {
    settings.fault('MAIL_FROM', 'is not an e-mail address', MAIL_FROM_EXAMPLE);
  }
  return from;
}

function defaultDataDir(env: Env): string {
  if (process.getuid?.() === 0) return '/var/lib/akta';
  return join(env['XDG_DATA_HOME'] ?? join(env['HOME'] ?? homedir(), '.local', 'share'), 'akta');
}
