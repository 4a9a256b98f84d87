import { Injectable } from '@nestjs/common';
import { Keyring, type OpenedMedium, OpenEvidence, type Part, type WrappedKey } from '../../archive/index.js';
import { Refusal } from '../../platform/index.js';
import type { MediumFacts } from '../evidence-rows.js';

const KEPT_BYTES = 32 * 1024 * 1024;

/**
 * Opened pictures and videos of one batch. A picture shown by several versions of it is read once while it is small; what
 * is large is read again, in pieces, so that memory does not grow with an archive's largest videos.
 */
export class MediaOfBatch {
  private readonly kept = new Map<string, Promise<Part['bytes']>>();
  private bytes = 0;
  /** Read back and as recorded, by id. */
  readonly verified = new Set<string>();
  requests = 0;

  constructor(
    private readonly open: (facts: MediumFacts) => Promise<Part['bytes']>,
    private readonly facts: ReadonlyMap<string, MediumFacts>,
  ) {}

  /** @throws {Refusal} 'integrity-failure' where it is not what was recorded, 'not-found' where it is not there */
  async bytesOf(id: string): Promise<Part['bytes']> {
    const facts = this.facts.get(id);
    if (!facts) throw new Refusal('not-found', 'There is no such picture or video.');
    return this.kept.get(id) ?? this.readOf(id, facts);
  }

  private readOf(id: string, facts: MediumFacts): Promise<Part['bytes']> {
    const opened = this.open(facts);
    const size = Number(facts.bytes);
    this.requests += 1;
    opened.then(() => this.verified.add(id)).catch(() => undefined);
    if (this.bytes + size <= KEPT_BYTES) {
      this.bytes += size;
      this.kept.set(id, opened);
    }
    return opened;
  }
}

@Injectable()
export class ReadMedia {
  constructor(
    private readonly evidence: OpenEvidence,
    private readonly keyring: Keyring,
  ) {}

  of(media: readonly MediumFacts[]): MediaOfBatch {
    return new MediaOfBatch((facts) => this.open(facts), new Map(media.map((each) => [each.id, each])));
  }

  private async open(facts: MediumFacts): Promise<Part['bytes']> {
    const { id, object, mime } = facts;
    const medium = await this.evidence.stored({ id, object, mime, bytes: Number(facts.bytes), key: keyOf(facts) });
    if (await this.isAsRecorded(medium, facts)) return medium.whole ?? medium;
    throw new Refusal('integrity-failure', 'The stored bytes of a medium are not what was recorded.', { mediumId: id });
  }

  private async isAsRecorded(medium: OpenedMedium, facts: MediumFacts): Promise<boolean> {
    const digest = (await this.keyring.secretOf(facts.body_id)).mediumDigest();
    let bytes = 0;
    for await (const piece of medium.pieces()) {
      digest.update(piece);
      bytes += piece.length;
    }
    return bytes === Number(facts.bytes) && digest.digest().equals(facts.digest);
  }
}

function keyOf({ id, kek, wrapped }: MediumFacts): WrappedKey {
  if (kek === null || wrapped === null) throw new KeyMissing(id);
  return { kek, wrapped };
}

/** Damage of another kind than changed bytes: a key file brings it back. */
export class KeyMissing extends Refusal {
  constructor(mediumId: string) {
    super('integrity-failure', 'The key of a medium is missing.', { mediumId });
  }
}
