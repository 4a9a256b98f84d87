import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type KeptCheckpoint, Log } from '../audit/index.js';
import { type Actor, demand, may, Refusal } from '../platform/index.js';
import { OpenEvidence } from './open-evidence.js';
import { ReadItems } from './read-items.js';
import { unknownItem } from './read-thread.js';

/** Enough to check one item against the log without us. */
export interface ItemProof {
  readonly itemId: string;
  readonly origin: string;
  /** C2SP verifier key of the log. */
  readonly verifierKey: string;
  /** C2SP signed note. */
  readonly checkpoint: string;
  readonly versions: readonly VersionProof[];
  readonly findings: readonly EntryProof[];
}

export interface EntryProof {
  readonly entry: string;
  /** C2SP tlog-proof of the entry in the checkpoint. */
  readonly proof: string;
}

export interface VersionProof {
  readonly snapshotId: string;
  readonly number: number;
  readonly partsTxt: string;
  /** Salts in hex: HMAC-SHA256(salt, bytes of the part) is the part's line in partsTxt. */
  readonly parts: readonly { readonly name: string; readonly salt: string }[];
  /** The exact bytes of the part `item.json`. */
  readonly itemJson: string;
  /** Null until the Sequencer has been by (a second). */
  readonly logged: EntryProof | null;
}

/** What "Prove it" hands over: the recorded bytes, their commitment, its entry, the way from it to a signed checkpoint. */
@Injectable()
export class ProveItem {
  constructor(
    private readonly database: DataSource,
    private readonly items: ReadItems,
    private readonly evidence: OpenEvidence,
    private readonly log: Log,
  ) {}

  async run(actor: Actor, itemId: string): Promise<ItemProof> {
    demand(actor, 'item.read');
    const [item] = await this.items.views(actor, [itemId]);
    if (!item) throw unknownItem();
    if (item.restricted) {
      throw new Refusal('not-allowed', 'This item is restricted: only legal staff may see and prove it.');
    }
    if (item.restrictedPlaces !== undefined && !may(actor, 'restricted.read')) {
      throw new Refusal(
        'not-allowed',
        'Places in this item are restricted, and its proof would show them: only legal staff may prove it.',
      );
    }
    const checkpoint = await this.log.keepCheckpoint('asked');
    const snapshots: { id: string; number: number; event_id: string }[] = await this.database.query(
      `SELECT id, number, event_id FROM snapshot WHERE item_id = $1 ORDER BY number`,
      [itemId],
    );
    const findings: { event_id: string }[] = await this.database.query(
      `SELECT event_id FROM finding WHERE item_id = $1 ORDER BY at, id`,
      [itemId],
    );
    const versions: VersionProof[] = [];
    for (const { id, number, event_id: event } of snapshots) {
      const { partsTxt, parts } = await this.evidence.partsOf(id);
      versions.push({
        snapshotId: id,
        number,
        partsTxt,
        parts: parts.map(({ name, salt }) => ({ name, salt: salt.toString('hex') })),
        itemJson: parts.find(({ name }) => name === 'item.json')?.bytes.toString('utf8') ?? '',
        logged: (await this.entries([event], checkpoint)).at(0) ?? null,
      });
    }
    return {
      itemId,
      origin: (await this.log.head()).origin,
      verifierKey: await this.log.verifierKey(),
      checkpoint: checkpoint.note,
      versions,
      findings: await this.entries(
        findings.map((row) => row.event_id),
        checkpoint,
      ),
    };
  }

  private async entries(eventIds: readonly string[], checkpoint: KeptCheckpoint): Promise<EntryProof[]> {
    const proofs: EntryProof[] = [];
    for (const { seq, line } of await this.log.entriesOf(eventIds)) {
      if (seq < checkpoint.size) proofs.push({ entry: line, proof: await this.log.proofText(seq, checkpoint) });
    }
    return proofs;
  }
}
