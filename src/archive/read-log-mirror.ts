import { Injectable } from '@nestjs/common';
import { type Checkpoint, Log, openCheckpoint } from '../audit/index.js';
import { Refusal } from '../platform/index.js';
import { bundleName, bundlesOf, ENTRIES_A_BUNDLE, linesOf } from './log-mirror.rules.js';
import { nameOf, type ObjectHandle, ObjectStore } from './object-store.port.js';

/** The log as far as the object store can give it back. */
export interface MirroredLog {
  readonly checkpoint: Checkpoint;
  readonly note: string;
  /** Signed earlier, the oldest first. */
  readonly earlier: readonly { readonly checkpoint: Checkpoint; readonly note: string }[];
}

/** The copy of the log in the object store, as it is there: nothing of it is believed before the checkpoint's key. */
@Injectable()
export class ReadLogMirror {
  constructor(
    private readonly store: ObjectStore,
    private readonly log: Log,
  ) {}

  /** The newest checkpoint that the store holds; null where it holds none. @throws {Refusal} one of another log's */
  async find(): Promise<MirroredLog | null> {
    const objects: { size: number; object: ObjectHandle }[] = [];
    for await (const object of this.store.list('log/checkpoint/'))
      objects.push({ size: Number(nameOf(object).split('/')[2]), object });
    const inOrder = objects.toSorted((a, b) => a.size - b.size);
    const last = inOrder.pop();
    if (!last) return null;
    const newest = await this.open(last.object, last.size);
    const earlier: { checkpoint: Checkpoint; note: string }[] = [];
    for (const { object, size } of inOrder) earlier.push(await this.read(object, size));
    return { ...newest, earlier };
  }

  /** Entries from..size-1, a bundle at a time. Rejects 'not-found' where one is missing. */
  async *entries(from: number, size: number): AsyncIterable<readonly string[]> {
    for (const bundle of bundlesOf(size)) {
      const first = bundle.n * ENTRIES_A_BUNDLE;
      if (first + bundle.width <= from) continue;
      const object = await this.store.find(bundleName(bundle));
      if (object === null) throw missing(first);
      const lines = linesOf(await this.store.get(object));
      yield lines.slice(Math.max(0, from - first));
    }
  }

  /** One before the newest may be signed by a key of before: what shows it to be of this log is its root. */
  private async read(object: ObjectHandle, size: number): Promise<{ checkpoint: Checkpoint; note: string }> {
    const note = (await this.store.get(object)).toString('utf8');
    const [origin = '', said = '', root = ''] = note.split('\n');
    if (Number(said) !== size) throw strange(object);
    return { checkpoint: { origin, size, root: Buffer.from(root, 'base64') }, note };
  }

  private async open(object: ObjectHandle, size: number): Promise<{ checkpoint: Checkpoint; note: string }> {
    const note = (await this.store.get(object)).toString('utf8');
    const opened = openCheckpoint(note, this.log.publicKey);
    if (opened.valid && opened.checkpoint.size === size) return { checkpoint: opened.checkpoint, note };
    throw strange(object);
  }
}

function strange(object: ObjectHandle): Refusal {
  return new Refusal(
    'integrity-failure',
    'The newest checkpoint in the object store is not signed by the log key of this installation: it belongs to another one, or was changed. Put its own log.pem into the keys folder.',
    { object },
  );
}

function missing(first: number): Refusal {
  return new Refusal(
    'not-found',
    `The object store does not hold the log from entry ${first} on. Bring its objects back from your own copy.`,
    { entry: first },
  );
}
