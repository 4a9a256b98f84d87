import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule, type AppOptions } from './app.module.js';
import { MirrorLog, ObjectStore } from './archive/index.js';
import { OpenLog } from './audit/index.js';
import { SetUpAdministrator } from './identity/index.js';
import { ServeMetrics } from './integrity/index.js';
import { CannotStart, type Installation, openInstallation } from './open-installation.js';
import {
  bootstrapHttp,
  type Clock,
  type Config,
  JsonLogger,
  loggers,
  type Mail,
  programFolder,
  type Secrets,
  serveOpenApi,
  writeSecretFile,
} from './platform/index.js';

export interface StartOptions {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly clock: Clock;
  /** Unless told, a process works by itself where its role says so. */
  readonly ticking?: boolean;
  readonly store?: ObjectStore;
  readonly laws?: AppOptions['laws'];
  /** Instead of the mail server that is set. */
  readonly mail?: Mail;
  /** For a command: the database is opened as it is, and nothing is begun in it. */
  readonly bare?: boolean;
}

export interface Akta {
  readonly app: NestExpressApplication;
  readonly openApi: ReturnType<typeof serveOpenApi>;
  /** Where it answers; empty where it serves nobody (ROLE=worker). */
  readonly url: string;
  /** The administrator's first key, at the first start of an installation only: it is kept nowhere. */
  readonly firstKey: string | null;
  /** Where a Prometheus asks; null where no port is set. */
  readonly metricsUrl: string | null;
  close(): Promise<void>;
}

/** The whole archive in this process: database, modules, API and page, first start. Throws CannotStart with a sentence. */
export async function startAkta(options: StartOptions): Promise<Akta> {
  const { config, secrets } = options;
  const installation = await openInstallation(config, secrets);
  const opened: { close(): Promise<void> }[] = [installation];
  const close = async (): Promise<void> => {
    for (const each of opened.toReversed()) await each.close();
  };
  try {
    await demandBroughtBack(installation);
    const app = await NestFactory.create<NestExpressApplication>(AppModule.with(appOptions(options, installation)), {
      logger: new JsonLogger(config.logLevel),
      bodyParser: false,
      abortOnError: false,
    });
    opened.push(app);
    bootstrapHttp(app, {
      pageDir: pageDir(),
      proxied: config.publicUrl !== null,
      https: config.publicUrl?.startsWith('https:') ?? false,
    });
    const openApi = serveOpenApi(app);
    await app.get(OpenLog, { strict: false }).run(config.logOrigin);
    await app.init();
    await app.get(ObjectStore, { strict: false }).demandLocking();
    const figures = await serveMetrics(app, secrets);
    if (figures !== null) loggers.start.log('figures', { at: figures });
    const url = config.role === 'worker' ? '' : await listen(app, config);
    // Last: a key that is shown once is made only when nothing can stand between it and being shown.
    const firstKey = await letIn(app, config);
    return { app, openApi, url, firstKey, metricsUrl: figures, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The same without an API: for a command. */
export async function openAkta(
  options: StartOptions,
): Promise<{ readonly context: INestApplicationContext; close(): Promise<void> }> {
  const installation = await openInstallation(options.config, options.secrets);
  try {
    const module = AppModule.with(appOptions({ ...options, ticking: false }, installation));
    const context = await NestFactory.createApplicationContext(module, {
      logger: new JsonLogger('error'),
      abortOnError: false,
    });
    if (options.bare !== true) {
      await demandBroughtBack(installation);
      await context.get(OpenLog, { strict: false }).run(options.config.logOrigin);
      await letIn(context, options.config);
    }
    return {
      context,
      close: async () => {
        await context.close();
        await installation.close();
      },
    };
  } catch (error) {
    await installation.close();
    throw error;
  }
}

export function operatorKeyFile(config: Config): string {
  return join(config.keysDir, 'operator.key');
}

function appOptions(options: StartOptions, { database, upkeep }: Installation): AppOptions {
  const { config, secrets, clock, ticking = config.role !== 'api', laws, mail = secrets.smtp } = options;
  const [at, keys] = [config.objectStore, secrets.store];
  const store = options.store ?? (at && keys && { at, keys });
  return {
    config,
    clock,
    database,
    upkeep,
    ticking,
    mail,
    index: secrets.index,
    facebook: secrets.facebook,
    ...(store ? { store } : {}),
    ...(laws === undefined ? {} : { laws }),
  };
}

/** Half of an archive is no archive: what would be captured, sequenced or destroyed in it would have to be undone. */
async function demandBroughtBack({ database }: Installation): Promise<void> {
  const open: unknown[] = await database.query(`SELECT FROM archive_rebuild WHERE finished_at IS NULL`);
  if (open.length === 0) return;
  throw new CannotStart(
    'This archive is being brought back, and that is not finished. Run the same command again, and it goes on: akta restore or akta rebuild; else akta log recover --apply',
  );
}

/** First start: somebody is let in, and this machine's command line gets a key file. */
async function letIn(context: INestApplicationContext, config: Config): Promise<string | null> {
  await context.get(OpenLog, { strict: false }).run(config.logOrigin);
  const fork = await context.get(MirrorLog, { strict: false }).refuseFork();
  if (fork !== null) loggers.log.error(fork);
  const setUpAdministrator = context.get(SetUpAdministrator, { strict: false });
  const first = await setUpAdministrator.run();
  const file = operatorKeyFile(config);
  if (!existsSync(file)) writeSecretFile(file, `${(await setUpAdministrator.operatorKey()).key}\n`);
  return first?.key ?? null;
}

/** A worker too: it answers nobody else. */
async function serveMetrics(app: NestExpressApplication, { metrics }: Secrets): Promise<string | null> {
  try {
    return await app.get(ServeMetrics, { strict: false }).start(metrics);
  } catch {
    throw new CannotStart('The port of METRICS_PORT cannot be had. Name another one.');
  }
}

const USUAL_PORT = 8080;

async function listen(app: NestExpressApplication, { host, port }: Config): Promise<string> {
  if (!(await isFree(port ?? USUAL_PORT, host))) {
    if (port !== null) throw new CannotStart(`Port ${port} of ${host} cannot be had. Name another one in PORT.`);
    await app.listen(0, host);
  } else {
    await app.listen(port ?? USUAL_PORT, host);
  }
  return app.getUrl();
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}

/** The built page, beside the program. */
function pageDir(): string {
  return join(programFolder(), 'web', 'dist', 'workspace');
}
