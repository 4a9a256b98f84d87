import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, Clock, demand, newId } from '../platform/index.js';
import { AuditTrail } from './audit-trail.js';
import { keyFingerprint, keyId, signedNote } from './checkpoint.rules.js';
import { type Handover, handoverBody } from './handover.rules.js';
import { Log } from './log.js';
import { Sequencer } from './sequencer.js';
import { Signer } from './signer.port.js';

export interface RotatedLogKey {
  /** Checkpoints of more entries are signed by the new key. */
  readonly size: number;
  /** Short fingerprints, as they are published. */
  readonly from: string;
  readonly to: string;
}

/**
 * Hands the log over to a new key. Both keys sign that they do, so whoever knows the old one can follow to the new one;
 * what the old one signed stays as it is. The new key is in its file before the database knows of it, and signs nothing
 * before that; run again, it finishes what was interrupted.
 */
@Injectable()
export class RotateLogKey {
  // oxlint-disable-next-line max-params -- the log and who signs it
  constructor(
    private readonly log: Log,
    private readonly signer: Signer,
    private readonly sequencer: Sequencer,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor): Promise<RotatedLogKey> {
    demand(actor, 'key-file.manage');
    const to = await this.signer.next();
    const begun = (await this.log.handovers()).find((one) => one.to.equals(to));
    const { size, from } = begun ?? (await this.handOver(actor, to));
    await this.signer.adopt();
    return { size, from: keyFingerprint(from), to: keyFingerprint(to) };
  }

  private async handOver(actor: Actor, to: Buffer): Promise<Pick<Handover, 'size' | 'from'>> {
    await this.sequencer.settle();
    await this.log.keepCheckpoint('handover');
    const [{ origin }, from, at] = [await this.log.head(), this.signer.publicKey, this.clock.now()];
    return this.trail.write(actor, async (tx) => {
      // Whoever is about to keep a checkpoint waits, and finds its key replaced: the last one is the last by this key.
      await tx.rows.query(`LOCK TABLE checkpoint IN SHARE ROW EXCLUSIVE MODE`);
      const [last] = await tx.rows.query(`SELECT size, root FROM checkpoint ORDER BY size DESC LIMIT 1`);
      const handover = { origin, size: Number(last.size), root: last.root, from, to, at: at.toISOString() };
      const [id, eventId] = [newId(), newId()];
      const facts = { handover: id, from: hash('sha256', from), to: hash('sha256', to), entries: handover.size };
      await tx.record('log.key-changed', facts, { id: eventId });
      await tx.rows.query(
        `INSERT INTO log_handover (id, size, from_key, to_key, at, note, event_id) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [id, handover.size, from, to, at, await this.noteOf(handover), eventId],
      );
      return handover;
    });
  }

  private async noteOf(handover: Handover): Promise<string> {
    const body = handoverBody(handover);
    const { origin, from, to } = handover;
    const signed = (key: Buffer, signature: Buffer): Parameters<typeof signedNote>[1][number] => ({
      name: origin,
      keyId: keyId(origin, key),
      signature,
    });
    const bytes = Buffer.from(body);
    return signedNote(body, [signed(from, await this.signer.sign(bytes)), signed(to, await this.signer.signAsNext(bytes))]); // prettier-ignore
  }
}
