import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { transformSync } from '@swc/core';

const ROOT = join(import.meta.dirname, '..', '..');

/** The sources as plain JavaScript, so that a worker process starts fast; where its packages are found. Remove it after. */
export function compileWorker(program = 'capture-worker'): { readonly script: string; remove(): void } {
  const out = join(ROOT, 'node_modules', '.cache', `akta-worker-${process.pid}`);
  for (const folder of ['src', 'migrations', 'test/support']) {
    for (const entry of readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/(?<!\.d)\.ts$/.test(entry.name)) continue;
      const source = join(entry.parentPath, entry.name);
      const target = join(out, relative(ROOT, source)).replace(/\.ts$/, '.js');
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, transformSync(readFileSync(source, 'utf8'), { filename: source, sourceMaps: false }).code);
    }
  }
  writeFileSync(join(out, 'package.json'), '{"type":"module"}');
  // Laws, codes and the verifier are data of the program, found from its package.json on.
  symlinkSync(join(ROOT, 'exports'), join(out, 'exports'));
  return {
    script: join(out, 'test', 'support', `${program}.js`),
    remove: () => rmSync(out, { recursive: true, force: true }),
  };
}

export interface WorkerProcess {
  /** Resolves when it has begun to capture. */
  readonly ready: Promise<void>;
  /** Resolves with what it said last, when it ended. */
  readonly ended: Promise<{ readonly code: number | null; readonly said: string }>;
  readonly kill: () => void;
}

export function startWorker(script: string, args: readonly string[]): WorkerProcess {
  const child: ChildProcess = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const ready = new Promise<void>((resolve) => {
    if (child.stdout) {
      createInterface(child.stdout).on('line', (line) => {
        said = line;
        if (line === 'ready') resolve();
      });
    }
    child.once('exit', () => resolve());
  });
  child.stderr?.on('data', (bytes: Buffer) => (said = bytes.toString('utf8')));
  const ended = once(child, 'close').then(() => ({ code: child.exitCode, said }));
  return { ready, ended, kill: () => child.kill('SIGKILL') };
}
