import { EMPTY_BODY } from '../../src/connectors/empty-body.rules.js';
import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { itemJsonOf, ReadItems, writeExchanges, writeItems, writeSnapshots } from '../../src/archive/index.js';
import { RecordLooks } from '../../src/archive/record-looks.js';
import { type AuditedTx, AuditTrail, type NewEvent } from '../../src/audit/index.js';
import type { ItemBody } from '../../src/connectors/index.js';
import { type Clock, newId, system } from '../../src/platform/index.js';
import { requestField, type RequestKind } from '../../src/requests/index.js';
import { holdField, seriesField } from '../../src/retention/index.js';
import {
  BUILT_IN_FIELDS,
  documentTokens,
  RecordSearch,
  SearchFields,
  tsvectorLiteral,
} from '../../src/search/index.js';

export interface GivenItem {
  /** One a version. */
  readonly texts: readonly string[];
  readonly postedAt: Date | null;
  readonly state?: 'present' | 'gone';
  readonly kind?: ItemBody['kind'] | 'original';
  readonly reposts?: string;
  readonly quotes?: string;
  /** The item that began the conversation. */
  readonly root?: string;
  readonly firstSeenAt?: Date;
  /** Whatever else its versions say. */
  readonly body?: Partial<ItemBody>;
}

const DIGEST = '0'.repeat(64);

/** The fields of the query language, those of later modules too. */
export function allFields(): SearchFields {
  return new SearchFields([...BUILT_IN_FIELDS, holdField, seriesField, requestField]);
}

/** An archive of rows alone, without bytes behind them: for what only reads rows. */
export class GivenArchive {
  readonly trail: AuditTrail;
  readonly items: ReadItems;
  readonly search: RecordSearch;

  constructor(
    readonly database: DataSource,
    private readonly clock: Clock,
  ) {
    this.trail = new AuditTrail(database, clock);
    this.items = new ReadItems(database, new RecordLooks(database, this.trail, clock));
    this.search = new RecordSearch(database, this.items, this.trail, clock, allFields());
  }

  async account(zone = 'America/Chicago', basis: string | null = 'a statute'): Promise<{ id: string; bodyId: string }> {
    const [id, bodyId] = [newId(), newId()];
    await this.trail.write(system('setup'), async (tx) => {
      await tx.rows.query(`INSERT INTO body VALUES ($1, 'Newford', $2, '{en}', 'US', 'NEWFORD')`, [bodyId, zone]);
      await tx.rows.query(
        `INSERT INTO account (id, body_id, platform, canonical_uri, native_id, handle, url, title, software, character,
           state, basis_statute, basis_item, basis_officer, settings, limits, added_at)
         VALUES ($1, $2, 'mastodon', $3, '1', '@city', 'https://a.example/@city', 'City', 'Mastodon', 'official',
           'active', $4, $4, $4, '{}', '{}', $5)`,
        [id, bodyId, `https://a.example/${id}`, basis, this.clock.now()],
      );
      await tx.rows.query(`INSERT INTO kek VALUES ('2026-05', '\\x00', now()) ON CONFLICT DO NOTHING`);
      await tx.record('body.added', { body: bodyId });
    });
    return { id, bodyId };
  }

  /** Answers the items' ids, in order. */
  async add(account: { id: string; bodyId: string }, given: readonly GivenItem[]): Promise<string[]> {
    const ids = given.map(() => newId());
    await this.trail.write(system('setup'), (tx) => this.write(tx, account, { given, ids }));
    return ids;
  }

  /** Makes of items direct messages that nobody has opened. */
  async close(itemIds: readonly string[]): Promise<void> {
    await this.trail.write(system('setup'), async (tx) => {
      await tx.rows.query(`INSERT INTO direct_message (item_id) SELECT unnest($1::uuid[])`, [itemIds]);
      await tx.record('body.added', { body: newId() });
    });
  }

  /** A hold of a case of its own over these items, as it stands in the tables. */
  async hold(bodyId: string, number: string, itemIds: readonly string[], { released = false } = {}): Promise<void> {
    const [matter, id, now] = [newId(), newId(), this.clock.now()];
    await this.trail.write(system('setup'), async (tx) => {
      await tx.rows.query(`INSERT INTO matter VALUES ($1, $2, $3, 'A case', 'litigation', $4, 'system:setup', $1)`, [
        matter,
        bodyId,
        `case of ${number}`,
        now,
      ]);
      await tx.rows.query(
        `INSERT INTO hold (id, matter_id, body_id, number, trigger_at, scope, scope_salt, living, placed_at, placed_by, event_id)
         VALUES ($1, $2, $3, $4, $5, '{}', '', false, $5, 'system:setup', $1)`,
        [id, matter, bodyId, number, now],
      );
      await tx.rows.query(`INSERT INTO hold_item (hold_id, item_id) SELECT $1, unnest($2::uuid[])`, [id, itemIds]);
      if (released) {
        await tx.rows.query(`INSERT INTO hold_release VALUES ($1, $1, $2, 'a', $1, $2, 'b', $1)`, [id, now]);
      }
      await tx.record('body.added', { body: bodyId });
    });
  }

