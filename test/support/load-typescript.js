import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { compiledFile } from './compile.js';

const dir = process.env.AKTA_TEST_DIR;

/** Node's hooks: `./x.js` means `./x.ts` where that is what there is. The address stays that of the source. */
export async function resolve(specifier, context, next) {
  if (/^(\.|file:).*\.js$/.test(specifier)) {
    const url = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
    if (existsSync(compiledFile(dir, fileURLToPath(url))))
      return { url: url.href, format: 'module', shortCircuit: true };
  }
  return next(specifier, context);
}

export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  return { format: 'module', source: readFileSync(compiledFile(dir, fileURLToPath(url))), shortCircuit: true };
}
