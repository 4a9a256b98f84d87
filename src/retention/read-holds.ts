import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, decodeCursor, demand, encodeCursor, type PageOf, Refusal } from '../platform/index.js';
import { holdName } from './hold-name.rules.js';
import type { HoldView, MatterKind, MatterView, ReleaseView } from './holds.types.js';
import { LivingHolds, NOT_RELEASED } from './living-holds.js';
import type { Scope } from './scope.types.js';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export interface HoldFilter {
  readonly matterId?: string;
  /** Only holds that keep this item at this moment. */
  readonly itemId?: string;
  /** Released ones too. */
  readonly all?: boolean;
}

interface PageWanted {
  readonly limit: number;
  readonly cursor?: string;
}

interface HoldRow {
  readonly id: string;
  readonly number: string;
  readonly body_id: string;
  readonly zone: string;
  readonly matter_id: string;
  readonly matter_number: string;
  readonly matter_name: string;
  readonly matter_kind: MatterKind;
  readonly trigger_at: Date;
  readonly placed_at: Date;
  readonly placed_by: string;
  readonly reason: string;
  readonly scope: Scope;
  readonly items: number;
  readonly release_id: string | null;
  readonly proposed_at: Date | null;
  readonly proposed_by: string | null;
  readonly release_reason: string | null;
  readonly approved_at: Date | null;
  readonly approved_by: string | null;
}

const whoIs = (column: string): string =>
  `coalesce((SELECT p.name FROM person p WHERE 'person:' || p.id = ${column}), 'Akta')`;

const HOLDS = `
  SELECT h.id, h.number, h.body_id, b.zone, h.matter_id, m.number AS matter_number, m.name AS matter_name,
         m.kind AS matter_kind, h.trigger_at, h.placed_at, ${whoIs('h.placed_by')} AS placed_by, s.text AS reason, h.scope,
         (SELECT count(*)::int FROM hold_item i WHERE i.hold_id = h.id) AS items,
         r.id AS release_id, r.proposed_at, ${whoIs('r.proposed_by')} AS proposed_by, t.text AS release_reason,
         r.approved_at, ${whoIs('r.approved_by')} AS approved_by
    FROM hold h JOIN matter m ON m.id = h.matter_id JOIN body b ON b.id = h.body_id JOIN statement s ON s.event_id = h.event_id
    LEFT JOIN LATERAL (
      SELECT * FROM hold_release r WHERE r.hold_id = h.id ORDER BY r.proposed_at DESC, r.id DESC LIMIT 1) r ON true
    LEFT JOIN statement t ON t.event_id = r.event_id`;

type MatterRow = Omit<MatterView, 'openedAt'> & { readonly opened_at: Date };

const MATTERS = `
  SELECT m.id, m.body_id AS "bodyId", m.number, m.name, m.kind, m.opened_at,
         (SELECT count(*)::int FROM hold h WHERE h.matter_id = m.id AND ${NOT_RELEASED}) AS holds,
         (SELECT count(DISTINCT i.item_id)::int FROM hold h JOIN hold_item i ON i.hold_id = h.id
           WHERE h.matter_id = m.id AND ${NOT_RELEASED}) AS held
    FROM matter m`;

/** What is held, for which matter and why; the newest first. */
@Injectable()
export class ReadHolds {
  constructor(
    private readonly database: DataSource,
    private readonly living: LivingHolds,
  ) {}

  async list(actor: Actor, filter: HoldFilter, { limit, cursor }: PageWanted): Promise<PageOf<HoldView>> {
    demand(actor, 'hold.read');
    const only = filter.itemId === undefined ? null : await this.over(filter.itemId);
    const rows: HoldRow[] = await this.database.query(
      `${HOLDS} WHERE ($1::uuid IS NULL OR h.id < $1) AND ($2::uuid IS NULL OR h.matter_id = $2)
          AND ($3::uuid[] IS NULL OR h.id = ANY($3)) AND ($4 OR ${NOT_RELEASED}) ORDER BY h.id DESC LIMIT $5`,
      [after(cursor), filter.matterId ?? null, only, filter.all === true, limit + 1],
    );
    return page(rows.map(viewOf), limit, rows.length);
  }