  /** A request for which these items were fixed; null: nothing is fixed for it yet. Answers its id. */
  async request(
    bodyId: string,
    number: string,
    itemIds: readonly string[] | null,
    kind: RequestKind = 'udip',
  ): Promise<string> {
    const [id, now] = [newId(), this.clock.now()];
    await this.trail.write(system('setup'), async (tx) => {
      await tx.rows.query(
        `INSERT INTO records_request (id, body_id, number, kind, channel, language, requester, received_at, opened_at,
           opened_by, second_review, only_new, event_id, state)
         VALUES ($1, $2, $3, $5, 'email', 'en', $1, $4, $4, 'system:setup', false, false, $1, 'received')`,
        [id, bodyId, number, now, kind],
      );
      if (itemIds !== null) {
        await tx.rows.query(`INSERT INTO frozen_set VALUES ($1, $1, 0, $2, 'system:setup', '{}', '', $1)`, [id, now]);
        await tx.rows.query(
          `INSERT INTO request_item (request_id, item_id, versions) SELECT $1, unnest($2::uuid[]), 1`,
          [id, itemIds],
        );
      }
      await tx.record('body.added', { body: bodyId });
    });
    return id;
  }

  private async write(
    tx: AuditedTx,
    account: { id: string; bodyId: string },
    { given, ids }: { given: readonly GivenItem[]; ids: readonly string[] },
  ): Promise<void> {
    const now = this.clock.now();
    const exchange = newId();
    const key = { kek: '2026-05', wrapped: Buffer.alloc(1) };
    const kept = {
      id: exchange,
      at: now.toISOString(),
      object: exchange,
      stored: 1,
      received: 1,
      digest: Buffer.alloc(32),
      owners: [],
    };
    await writeExchanges(tx.rows, [{ ...kept, frameKey: key, why: 'new' }], {
      accountId: account.id,
      captureId: newId(),
    });
    const each = given.map((item, i) => ({ ...item, id: ids[i] ?? '', kind: item.kind ?? 'post' }));
    await writeItems(
      tx.rows,
      each.map(({ id, kind, firstSeenAt }) => ({
        id,
        kind,
        key,
        ref: randomBytes(32),
        firstSeenAt: firstSeenAt ?? now,
        capturedLate: false,
      })),
      { bodyId: account.bodyId, accountId: account.id },
    );
    const snapshots = each.flatMap(({ id, texts, postedAt, body: more }) =>
      texts.map((text, n) => {
        const body = { ...bodyOf(text, postedAt), ...more };
        return {
          id: newId(),
          itemId: id,
          number: n + 1,
          exchangeId: exchange,
          observedAt: now,
          cause: n === 0 ? ('first-seen' as const) : ('edited' as const),
          commit: Buffer.alloc(32),
          eventId: newId(),
          itemJson: itemJsonOf({ platform: 'mastodon', canonicalUri: id, lineage: '' }, body),
          contentHash: Buffer.alloc(32),
          platformAt: null,
          postedAt,
          words: tsvectorLiteral(documentTokens(body)),
        };
      }),
    );
    await writeSnapshots(tx.rows, snapshots, account.id);
    await tx.recordAll([
      ...snapshots.map(({ id: snapshot, itemId: item, number, eventId }) => ({
        type: 'snapshot.stored' as const,
        facts: { item, snapshot, number, exchange, commit: DIGEST },
        account: account.id,
        id: eventId,
      })),
      ...each.flatMap(({ id: item, state }) => (state === 'gone' ? [goneEvent(item, account.id, now)] : [])),
    ]);
    await tx.rows.query(
      `INSERT INTO item_watch (item_id, account_id, state, version, content_hash, posted_at, last_seen_at, reposted_id,
         quoted_id, root_id)
       SELECT id, $1, state, version, '\\x00', posted, $2, reposts, quotes, root
         FROM unnest($3::uuid[], $4::text[], $5::timestamptz[], $6::uuid[], $7::uuid[], $8::uuid[], $9::int[])
           AS x (id, state, posted, reposts, quotes, root, version)`,
      [
        account.id,
        now,
        ids,
        each.map(({ state }) => state ?? 'present'),
        each.map(({ postedAt }) => postedAt),
        each.map(({ reposts }) => reposts ?? null),
        each.map(({ quotes }) => quotes ?? null),
        each.map(({ root }) => root ?? null),
        each.map(({ texts }) => texts.length),
      ],
    );
    await tx.record('body.added', { body: account.bodyId });
  }
}

function goneEvent(item: string, account: string, now: Date): NewEvent<'item.gone'> {
  const at = now.toISOString();
  const facts = {
    item,
    finding: newId(),
    certainty: 'asserted',
    cause: 'unknown',
    lastSeen: at,
    firstMissing: at,
  } as const;
  return { type: 'item.gone', facts, account };
}

export function bodyOf(text: string, postedAt: Date | null): ItemBody {
  return {
    ...EMPTY_BODY,
    kind: 'post',
    nativeId: '1',
    author: { canonicalUri: 'https://a.example/u', handle: '@someone', displayName: 'Someone' },
    text,
    postedAt: postedAt?.toISOString() ?? null,
  };
}
