import { createRequire, register } from 'node:module';
import { pathToFileURL } from 'node:url';
import circus from 'jest-circus/runner';
import { compiledFile, sources } from './compile.js';

register('./load-typescript.js', import.meta.url);

const require = createRequire(import.meta.url);
const dir = process.env.AKTA_TEST_DIR ?? '';
const maps = sources().map((file) => [pathToFileURL(file).href, `${compiledFile(dir, file)}.map`]);

/** What circus keeps of a spec file. */
const OF_ONE_FILE = ['JEST_STATE_SYMBOL', 'EVENT_HANDLERS'];

/**
 * Jest's own runner, circus, with the modules of Node instead of those of Jest: a worker loads the program once and not
 * once a spec file. The spec files of a worker therefore share what a module remembers. The twins are handed in and no
 * module is mocked, so that nothing is remembered there that a test could trip over.
 */
export default function run(globalConfig, config, environment, ...rest) {
  const [runtime, ...others] = rest;
  for (const [file, map] of maps) runtime.getSourceMaps().set(file, map);
  const { console } = globalThis;
  globalThis.console = environment.global.console;
  return circus.default(globalConfig, config, ours(environment), natively(runtime), ...others).finally(() => {
    globalThis.console = console;
    for (const symbol of Object.getOwnPropertySymbols(globalThis)) {
      if (OF_ONE_FILE.includes(symbol.description ?? '')) Reflect.deleteProperty(globalThis, symbol);
    }
  });
}

/** `describe`, `it` and `expect` are put where modules of Node find them. */
function ours(environment) {
  return Object.create(environment, { global: { value: globalThis } });
}

function natively(runtime) {
  return Object.create(runtime, {
    unstable_shouldLoadAsEsm: { value: () => true },
    unstable_importModule: { value: (file) => import(pathToFileURL(file).href) },
    requireInternalModule: {
      value: (file) => {
        delete require.cache[file];
        return require(file);
      },
    },
  });
}
