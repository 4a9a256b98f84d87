import { runCommandLine } from './command-line.js';
import { readEnv, secretsFrom, SystemClock } from './platform/index.js';

const stop = new AbortController();
process.once('SIGINT', () => stop.abort());
process.once('SIGTERM', () => stop.abort());

const err = (text: string): void => void process.stderr.write(text);
const exit = await runCommandLine(process.argv.slice(2), {
  env: readEnv(),
  clock: new SystemClock(),
  signal: stop.signal,
  out: (text) => process.stdout.write(text),
  err,
  readSecret: secretsFrom(process.stdin, err),
});
process.exit(exit);
