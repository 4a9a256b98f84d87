import { Injectable } from '@nestjs/common';
import { COPY_ABOUT, isDamage, KeyWrapper, type ObjectHandle, ObjectStore, wrappedKeyOf } from '../../archive/index.js';
import { Refusal } from '../../platform/index.js';
import { type CopyIndex, openCopyIndex } from './copy.rules.js';

/** A copy whose index has been opened; its parts are believed one by one, as they open. */
export interface OpenedCopy {
  readonly index: CopyIndex;
  readonly key: Buffer;
}

export interface RegisterFound extends OpenedCopy {
  readonly object: ObjectHandle;
}

/** Opens what `DumpTables` wrote: of a folder, or of the object store. */
@Injectable()
export class OpenCopy {
  constructor(
    private readonly store: ObjectStore,
    private readonly wrapper: KeyWrapper,
  ) {}

  /** Rejects 'integrity-failure' what this installation's master key did not seal, or what was changed. */
  async open(bytes: Buffer): Promise<OpenedCopy> {
    const wrapped = readable(() => wrappedKeyOf(bytes));
    const key = await this.wrapper.unwrap(wrapped, COPY_ABOUT).catch((cause: unknown) => {
      throw strange(cause);
    });
    return { index: readable(() => openCopyIndex(bytes, key)), key };
  }

  /** Copies of the register in the object store, the newest first, and what cannot be opened. */
  async registers(): Promise<{ found: readonly RegisterFound[]; damaged: readonly ObjectHandle[] }> {
    const found: RegisterFound[] = [];
    const damaged: ObjectHandle[] = [];
    for await (const object of this.store.list('r/i/')) {
      try {
        found.push({ object, ...(await this.open(await this.store.get(object))) });
      } catch (error) {
        if (!isDamage(error)) throw error;
        damaged.push(object);
      }
    }
    return { found: found.toSorted((a, b) => b.index.madeAt.localeCompare(a.index.madeAt)), damaged };
  }
}

function readable<T>(open: () => T): T {
  try {
    return open();
  } catch (cause) {
    throw new Refusal(
      'integrity-failure',
      'The index of this copy cannot be opened: it was cut off or changed.',
      {},
      { cause },
    );
  }
}

function strange(cause: unknown): Refusal {
  return new Refusal(
    'integrity-failure',
    'This copy is of another installation, or was changed: the master key of this one does not open it. Put the keys that belong to it into the keys folder.',
    {},
    { cause },
  );
}
