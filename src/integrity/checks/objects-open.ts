import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { exchangeDestroyed, Keyring, OpenEvidence } from '../../archive/index.js';
import { ahead } from '../../platform/index.js';
import { type CheckResult, failed, fits, type IntegrityCheck, walk, wrong } from '../check.types.js';
import { type ExchangeFacts, EvidenceRows } from '../evidence-rows.js';
import { OpenExchange } from '../open-exchange.js';

const AT_ONCE = 4;

/**
 * Every sealed answer and every medium opens with its keys and is what its row says; the versions sealed in an answer
 * are those of the database. Nothing opens any more of what was destroyed whole.
 */
@Injectable()
export class ObjectsOpen implements IntegrityCheck {
  readonly name = 'objects-open';

  // oxlint-disable-next-line max-params -- rows, and what opens each kind
  constructor(
    private readonly database: DataSource,
    private readonly evidence: OpenEvidence,
    private readonly keyring: Keyring,
    private readonly rows: EvidenceRows,
    private readonly open: OpenExchange,
  ) {}

  async *run(signal: AbortSignal): AsyncIterable<CheckResult> {
    for await (const ids of walk<{ id: string }>(this.database, EXCHANGES, signal)) {
      const facts = await this.rows.exchanges(ids.map(({ id }) => id));
      for await (const [, found] of ahead(facts, AT_ONCE, (row) => this.exchange(row))) yield* found;
    }
    for await (const rows of walk<MediumRow>(this.database, MEDIA, signal)) {
      for (const row of rows) yield await this.medium(row);
    }
  }

  private async exchange(facts: ExchangeFacts): Promise<CheckResult[]> {
    try {
      const found = await this.open.run(facts);
      return [...found.map(({ what, where }) => wrong(what, where)), fits(1)];
    } catch (error) {
      return [failed(error, 'exchange-changed', `exchange ${facts.id}`)];
    }
  }

  private async medium(row: MediumRow): Promise<CheckResult> {
    const where = `medium ${row.id}`;
    try {
      const medium = await this.evidence.medium(row.id);
      const digest = (await this.keyring.secretOf(row.body_id)).mediumDigest();
      let bytes = 0;
      for await (const piece of medium.pieces()) {
        digest.update(piece);
        bytes += piece.length;
      }
      return bytes === Number(row.bytes) && digest.digest().equals(row.digest)
        ? fits(1)
        : wrong('medium-changed', where);
    } catch (error) {
      return failed(error, 'medium-changed', where);
    }
  }
}

const EXCHANGES = `SELECT x.id FROM exchange x WHERE x.id > $1 AND NOT ${exchangeDestroyed('x.id')} ORDER BY x.id LIMIT $2`;

const MEDIA = `
  SELECT m.id, m.body_id, m.digest, m.bytes FROM medium m
   WHERE m.id > $1 AND EXISTS (SELECT FROM snapshot_medium s JOIN item_key k USING (item_id) WHERE s.medium_id = m.id)
   ORDER BY m.id LIMIT $2`;

interface MediumRow {
  readonly id: string;
  readonly body_id: string;
  readonly digest: Buffer;
  readonly bytes: string;
}
