// Starts one of the programs in dist/, building first where that is needed: node scripts/run.mjs src/cli.js …
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildIfStale } from './build.mjs';

const [program, ...rest] = process.argv.slice(2);
try {
  buildIfStale();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(2);
}
const file = join(import.meta.dirname, '..', 'dist', program);
process.argv.splice(1, process.argv.length - 1, file, ...rest);
await import(pathToFileURL(file).href);
