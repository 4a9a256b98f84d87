import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ItemRef } from '../connectors/index.js';
import { refText } from './content.rules.js';
import { itemDestroyed } from './destroyed.rules.js';
import { type BodySecret, Keyring, type WrappedKey } from './keyring.js';

/** What the archive knows of an item now. */
export interface FoundItem {
  readonly itemId: string;
  readonly accountId: string;
  readonly state: 'present' | 'suspected' | 'gone';
  readonly version: number;
  readonly contentHash: Buffer;
  readonly key: WrappedKey;
  readonly parentId: string | null;
  readonly rootId: string | null;
  readonly quotedId: string | null;
  readonly repostedId: string | null;
  readonly postedAt: Date | null;
  readonly lastSeenAt: Date;
  readonly lastSeenIn: string | null;
  readonly firstMissing: Date | null;
  readonly missingIn: string | null;
  readonly missingCanary: string | null;
  readonly mediaMissing: boolean;
  /** Not shown to the public when it was last told. */
  readonly hidden: boolean;
  /** Its platform has shown it to us, so that we look whether it still does. False of what people brought, and of profiles. */
  readonly isLookedFor: boolean;
}

export interface FoundItems {
  /** By `refText`. */
  readonly known: ReadonlyMap<string, FoundItem>;
  /** Refs of items destroyed by disposition: they stay destroyed. */
  readonly suppressed: ReadonlySet<string>;
  /** Of what was destroyed and is captured again: the ref of the item that it is from then on, by `refText`. */
  readonly again: ReadonlyMap<string, ItemRef>;
}

/** More decisions to capture the same thing again than anybody takes. */
const MOST_LINEAGES = 50;

@Injectable()
export class FindItems {
  constructor(
    private readonly database: DataSource,
    private readonly keyring: Keyring,
  ) {}

  async run(bodyId: string, refs: readonly ItemRef[]): Promise<FoundItems> {
    const secret = await this.keyring.secretOf(bodyId);
    const known = new Map<string, FoundItem>();
    const suppressed = new Set<string>();
    const again = new Map<string, ItemRef>();
    // What an observed ref is called here: itself, and after each decision to capture it again another lineage.
    let asked = new Map(refs.map((ref) => [refText(ref), ref]));
    for (let lineage = 2; asked.size > 0 && lineage <= MOST_LINEAGES; lineage += 1) {
      const called = new Map(Array.from(asked, ([seen, ref]) => [refText(ref), { seen, ref }]));
      const found = await this.known(bodyId, [...called.keys()], secret);
      for (const [text, item] of found) known.set(called.get(text)?.seen ?? text, item);
      const missing = [...called.keys()].filter((text) => !found.has(text));
      const destroyed = await this.destroyed(bodyId, missing, secret);
      const next = new Map<string, ItemRef>();
      for (const [text, { seen, ref }] of called) {
        if (found.has(text)) continue;
        const isAgain = destroyed.get(text);
        if (isAgain === false) suppressed.add(seen);
        if (isAgain !== true) continue;
        const renewed = { ...ref, lineage: `again-${lineage}` };
        again.set(seen, renewed);
        next.set(seen, renewed);
      }
      asked = next;
    }
    return { known, suppressed, again };
  }

  private async known(
    bodyId: string,
    texts: readonly string[],
    secret: BodySecret,
  ): Promise<ReadonlyMap<string, FoundItem>> {
    const byRef = new Map(texts.map((text) => [secret.ref(text).toString('hex'), text]));
    const rows: FoundRow[] = await this.database.query(
      `SELECT i.ref, i.id, w.account_id, w.state, w.version, w.content_hash, k.kek, k.wrapped, w.parent_id, w.root_id,
              w.quoted_id, w.reposted_id, w.posted_at, w.last_seen_at, w.last_seen_in, w.first_missing, w.missing_in, w.missing_canary, w.media_missing, w.hidden,
              w.recheck_at IS NOT NULL AS looked_for
         FROM item i JOIN item_watch w ON w.item_id = i.id JOIN item_key k ON k.item_id = i.id
        WHERE i.body_id = $1 AND i.ref = ANY($2::bytea[])`,
      [bodyId, digests(byRef)],
    );
    return new Map(rows.map((row) => [byRef.get(row.ref.toString('hex')) ?? '', toFound(row)]));
  }

