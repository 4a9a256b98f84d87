import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  lockUntil,
  nameOf,
  type ObjectFacts,
  type ObjectHandle,
  ObjectStore,
  SMALLEST_PART,
} from '../../archive/index.js';
import { Clock, Refusal } from '../../platform/index.js';
import type { ExitFolder } from './exit-folder.js';
import { type ListedObject, OBJECT_LIST, OBJECTS, PREFIXES } from './exit-paths.rules.js';
import type { ExitTold } from './exit.types.js';

/** What is held of an object at once, both ways. */
const PIECE = SMALLEST_PART;
/** Some stores lock for a time to come only. */
const SHORTEST_LOCK_MS = 60_000;

/** Sealed objects out of the object store into a folder, and back: byte for byte, with their locks and holds. */
@Injectable()
export class CopyObjects {
  constructor(
    private readonly database: DataSource,
    private readonly store: ObjectStore,
    private readonly clock: Clock,
  ) {}

  /** Answers how many there are. */
  async out(folder: ExitFolder, told: ExitTold): Promise<number> {
    let done = 0;
    const copy = this.copied(folder);
    async function* list(): AsyncGenerator<string> {
      for await (const line of copy) {
        yield line;
        told('objects', (done += 1));
      }
    }
    await folder.write(OBJECT_LIST, list());
    return done;
  }

  private async *copied(folder: ExitFolder): AsyncGenerator<string> {
    for (const prefix of PREFIXES) {
      for await (const handle of this.store.list(prefix)) {
        const facts = (await this.isNamed(handle)) ? await this.store.facts(handle) : null;
        if (!facts) continue;
        const path = `${OBJECTS}/${nameOf(handle)}`;
        if (!folder.has(path)) await folder.write(path, piecesOf(this.store, handle, facts));
        yield listed(handle, facts, folder.digestOf(path));
      }
    }
  }

  /** What a capture that broke off left is evidence of nothing, and nobody has its key: it stays behind. */
  private async isNamed(handle: ObjectHandle): Promise<boolean> {
    const rows: unknown[] = await this.database.query(
      `SELECT FROM exchange WHERE object = $1 UNION ALL SELECT FROM medium WHERE object = $1
       UNION ALL SELECT FROM key_file WHERE object = $1`,
      [handle],
    );
    return rows.length > 0 || (!/^[xm]\//.test(handle) && handle === (await this.store.find(nameOf(handle))));
  }

  /** One that is there already, from a run that broke off, has to be the same. */
  async back(path: string, object: ListedObject): Promise<void> {
    const there = await this.store.find(object.name);
    if (there !== null) await this.demandSame(there, object);
    const handle = there ?? (await this.put(path, object));
    if (object.held) await this.store.hold(handle, true);
  }

  private async demandSame(there: ObjectHandle, { name, sha256, bytes }: ListedObject): Promise<void> {
    const digest = createHash('sha256');
    const facts = await this.store.facts(there);
    for await (const piece of piecesOf(this.store, there, facts ?? { bytes })) digest.update(piece);
    if (digest.digest('hex') === sha256) return;
    throw new Refusal(
      'wrong-state',
      `The object store holds another object ${name} already. Import into an empty one.`,
    );
  }

  private async put(path: string, { name, bytes, sha256, lockedUntil }: ListedObject): Promise<ObjectHandle> {
    const until = this.lockOf(lockedUntil);
    const digest = createHash('sha256');
    async function* read(): AsyncGenerator<Buffer> {
      const file = await open(path, 'r');
      try {
        for (let at = 0; at < bytes;) {
          const piece = Buffer.alloc(Math.min(PIECE, bytes - at));
          const { bytesRead } = await file.read(piece, 0, piece.length, at);
          if (bytesRead < piece.length) throw changed(name);
          digest.update(piece);
          at += bytesRead;
          // Before the last piece is given: what is not the object never becomes one.
          if (at === bytes && digest.digest('hex') !== sha256) throw changed(name);
          yield piece;
        }
      } finally {
        await file.close();
      }
    }
    if (bytes > PIECE) return this.store.putParts(name, read(), until);
    const pieces: Buffer[] = [];
    for await (const piece of read()) pieces.push(piece);
    return this.store.put(name, Buffer.concat(pieces), until);
  }

  /** As it was; no longer than a lock is ever set, whatever the list says. */
  private lockOf(lockedUntil: string | null): Date {
    const now = this.clock.now().getTime();
    const told = lockedUntil === null ? now : Date.parse(lockedUntil);
    return new Date(Math.min(lockUntil(new Date(now)).getTime(), Math.max(told, now + SHORTEST_LOCK_MS)));
  }
}

function changed(name: string): Refusal {
  return new Refusal(
    'integrity-failure',
    `The file of the object ${name} was changed or cut off. Use a complete copy of the folder.`,
  );
}

function listed(handle: ObjectHandle, { bytes, lockedUntil, held }: ObjectFacts, sha256: string): string {
  const name = nameOf(handle);
  const line: ListedObject = { name, handle, bytes, sha256, lockedUntil: lockedUntil?.toISOString() ?? null, held };
  return `${JSON.stringify(line)}\n`;
}

async function* piecesOf(
  store: ObjectStore,
  handle: ObjectHandle,
  { bytes }: Pick<ObjectFacts, 'bytes'>,
): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes; at += PIECE) yield store.get(handle, [at, Math.min(bytes, at + PIECE)]);
}
