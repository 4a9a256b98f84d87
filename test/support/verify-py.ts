import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { VERIFIER_FOLDER } from './bundle-fixture.js';

/** The second verifier needs python3 and openssl 3; without them its tests are skipped, saying so. */
export const hasPython = ['python3 --version', 'openssl version'].every((command) => {
  const [program = '', argument = ''] = command.split(' ');
  return spawnSync(program, [argument]).status === 0;
});

export interface Run {
  readonly code: number;
  readonly text: string;
}

export function verifyByPython(zip: string, options: readonly string[] = []): Promise<Run> {
  const args = ['-B', join(VERIFIER_FOLDER, 'verify.py'), zip, ...options];
  return new Promise((resolve) => {
    const child = execFile(
      'python3',
      args,
      { env: { ...process.env, PYTHONIOENCODING: 'utf-8' } },
      (_error, stdout, stderr) => resolve({ code: child.exitCode ?? -1, text: stdout + stderr }),
    );
  });
}