  /** Of these, those that were destroyed, and whether somebody has decided that they are captured again. */
  private async destroyed(
    bodyId: string,
    texts: readonly string[],
    secret: BodySecret,
  ): Promise<ReadonlyMap<string, boolean>> {
    if (texts.length === 0) return new Map();
    const bySuppression = new Map(texts.map((text) => [secret.suppression(text).toString('hex'), text]));
    const byOwnRef = new Map(texts.map((text) => [secret.ref(text).toString('hex'), text]));
    const rows: { ref: Buffer; is: 'suppressed' | 'destroyed' | 'lost' }[] = await this.database.query(
      `SELECT ref, 'suppressed' AS is FROM destroyed_item WHERE body_id = $1 AND ref = ANY($2::bytea[])
       UNION ALL SELECT i.ref, CASE WHEN ${itemDestroyed('i.id')} THEN 'destroyed' ELSE 'lost' END
         FROM item i WHERE i.body_id = $1 AND i.ref = ANY($3::bytea[]) AND ${WITHOUT_KEY}`,
      [bodyId, digests(bySuppression), digests(byOwnRef)],
    );
    if (rows.length === 0) return new Map();
    const told = rows.map(({ ref, is }) => ({
      text: (is === 'suppressed' ? bySuppression : byOwnRef).get(ref.toString('hex')) ?? '',
      is,
    }));
    const lost = new Set(told.filter(({ is }) => is === 'lost').map(({ text }) => text));
    const gone = [...new Set(told.map(({ text }) => text))];
    const byRef = new Map(gone.map((text) => [secret.ref(text).toString('hex'), text]));
    const decided: { ref: Buffer }[] = await this.database.query(
      `SELECT i.ref FROM item i JOIN recapture r ON r.item_id = i.id AND r.in_force_at IS NOT NULL
        WHERE i.body_id = $1 AND i.ref = ANY($2::bytea[])`,
      [bodyId, digests(byRef)],
    );
    const again = new Set(decided.map(({ ref }) => byRef.get(ref.toString('hex'))));
    return new Map(gone.map((text) => [text, again.has(text) || lost.has(text)]));
  }
}

/**
 * Of a destroyed item that is all there is where an archive was brought back and what suppresses it was not. One that was
 * not destroyed has lost its key with a database for good: it is captured again, as another item.
 */
const WITHOUT_KEY = `NOT EXISTS (SELECT FROM item_key k WHERE k.item_id = i.id)
  AND (${itemDestroyed('i.id')} OR EXISTS (SELECT FROM archive_rebuild r WHERE r.finished_at >= i.first_seen_at))`;

function digests(byDigest: ReadonlyMap<string, string>): Buffer[] {
  return [...byDigest.keys()].map((hex) => Buffer.from(hex, 'hex'));
}

interface FoundRow {
  readonly ref: Buffer;
  readonly id: string;
  readonly account_id: string;
  readonly state: FoundItem['state'];
  readonly version: number;
  readonly content_hash: Buffer;
  readonly kek: string;
  readonly wrapped: Buffer;
  readonly parent_id: string | null;
  readonly root_id: string | null;
  readonly quoted_id: string | null;
  readonly reposted_id: string | null;
  readonly posted_at: Date | null;
  readonly last_seen_at: Date;
  readonly last_seen_in: string | null;
  readonly first_missing: Date | null;
  readonly missing_in: string | null;
  readonly missing_canary: string | null;
  readonly media_missing: boolean;
  readonly hidden: boolean;
  readonly looked_for: boolean;
}

function toFound(row: FoundRow): FoundItem {
  return {
    itemId: row.id,
    accountId: row.account_id,
    state: row.state,
    version: row.version,
    contentHash: row.content_hash,
    key: { kek: row.kek, wrapped: row.wrapped },
    parentId: row.parent_id,
    rootId: row.root_id,
    quotedId: row.quoted_id,
    repostedId: row.reposted_id,
    postedAt: row.posted_at,
    lastSeenAt: row.last_seen_at,
    lastSeenIn: row.last_seen_in,
    firstMissing: row.first_missing,
    missingIn: row.missing_in,
    missingCanary: row.missing_canary,
    mediaMissing: row.media_missing,
    hidden: row.hidden,
    isLookedFor: row.looked_for,
  };
}
