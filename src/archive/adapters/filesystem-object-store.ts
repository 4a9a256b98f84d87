import { randomBytes } from 'node:crypto';
import { type FileHandle, link, mkdir, open, stat, unlink, utimes } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { Refusal } from '../../platform/index.js';
import { passFaults } from './pass-faults.js';
import { walkFiles } from './walk-files.js';
import { type ObjectFacts, type ObjectHandle, ObjectStore } from '../object-store.port.js';
import type { ProbeRow } from '../probe.types.js';

const NAME = /^[a-z0-9]+(\/[a-z0-9-]+)+$/;
const PART = '.part-';
/** Beside an object that is held: no name of an object has a dot in it. */
const HOLD = '.hold';

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
    return this.putContent(name, [bytes], lockUntil);
  }

  override async putParts(name: string, parts: AsyncIterable<Uint8Array>, lockUntil: Date): Promise<ObjectHandle> {
    return passFaults(parts, (watched) => this.putContent(name, watched, lockUntil));
  }

  override async get(handle: ObjectHandle, range?: readonly [number, number]): Promise<Buffer> {
    return this.attempt(async () => {
      const file = await open(this.path(handle), 'r');
      try {
        return await readRange(file, range ?? [0, (await file.stat()).size], handle);
      } finally {
        await file.close();
      }
    }, handle);
  }

  override async facts(handle: ObjectHandle): Promise<ObjectFacts | null> {
    try {
      const path = this.path(handle);
      const { size, mtime } = await stat(path);
      return { bytes: size, lockedUntil: mtime, held: await isThere(path + HOLD) };
    } catch (error) {
      if (isCode(error, 'ENOENT')) return null;
      throw unavailable(error);
    }
  }

  override async find(name: string): Promise<ObjectHandle | null> {
    return (await this.facts(name)) && name;
  }

  override async hold(handle: ObjectHandle, isHeld: boolean): Promise<void> {
    await this.factsOf(handle);
    const path = this.path(handle);
    await this.attempt(async () => {
      if (isHeld) await (await open(path + HOLD, 'a', 0o400)).close();
      else await unlink(path + HOLD).catch(ignoreAbsent);
      await syncFolder(dirname(path));
    }, handle);
  }

  override async lock(handle: ObjectHandle, until: Date): Promise<void> {
    const facts = await this.factsOf(handle);
    if (facts.lockedUntil && until < facts.lockedUntil) {
      throw new Refusal('wrong-state', `The lock of ${handle} may not be shortened.`);
    }
    await this.attempt(() => utimes(this.path(handle), until, until), handle);
  }

  override async remove(handle: ObjectHandle, now: Date): Promise<void> {
    const { lockedUntil, held } = await this.factsOf(handle);
    if (held) throw new Refusal('wrong-state', `Object ${handle} is under a legal hold.`);
    if (lockedUntil && lockedUntil > now) throw new Refusal('wrong-state', `Object ${handle} is locked.`);
    await this.attempt(async () => {
      await unlink(this.path(handle));
      await syncFolder(dirname(this.path(handle)));
    }, handle);
  }

  /** Locks are honoured by this program, and by nobody else who may write here. */
  override async *probe(): AsyncIterable<ProbeRow> {
    yield { probe: 'delete-locked', verdict: 'trial' };
  }

  override async *list(prefix: string): AsyncIterable<ObjectHandle> {
    try {
      for await (const entry of walkFiles(this.root)) {
        if (entry.name.includes('.')) continue;
        const name = relative(this.root, join(entry.parentPath, entry.name)).split(sep).join('/');
        if (name.startsWith(prefix)) yield name;
      }
    } catch (error) {
      throw unavailable(error);
    }
  }

  /** By the disk's own clock. A file's modification time is the lock it was to have, so it is the change that counts. */
  override async sweepUnfinished(olderThanMs: number): Promise<number> {
    if (!(await isThere(this.root))) return 0;
    const now = await diskTime(this.root);
    let swept = 0;
    for await (const entry of walkFiles(this.root)) {
      if (!entry.name.startsWith(PART)) continue;
      const path = join(entry.parentPath, entry.name);
      if (now - (await stat(path)).ctimeMs <= olderThanMs) continue;
      await unlink(path).catch(ignoreAbsent);
      swept += 1;
    }
    return swept;
  }

  private async putContent(name: string, content: Content, lockUntil: Date): Promise<ObjectHandle> {
    const path = this.path(name);
    const folder = dirname(path);
    return this.attempt(async () => {
      await this.makeFolder(folder);
      const part = join(folder, PART + randomBytes(12).toString('hex'));
      try {
        await writeDurably(part, content, lockUntil);
        // A link refuses to replace what is there; a rename would not.
        await link(part, path);
      } finally {
        await unlink(part).catch(ignoreAbsent);
      }
      await syncFolder(folder);
      return name;
    }, name);
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

type Content = Iterable<Uint8Array> | AsyncIterable<Uint8Array>;

async function writeDurably(path: string, content: Content, lockUntil: Date): Promise<void> {
  const file = await open(path, 'wx', 0o400);
  try {
    for await (const part of content) await file.appendFile(part);
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

/** In one piece where the system gives it so. Not from the shared pool: what holds a part of it would hold the whole. */
async function readRange(file: FileHandle, [start, end]: readonly [number, number], handle: string): Promise<Buffer> {
  const bytes = Buffer.allocUnsafeSlow(end - start);
  for (let at = 0; at < bytes.length;) {
    const { bytesRead } = await file.read(bytes, at, bytes.length - at, start + at);
    if (bytesRead === 0) throw new Refusal('integrity-failure', `Object ${handle} is shorter than recorded.`);
    at += bytesRead;
  }
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

async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    ignoreAbsent(error);
    return false;
  }
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
