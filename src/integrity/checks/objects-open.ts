import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { exchangeDestroyed, Keyring, type OpenedExchange, OpenEvidence } from '../../archive/index.js';
import { type CheckResult, failed, fits, type IntegrityCheck, walk, wrong } from '../check.types.js';
import { sealedVersions, versionOf, type VersionRow } from '../sealed-versions.rules.js';

/**
 * Every sealed answer and every medium opens with its keys and is what its row says; the versions sealed in an answer
 * are those of the database. Nothing opens any more of what was destroyed whole.
 */
@Injectable()
export class ObjectsOpen implements IntegrityCheck {
  readonly name = 'objects-open';

  constructor(
    private readonly database: DataSource,
    private readonly evidence: OpenEvidence,
    private readonly keyring: Keyring,
  ) {}

  async *run(signal: AbortSignal): AsyncIterable<CheckResult> {
    for await (const rows of walk<ExchangeRow>(this.database, EXCHANGES, signal)) {
      for (const row of rows) yield* this.exchange(row);
    }
    for await (const rows of walk<MediumRow>(this.database, MEDIA, signal)) {
      for (const row of rows) yield await this.medium(row);
    }
  }

  private async *exchange(row: ExchangeRow): AsyncIterable<CheckResult> {
    const where = `exchange ${row.id}`;
    try {
      const opened = await this.evidence.exchange(row.id);
      if (!(await this.fitsRow(opened, row))) yield wrong('exchange-row', where);
      if (!ownersFit(opened, row.owners)) yield wrong('exchange-owners', where);
      yield* await this.versions(opened);
      yield fits(1);
    } catch (error) {
      yield failed(error, 'exchange-changed', where);
    }
  }

  /** Without the frame's key nothing of an answer can be opened: all its items are destroyed. */
  private async fitsRow({ body, meta, slices }: OpenedExchange, row: ExchangeRow): Promise<boolean> {
    if (!meta) return true;
    if (body.length !== Number(row.received) || meta.receivedAt !== row.at.toISOString()) return false;
    if (!slices.every(({ open }) => open)) return true;
    const secret = await this.keyring.secretOf(row.body_id);
    return secret.exchange(body).equals(row.digest);
  }

  private async versions({ id, slices }: OpenedExchange): Promise<CheckResult[]> {
    const rows: VersionRow[] = await this.database.query(VERSIONS, [id]);
    const sealed = sealedVersions(slices);
    const found = new Map(rows.map((row) => [row.snapshot, versionOf(row)]));
    return [...new Map([...sealed, ...found])]
      .filter(([snapshot]) => sealed.get(snapshot)?.text !== found.get(snapshot)?.text)
      .map(([snapshot, { item }]) => wrong('sealed-version', `item ${item}, snapshot ${snapshot}`));
  }

  private async medium(row: MediumRow): Promise<CheckResult> {
    const where = `medium ${row.id}`;
    try {
      const { bytes } = await this.evidence.medium(row.id);
      const digest = (await this.keyring.secretOf(row.body_id)).medium(bytes);
      const same = bytes.length === Number(row.bytes) && digest.equals(row.digest);
      return same ? fits(1) : wrong('medium-changed', where);
    } catch (error) {
      return failed(error, 'medium-changed', where);
    }
  }
}

/** An item's slice opens exactly where the item lives; a slice of nobody we know belongs to one that stays destroyed. */
function ownersFit({ slices }: OpenedExchange, owners: ExchangeRow['owners']): boolean {
  const sealed = new Map(slices.map(({ owner, open }) => [owner, open]));
  const known = new Map(owners.map(({ item, live }) => [item, live]));
  return (
    owners.every(({ item, live }) => sealed.get(item) === live) &&
    slices.every(({ owner, open }) => owner === 'frame' || !open || known.has(owner))
  );
}

const EXCHANGES = `
  SELECT x.id, a.body_id, x.at, x.received, x.digest,
         coalesce((SELECT json_agg(json_build_object('item', o.item_id, 'live', k.item_id IS NOT NULL))
           FROM exchange_item o LEFT JOIN item_key k ON k.item_id = o.item_id WHERE o.exchange_id = x.id), '[]') AS owners
    FROM exchange x JOIN account a ON a.id = x.account_id
   WHERE x.id > $1 AND NOT ${exchangeDestroyed('x.id')} ORDER BY x.id LIMIT $2`;

const MEDIA = `
  SELECT m.id, m.body_id, m.digest, m.bytes FROM medium m
   WHERE m.id > $1 AND EXISTS (SELECT FROM snapshot_medium s JOIN item_key k USING (item_id) WHERE s.medium_id = m.id)
   ORDER BY m.id LIMIT $2`;

const VERSIONS = `
  SELECT s.id AS snapshot, s.item_id AS item, s.number, s.cause, s.observed_at, b.item_json, i.captured_late,
         coalesce((SELECT json_agg(json_build_array(m.ordinal, m.medium_id) ORDER BY m.ordinal)
           FROM snapshot_medium m WHERE m.snapshot_id = s.id), '[]') AS media
    FROM snapshot s JOIN item i ON i.id = s.item_id JOIN item_key k ON k.item_id = s.item_id
    LEFT JOIN snapshot_body b ON b.item_id = s.item_id AND b.snapshot_id = s.id
   WHERE s.exchange_id = $1`;

interface ExchangeRow {
  readonly id: string;
  readonly body_id: string;
  readonly at: Date;
  readonly received: string;
  readonly digest: Buffer;
  readonly owners: readonly { readonly item: string; readonly live: boolean }[];
}

interface MediumRow {
  readonly id: string;
  readonly body_id: string;
  readonly digest: Buffer;
  readonly bytes: string;
}
