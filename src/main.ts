import { ConfigFaults, describe, loggers, readConfig, readEnv, SystemClock } from './platform/index.js';
import { CannotStart } from './open-installation.js';
import { type Akta, startAkta } from './start-akta.js';

const LONGEST_GOODBYE_MS = 30_000;

/** Resolves at the first request to end, also while still starting. A second one ends the process at once. */
function askedToEnd(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    const ask = (): void => {
      if (asked) process.exit(130);
      asked = true;
      setTimeout(() => process.exit(1), LONGEST_GOODBYE_MS).unref();
      resolve();
    };
    process.on('SIGTERM', ask);
    process.on('SIGINT', ask);
  });
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function start(): Promise<Akta> {
  const { config, secrets } = readConfig(readEnv());
  const akta = await startAkta({ config, secrets, clock: new SystemClock() });
  loggers.start.log('settings', Object.fromEntries(Object.entries(config)));
  if (config.database === 'embedded') say('Trial installation: store, keys and database on one disk.');
  say(`Data: ${config.dataDir}`);
  say(akta.url === '' ? 'Working; serving nobody (ROLE=worker).' : `Open ${config.publicUrl ?? akta.url}`);
  if (akta.firstKey !== null) say(`The administrator's first key, shown this once: ${akta.firstKey}`);
  return akta;
}

try {
  const end = askedToEnd();
  const akta = await start();
  await end;
  await akta.close();
  process.exit(0);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  if (!(error instanceof ConfigFaults || error instanceof CannotStart))
    loggers.start.error('It did not go on', describe(error));
  process.exit(2);
}
