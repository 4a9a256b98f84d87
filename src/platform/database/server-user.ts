import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';

const exec = promisify(execFile);

/** The operating system's user a database server runs as; null is "as ourselves". */
export interface ServerUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root; then it runs as `postgres` where that user exists, else as `nobody`. */
export function serverUser(): ServerUser | null {
  if (process.getuid?.() !== 0) return null;
  for (const name of ['postgres', 'nobody']) {
    const uid = idOf(name, '-u');
    const gid = idOf(name, '-g');
    if (uid !== null && gid !== null) return { name, uid, gid };
  }
  throw new Error('PostgreSQL does not run as root, and this machine has neither a user "postgres" nor "nobody".');
}

function idOf(name: string, flag: string): number | null {
  try {
    return Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  } catch {
    return null;
  }
}

export class CommandFailed extends Error {
  override readonly name = 'CommandFailed';

  constructor(
    message: string,
    readonly exitCode: number | null,
    options: { cause?: unknown } = {},
  ) {
    super(message, options);
  }
}

/** Runs one program of the server as its user, with nothing of our environment. Throws CommandFailed with its words. */
export async function runAs(user: ServerUser | null, program: string, args: readonly string[]): Promise<string> {
  const identity = user ? { uid: user.uid, gid: user.gid } : {};
  // On Windows the loader needs the system's own variables; an empty environment does elsewhere.
  const env = process.platform === 'win32' ? {} : { env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' } };
  try {
    const { stdout } = await exec(program, args, { ...identity, ...env, cwd: '/', timeout: 120_000 });
    return stdout;
  } catch (cause) {
    const { code, stderr } = Object(cause);
    throw new CommandFailed(String(stderr ?? '').trim() || String(cause), typeof code === 'number' ? code : null, {
      cause,
    });
  }
}
