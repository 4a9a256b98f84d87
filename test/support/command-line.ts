import { runCommandLine } from '../../src/command-line.js';
import { type Clock, SystemClock } from '../../src/platform/index.js';

export interface Ran {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `akta …` in this process. `secrets` are what a person types, one after the other, when asked; else nobody is there. */
export async function runAkta(
  args: readonly string[],
  terminal: { env: Readonly<Record<string, string>>; clock?: Clock; secrets?: readonly string[] },
): Promise<Ran> {
  let [out, err] = ['', ''];
  const typed = [...(terminal.secrets ?? [])];
  const exit = await runCommandLine(args, {
    env: terminal.env,
    clock: terminal.clock ?? new SystemClock(),
    signal: new AbortController().signal,
    out: (text) => (out += text),
    err: (text) => (err += text),
    ...(typed.length === 0 ? {} : { readSecret: () => Promise.resolve(typed.shift() ?? '') }),
  });
  return { exit, out, err };
}
