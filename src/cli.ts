import { runCommandLine } from './command-line.js';
import { readEnv, SystemClock } from './platform/index.js';

const stop = new AbortController();
process.once('SIGINT', () => stop.abort());
process.once('SIGTERM', () => stop.abort());

const exit = await runCommandLine(process.argv.slice(2), {
  env: readEnv(),
  clock: new SystemClock(),
  signal: stop.signal,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
});
process.exit(exit);
