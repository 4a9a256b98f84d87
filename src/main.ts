import { ConfigFaults, describe, loggers, readConfig, readEnv, SystemClock } from './platform/index.js';
import { type Akta, startAkta } from './start-akta.js';

const LONGEST_GOODBYE_MS = 30_000;

/** Stops taking work, ends what is in hand, then leaves. A second signal leaves at once. */
function closeOnSignal(akta: Akta): void {
  let closing = false;
  const close = (): void => {
    if (closing) process.exit(130);
    closing = true;
    setTimeout(() => process.exit(1), LONGEST_GOODBYE_MS).unref();
    akta.close().then(
      () => process.exit(0),
      (error: unknown) => {
        loggers.start.error('It did not close cleanly', describe(error));
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', close);
  process.on('SIGINT', close);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

try {
  const { config, secrets } = readConfig(readEnv());
  const akta = await startAkta({ config, secrets, clock: new SystemClock() });
  closeOnSignal(akta);
  if (config.database === 'embedded') say('Trial installation: store, keys and database on one disk.');
  say(`Data: ${config.dataDir}`);
  say(akta.url === '' ? 'Working; serving nobody (ROLE=worker).' : `Open ${config.publicUrl ?? akta.url}`);
  if (akta.firstKey !== null) say(`The administrator's first key, shown this once: ${akta.firstKey}`);
} catch (error) {
  const text = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${text}\n`);
  if (!(error instanceof ConfigFaults)) loggers.start.error('It did not start', describe(error));
  process.exit(2);
}
