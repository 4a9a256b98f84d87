import type { AddCheckpoint } from './cosignature.rules.js';

export type WitnessFault = 'unreachable' | 'too-large' | 'signature' | 'fork' | 'unknown-log' | 'not-granted';

export class WitnessRefused extends Error {
  override readonly name = 'WitnessRefused';

  constructor(
    readonly fault: WitnessFault,
    readonly said = '',
    options: { cause?: unknown } = {},
  ) {
    super(said === '' ? fault : `${fault}: ${said}`, options);
  }
}

/** It knows the log with another size: that is proved from instead. */
export class KnowsOther extends Error {
  constructor(readonly size: number) {
    super(`knows a log of ${size}`);
  }
}

/**
 * Another who watches our log grow (c2sp.org/tlog-witness). `add` answers what it adds to the note, as text, not yet
 * judged. Throws KnowsOther, or WitnessRefused.
 */
export abstract class Witness {
  abstract readonly name: string;
  abstract readonly key: Buffer;
  abstract add(request: AddCheckpoint, signal?: AbortSignal): Promise<string>;
}

/** All that are configured; mostly none or two. Injected by this class. */
export abstract class Witnesses {
  abstract readonly all: readonly Witness[];
}
