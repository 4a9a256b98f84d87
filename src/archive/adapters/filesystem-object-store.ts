import { randomBytes } from 'node:crypto';
import { type FileHandle, link, mkdir, open, opendir, stat, unlink, utimes } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { Refusal } from '../../platform/index.js';
import { type ObjectFacts, type ObjectHandle, ObjectStore } from '../object-store.port.js';

const NAME = /^[a-z0-9]+(\/[a-z0-9-]+)+$/;
const PART = '.part-';

/**
 * One read-only file an object under a folder of our own. A file's modification time is its retain-until date, as on
 * WORM filers: it is set before the file gets its name, so there is no moment when an object stands unlocked.
 */
export class FilesystemObjectStore extends ObjectStore {
  private readonly folders = new Set<string>();

  constructor(private readonly root: string) {
    super();
  }

  override async put(name: string, bytes: Uint8Array, lockUntil: Date): Promise<ObjectHandle> {
    const path = this.path(name);
    const folder = dirname(path);
    return this.attempt(async () => {
      await this.makeFolder(folder);
      const part = join(folder, PART + randomBytes(12).toString('hex'));
      try {
        await writeDurably(part, bytes, lockUntil);
        // A link refuses to replace what is there; a rename would not.
        await link(part, path);
      } finally {
        await unlink(part).catch(ignoreAbsent);
      }
      await syncFolder(folder);
      return name;
    }, name);
  }

  override async get(handle: ObjectHandle, range?: readonly [number, number]): Promise<Buffer> {
    return this.attempt(async () => {
      const file = await open(this.path(handle), 'r');
      try {
        if (!range) return await file.readFile();
        return await readRange(file, range, handle);
      } finally {
        await file.close();
      }
    }, handle);
  }

  override async facts(handle: ObjectHandle): Promise<ObjectFacts | null> {
    try {
      const { size, mtime } = await stat(this.path(handle));
      return { bytes: size, lockedUntil: mtime };
    } catch (error) {
      if (isCode(error, 'ENOENT')) return null;
      throw unavailable(error);
    }
  }

  override async lock(handle: ObjectHandle, until: Date): Promise<void> {
    const facts = await this.factsOf(handle);
    if (facts.lockedUntil && until < facts.lockedUntil) {
      throw new Refusal('wrong-state', `The lock of ${handle} may not be shortened.`);
    }
    await this.attempt(() => utimes(this.path(handle), until, until), handle);
  }

  override async remove(handle: ObjectHandle, now: Date): Promise<void> {
    const { lockedUntil } = await this.factsOf(handle);
    if (lockedUntil && lockedUntil > now) throw new Refusal('wrong-state', `Object ${handle} is locked.`);
    await this.attempt(async () => {
      await unlink(this.path(handle));
      await syncFolder(dirname(this.path(handle)));
    }, handle);
  }

  override async *list(prefix: string): AsyncIterable<ObjectHandle> {
    const folder = await opendir(this.root, { recursive: true }).catch(() => null);
    if (!folder) return;
    for await (const entry of folder) {
      if (!entry.isFile() || entry.name.startsWith(PART)) continue;
      const name = relative(this.root, join(entry.parentPath, entry.name)).split(sep).join('/');
      if (name.startsWith(prefix)) yield name;
    }
  }

  /** By the disk's own clock. A file's modification time is the lock it was to have, so it is the change that counts. */
  override async sweepUnfinished(olderThanMs: number): Promise<number> {
    const folder = await opendir(this.root, { recursive: true }).catch(() => null);
    if (!folder) return 0;
    const now = await diskTime(this.root);
    let swept = 0;
    for await (const entry of folder) {
      if (!entry.isFile() || !entry.name.startsWith(PART)) continue;
      const path = join(entry.parentPath, entry.name);
      if (now - (await stat(path)).ctimeMs <= olderThanMs) continue;
      await unlink(path).catch(ignoreAbsent);
      swept += 1;
    }
    return swept;
  }

  private async factsOf(handle: ObjectHandle): Promise<ObjectFacts> {
    const facts = await this.facts(handle);
    if (!facts) throw new Refusal('not-found', `The store has no object ${handle}.`);
    return facts;
  }

  private path(name: string): string {
    if (!NAME.test(name)) throw new Refusal('invalid-input', `"${name}" is not a name of an object.`);
    return join(this.root, ...name.split('/'));
  }

  private async makeFolder(folder: string): Promise<void> {
    if (this.folders.has(folder)) return;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await syncFolder(dirname(folder));
    this.folders.add(folder);
  }

  private async attempt<T>(work: () => Promise<T>, handle: string): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof Refusal) throw error;
      if (isCode(error, 'ENOENT'))
        throw new Refusal('not-found', `The store has no object ${handle}.`, {}, { cause: error });
      if (isCode(error, 'EEXIST'))
        throw new Refusal('already-exists', `The store holds ${handle} already.`, {}, { cause: error });
      throw unavailable(error);
    }
  }
}

async function writeDurably(path: string, bytes: Uint8Array, lockUntil: Date): Promise<void> {
  const file = await open(path, 'wx', 0o400);
  try {
    await file.writeFile(bytes);
    await file.utimes(lockUntil, lockUntil);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function diskTime(folder: string): Promise<number> {
  const path = join(folder, PART + randomBytes(12).toString('hex'));
  const file = await open(path, 'wx', 0o400);
  try {
    return (await file.stat()).ctimeMs;
  } finally {
    await file.close();
    await unlink(path);
  }
}

async function readRange(file: FileHandle, [start, end]: readonly [number, number], handle: string): Promise<Buffer> {
  const bytes = Buffer.alloc(end - start);
  const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
  if (bytesRead < bytes.length) throw new Refusal('integrity-failure', `Object ${handle} is shorter than recorded.`);
  return bytes;
}

async function syncFolder(folder: string): Promise<void> {
  const file = await open(folder, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

function isCode(error: unknown, code: string): boolean {
  return Object(error).code === code;
}

function ignoreAbsent(error: unknown): void {
  if (!isCode(error, 'ENOENT')) throw error;
}

function unavailable(error: unknown): Refusal {
  const full = isCode(error, 'ENOSPC') || isCode(error, 'EDQUOT');
  const text = full
    ? 'The disk of the object store is full. Nothing was lost: the capture is tried again. Make room.'
    : 'The object store could not be read or written.';
  return new Refusal('store-unavailable', text, {}, { cause: error });
}
