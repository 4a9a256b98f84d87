import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, decodeCursor, demand, encodeCursor, type PageOf } from '../../platform/index.js';
import { NOT_RELEASED } from '../living-holds.js';
import type { HoldNoticeView } from './notice.types.js';

interface Row {
  readonly id: string;
  readonly hold: string;
  readonly number: string;
  readonly matter: string;
  readonly zone: string;
  readonly name: string;
  readonly person_id: string | null;
  readonly text: string;
  readonly made_at: Date;
  readonly made_by: string;
  readonly is_open: boolean;
  readonly fault: HoldNoticeView['fault'];
  readonly sent: number;
  readonly sent_at: Date | null;
  readonly acknowledged_at: Date | null;
  readonly acknowledged_by: string | null;
  readonly said: string | null;
}

export interface NoticeFilter {
  readonly holdId?: string;
  readonly matterId?: string;
}

interface PageWanted {
  readonly limit: number;
  readonly cursor?: string;
}

const whoIs = (column: string): string =>
  `coalesce((SELECT o.name FROM person o WHERE 'person:' || o.id = ${column}), 'Akta')`;

const NOTICES = `
  SELECT n.id, h.id AS hold, h.number, m.number || ' ' || m.name AS matter, b.zone, n.name, n.person_id, s.text, n.made_at,
         ${whoIs('n.made_by')} AS made_by, ${NOT_RELEASED} AS is_open, q.fault, q.sent, q.sent_at, n.acknowledged_at,
         ${whoIs('n.acknowledged_by')} AS acknowledged_by, a.text AS said
    FROM hold_notice n JOIN hold h ON h.id = n.hold_id JOIN matter m ON m.id = h.matter_id JOIN body b ON b.id = h.body_id
    JOIN statement s ON s.event_id = n.event_id JOIN hold_notice_post q ON q.id = n.id
    LEFT JOIN statement a ON a.event_id = n.acknowledged_event`;

/** Who was told of a hold, and how it stands; the newest first. */
@Injectable()
export class ReadHoldNotices {
  constructor(private readonly database: DataSource) {}

  async list(actor: Actor, { holdId, matterId }: NoticeFilter, page: PageWanted): Promise<PageOf<HoldNoticeView>> {
    demand(actor, 'hold.read');
    return this.page(`($3::uuid IS NULL OR h.id = $3) AND ($4::uuid IS NULL OR h.matter_id = $4)`, page, [
      holdId ?? null,
      matterId ?? null,
    ]);
  }

  /** What one was told oneself, and has not acknowledged, of holds that are in place. */
  async own(actor: Actor, page: PageWanted): Promise<PageOf<HoldNoticeView>> {
    const self = actor.kind === 'person' ? actor.personId : null;
    return this.page(`n.person_id = $3 AND n.acknowledged_at IS NULL AND ${NOT_RELEASED}`, page, [self]);
  }

  private async page(
    only: string,
    { limit, cursor }: PageWanted,
    values: readonly unknown[],
  ): Promise<PageOf<HoldNoticeView>> {
    const after = cursor === undefined ? null : String(decodeCursor(cursor, ['id'])[0]);
    const rows: Row[] = await this.database.query(
      `${NOTICES} WHERE ($1::uuid IS NULL OR n.id < $1) AND ${only} ORDER BY n.id DESC LIMIT $2`,
      [after, limit + 1, ...values],
    );
    const items = rows.slice(0, limit).map(viewOf);
    const last = items.at(-1);
    return { items, nextCursor: rows.length > limit && last ? encodeCursor([last.id]) : null };
  }
}

function viewOf(row: Row): HoldNoticeView {
  const at = row.acknowledged_at;
  return {
    id: row.id,
    hold: { id: row.hold, number: row.number, name: row.matter, zone: row.zone },
    to: row.name,
    isPerson: row.person_id !== null,
    text: row.text,
    writtenAt: row.made_at.toISOString(),
    writtenBy: row.made_by,
    state: stateOf(row),
    fault: row.fault,
    sentAt: row.sent_at?.toISOString() ?? null,
    reminders: Math.max(0, row.sent - 1),
    acknowledged: at === null ? null : { at: at.toISOString(), by: row.acknowledged_by ?? '', said: row.said ?? '' },
  };
}

function stateOf({ acknowledged_at: at, is_open: isOpen, sent }: Row): HoldNoticeView['state'] {
  if (at !== null) return 'acknowledged';
  if (!isOpen) return 'ended';
  return sent === 0 ? 'waiting' : 'sent';
}
