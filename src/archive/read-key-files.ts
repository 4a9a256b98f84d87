import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, demand, Refusal } from '../platform/index.js';
import { getMoved } from './get-moved.js';
import {
  indexDigest,
  KEY_FILE_ABOUT,
  type KeptKey,
  type KeyFileIndex,
  keyFileView,
  openIndex,
  openPart,
  wrappedKeyOf,
} from './key-file.rules.js';
import { KeyWrapper } from './key-wrapper.port.js';
import { type ObjectHandle, ObjectStore } from './object-store.port.js';
import type { KeyFileView } from './views.types.js';

export interface OpenedKeyFile {
  readonly object: ObjectHandle;
  readonly index: KeyFileIndex;
  readonly key: Buffer;
  /** Keyed: what the row and the log say of it. */
  readonly digest: Buffer;
}

export interface KeyFilesFound {
  /** The newest first. */
  readonly files: readonly OpenedKeyFile[];
  readonly damaged: readonly ObjectHandle[];
}

/** Key files as the object store has them: it may be asked when the database has lost what it knew. */
@Injectable()
export class ReadKeyFiles {
  constructor(
    private readonly database: DataSource,
    private readonly store: ObjectStore,
    private readonly wrapper: KeyWrapper,
  ) {}

  async list(actor: Actor): Promise<{ items: KeyFileView[]; damaged: readonly ObjectHandle[] }> {
    demand(actor, 'key-file.manage');
    const { files, damaged } = await this.find();
    const rows: { id: string; bytes: string }[] = await this.database.query(
      `SELECT id, bytes FROM key_file WHERE id = ANY($1::uuid[])`,
      [files.map(({ index }) => index.id)],
    );
    const bytesOf = new Map(rows.map(({ id, bytes }) => [id, Number(bytes)]));
    const items = files.map(({ index }) => {
      const bytes = bytesOf.get(index.id) ?? null;
      return { ...keyFileView(index), bytes, recorded: bytes !== null };
    });
    return { items, damaged };
  }

  async find(): Promise<KeyFilesFound> {
    const files: OpenedKeyFile[] = [];
    const damaged: ObjectHandle[] = [];
    for await (const object of this.store.list('k/i/')) {
      const opened = await this.openOrNull(object);
      if (opened) files.push(opened);
      else damaged.push(object);
    }
    return { files: files.toSorted((a, b) => b.index.madeAt.localeCompare(a.index.madeAt)), damaged };
  }

  /** Rejects 'integrity-failure' what is not a key file of this archive, bit for bit. */
  async open(object: ObjectHandle): Promise<OpenedKeyFile> {
    const bytes = await this.store.get(object);
    const wrapped = whole(object, () => wrappedKeyOf(bytes));
    const key = await this.wrapper.unwrap(wrapped, KEY_FILE_ABOUT);
    const index = whole(object, () => openIndex(bytes, key));
    return { object, index, key, digest: indexDigest(index, key) };
  }

  /** Rejects a part that is missing or not as it was sealed; each can be trusted by itself. */
  async part({ index, key }: OpenedKeyFile, place: number): Promise<KeptKey[]> {
    const part = index.parts[place];
    if (!part) return [];
    const bytes = await getMoved(this.store, part.object);
    const keys = whole(part.object, () => openPart(bytes, { id: index.id, place, key }));
    if (keys.length !== part.keys) throw changed(part.object);
    return keys;
  }

  /** Null where it is damaged: what needs its keys is told, and the other parts are read. */
  async partOrNull(file: OpenedKeyFile, place: number): Promise<KeptKey[] | null> {
    try {
      return await this.part(file, place);
    } catch (error) {
      if (isDamage(error)) return null;
      throw error;
    }
  }

  /** Rejects where one part of it cannot be read. */
  async readThrough(file: OpenedKeyFile): Promise<void> {
    for (const place of file.index.parts.keys()) await this.part(file, place);
  }

  private async openOrNull(object: ObjectHandle): Promise<OpenedKeyFile | null> {
    try {
      return await this.open(object);
    } catch (error) {
      if (isDamage(error)) return null;
      throw error;
    }
  }
}

/** Damage or loss, as against a store that does not answer. */
export function isDamage(error: unknown): boolean {
  return error instanceof Refusal && (error.problem === 'integrity-failure' || error.problem === 'not-found');
}

function whole<T>(object: ObjectHandle, open: () => T): T {
  try {
    return open();
  } catch (cause) {
    throw changed(object, cause);
  }
}

function changed(object: ObjectHandle, cause?: unknown): Refusal {
  return new Refusal('integrity-failure', 'A stored key file is not what was recorded.', { object }, { cause });
}