  /** By its id or its number. */
  async one(actor: Actor, named: string): Promise<HoldView> {
    demand(actor, 'hold.read');
    const rows: HoldRow[] = await this.database.query(`${HOLDS} WHERE h.id = $1::uuid OR h.number = $2 ORDER BY h.id`, [
      ID.test(named) ? named : null,
      named.replaceAll('\0', ''),
    ]);
    const [row] = rows;
    if (!row) throw new Refusal('not-found', 'There is no such hold. `akta hold list` shows those in place.');
    if (rows.length === 1) return viewOf(row);
    throw new Refusal('invalid-input', 'Holds of several bodies have this number. Name the one meant by its id.');
  }

  /** Ids of the items a hold names, in order. */
  async items(actor: Actor, id: string, { limit, cursor }: PageWanted): Promise<PageOf<{ readonly id: string }>> {
    await this.one(actor, id);
    const rows: { id: string }[] = await this.database.query(
      `SELECT item_id AS id FROM hold_item WHERE hold_id = $1 AND ($2::uuid IS NULL OR item_id > $2) ORDER BY 1 LIMIT $3`,
      [id, after(cursor), limit + 1],
    );
    return page(rows, limit, rows.length);
  }

  async matter(actor: Actor, id: string): Promise<MatterView> {
    demand(actor, 'hold.read');
    const [row] = await this.database.query<MatterRow[]>(`${MATTERS} WHERE m.id = $1`, [id]);
    if (row) return matterOf(row);
    throw new Refusal('not-found', 'There is no such case.');
  }

  async matters(actor: Actor, { limit, cursor }: PageWanted): Promise<PageOf<MatterView>> {
    demand(actor, 'hold.read');
    const rows: MatterRow[] = await this.database.query(
      `${MATTERS} WHERE ($1::uuid IS NULL OR m.id < $1) ORDER BY m.id DESC LIMIT $2`,
      [after(cursor), limit + 1],
    );
    return page(rows.map(matterOf), limit, rows.length);
  }

  private async over(itemId: string): Promise<string[]> {
    const [found] = await this.living.over(this.database.manager, [itemId]);
    return (found?.[1] ?? []).map(({ id }) => id);
  }
}

function viewOf(row: HoldRow): HoldView {
  const release = releaseOf(row);
  const state = release === null ? 'active' : release.approvedAt === null ? 'release-proposed' : 'released';
  return {
    id: row.id,
    number: row.number,
    name: holdName(row, 'en'),
    matter: { id: row.matter_id, number: row.matter_number, name: row.matter_name, kind: row.matter_kind },
    bodyId: row.body_id,
    zone: row.zone,
    state,
    reason: row.reason,
    triggerAt: row.trigger_at.toISOString(),
    placedAt: row.placed_at.toISOString(),
    placedBy: row.placed_by,
    scope: row.scope,
    items: row.items,
    release,
  };
}

function matterOf({ opened_at: openedAt, ...matter }: MatterRow): MatterView {
  return { ...matter, openedAt: openedAt.toISOString() };
}

function releaseOf(row: HoldRow): ReleaseView | null {
  const { release_id: id, proposed_at: proposedAt, proposed_by: proposedBy, approved_at: approvedAt } = row;
  if (id === null || proposedAt === null) return null;
  return {
    id,
    proposedAt: proposedAt.toISOString(),
    proposedBy: proposedBy ?? '',
    reason: row.release_reason ?? '',
    approvedAt: approvedAt?.toISOString() ?? null,
    approvedBy: approvedAt === null ? null : row.approved_by,
  };
}

function after(cursor: string | undefined): string | null {
  return cursor === undefined ? null : String(decodeCursor(cursor, ['id'])[0]);
}

function page<T extends { readonly id: string }>(all: readonly T[], limit: number, found: number): PageOf<T> {
  const items = all.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: found > limit && last ? encodeCursor([last.id]) : null };
}
