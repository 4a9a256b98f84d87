import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, Clock, decodeCursor, demand, encodeCursor, type PageOf, Refusal } from '../../platform/index.js';
import { type ListAction, listActionsOf, type ListKind, type ListState, waitsFor } from './disposition-states.rules.js';
import type {
  Certificate,
  EntryState,
  EntryView,
  ListAbout,
  ListSummary,
  ListView,
  StepView,
} from './disposition.types.js';
import { missingConsents, readList, standingOf, unknownList, whoIs } from './list-rows.js';
import { consentViews } from './read-consents.js';
import { packageView, receiptView } from './transfer-rows.js';
import type { ListStepSaid } from './write-list-step.js';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export interface ListFilter {
  readonly state?: ListState;
  readonly kind?: ListKind;
}

interface PageWanted {
  readonly limit: number;
  readonly cursor?: string;
}

interface SummaryRow {
  readonly id: string;
  readonly number: string;
  readonly body_id: string;
  readonly body: string;
  readonly zone: string;
  readonly state: ListState;
  readonly about: ListAbout;
  readonly proposed_at: Date;
  readonly proposed_by: string;
  readonly approvable_on: string | null;
  readonly counts: Partial<Record<EntryState, number>> | null;
}

const LISTS = `
  SELECT l.id, l.number, l.body_id, b.name AS body, b.zone, l.state, l.about, l.proposed_at,
         ${whoIs('l.proposed_by')} AS proposed_by, l.approvable_on::text AS approvable_on,
         (SELECT jsonb_object_agg(state, count) FROM (
           SELECT e.state, count(*)::int AS count FROM disposition_entry e WHERE e.list_id = l.id GROUP BY 1) c) AS counts
    FROM disposition_list l JOIN body b ON b.id = l.body_id`;

/** Disposition lists, what stands on them, and what became of them; the newest first. */
@Injectable()
export class ReadDispositions {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
  ) {}

  async list(actor: Actor, { state, kind }: ListFilter, { limit, cursor }: PageWanted): Promise<PageOf<ListSummary>> {
    demand(actor, 'disposition.read');
    const rows: SummaryRow[] = await this.database.query(
      `${LISTS} WHERE ($1::uuid IS NULL OR l.id < $1) AND ($2::text IS NULL OR l.state = $2)
         AND ($4::text IS NULL OR l.action = $4) ORDER BY l.id DESC LIMIT $3`,
      [after(cursor), state ?? null, limit + 1, kind ?? null],
    );
    return page(rows.map(summaryOf), limit);
  }

  /** By its id or its number. */
  async one(actor: Actor, named: string): Promise<ListView> {
    demand(actor, 'disposition.read');
    const rows: SummaryRow[] = await this.database.query(
      `${LISTS} WHERE l.id = $1::uuid OR l.number = $2 ORDER BY l.id`,
      [ID.test(named) ? named : null, named.replaceAll('\0', '')],
    );
    const [row] = rows;
    if (!row) throw unknownList();
    if (rows.length > 1) {
      throw new Refusal('invalid-input', 'Lists of several bodies have this number. Name the one meant by its id.');
    }
    const list = await readList(this.database, row.id);
    const standing = standingOf(list, this.clock.now());
    return {
      ...summaryOf(row),
      steps: await this.steps(row.id),
      consents: await consentViews(this.database, row.id),
      missingConsents: missingConsents(list),
      waitsFor: waitsFor(standing),
      actions: listActionsOf(standing),
      package: await packageView(this.database, row.id),
      receipt: await receiptView(this.database, row.id),
      certificateId: await this.certificateId(row.id),
    };
  }

  /** Items of a list, in the order of their ids; of a destroyed one no more is left than this. */
  async entries(
    actor: Actor,
    id: string,
    { state, limit, cursor }: PageWanted & { readonly state?: EntryState },
  ): Promise<PageOf<EntryView>> {
    demand(actor, 'disposition.read');
    await readList(this.database, id);
    const rows: (Omit<EntryView, 'createdAt'> & { createdAt: Date })[] = await this.database.query(
      `SELECT e.item_id AS id, i.account_id AS "accountId", a.handle AS account, i.kind,
              coalesce(w.posted_at, i.first_seen_at) AS "createdAt", e.state, e.why, e.about, s.said->>'reason' AS reason,
              s.said->'decision'->>'is' AS decision
         FROM disposition_entry e JOIN item i ON i.id = e.item_id JOIN account a ON a.id = i.account_id
         LEFT JOIN item_watch w ON w.item_id = e.item_id LEFT JOIN disposition_step s ON s.id = e.step_id
        WHERE e.list_id = $1 AND ($2::text IS NULL OR e.state = $2) AND ($3::uuid IS NULL OR e.item_id > $3)
        ORDER BY e.item_id LIMIT $4`,
      [id, state ?? null, after(cursor), limit + 1],
    );
    return page(
      rows.map(({ createdAt, ...entry }) => ({ ...entry, createdAt: createdAt.toISOString() })),
      limit,
    );
  }

  /** As it was written when the list had been carried out. */
  async certificate(actor: Actor, id: string): Promise<Certificate> {
    demand(actor, 'disposition.read');
    const { number, state } = await readList(this.database, id);
    const [row] = await this.database.query<{ certificate: Certificate }[]>(
      `SELECT certificate FROM disposition_certificate WHERE list_id = $1`,
      [id],
    );
    if (row) return row.certificate;
    throw new Refusal('wrong-state', `There is no certificate of the list ${number} yet: it is ${state}.`, { state });
  }

  /** The paper of a consent. */
  async consent(
    actor: Actor,
    listId: string,
    consentId: string,
  ): Promise<{ readonly fileName: string; readonly content: Buffer }> {
    demand(actor, 'disposition.read');
    const [row] = await this.database.query<{ fileName: string; content: Buffer }[]>(
      `SELECT file_name AS "fileName", content FROM disposition_consent WHERE list_id = $1 AND id = $2`,
      [listId, consentId],
    );
    if (row) return row;
    throw new Refusal('not-found', 'There is no such consent on this list.');
  }

  /** The paper in which the receiving archive says that it took a transfer. */
  async receipt(actor: Actor, listId: string): Promise<{ readonly fileName: string; readonly content: Buffer }> {
    demand(actor, 'disposition.read');
    const [row] = await this.database.query<{ fileName: string; content: Buffer }[]>(
      `SELECT file_name AS "fileName", content FROM transfer_receipt WHERE list_id = $1`,
      [listId],
    );
    if (row) return row;
    throw new Refusal('not-found', 'No receipt is on file for this list.');
  }

  private async steps(listId: string): Promise<StepView[]> {
    const rows: { action: ListAction; from: ListState; to: ListState; at: Date; by: string; said: ListStepSaid }[] =
      await this.database.query(
        `SELECT action, from_state AS from, to_state AS to, at, ${whoIs('by')} AS by, said
           FROM disposition_step WHERE list_id = $1 ORDER BY id`,
        [listId],
      );
    return rows.map(({ said, at, ...step }) => ({
      ...step,
      at: at.toISOString(),
      reason: said.reason ?? null,
      items: said.items?.length ?? null,
    }));
  }

  private async certificateId(listId: string): Promise<string | null> {
    const [row] = await this.database.query<{ id: string }[]>(
      `SELECT id FROM disposition_certificate WHERE list_id = $1`,
      [listId],
    );
    return row?.id ?? null;
  }
}

function summaryOf(row: SummaryRow): ListSummary {
  const { listed = 0, excluded = 0, kept = 0, destroyed = 0, decided = 0 } = row.counts ?? {};
  return {
    id: row.id,
    number: row.number,
    bodyId: row.body_id,
    body: row.body,
    zone: row.zone,
    state: row.state,
    about: row.about,
    proposedAt: row.proposed_at.toISOString(),
    proposedBy: row.proposed_by,
    counts: { listed, excluded, kept, destroyed, decided },
    approvableOn: row.approvable_on,
  };
}

function after(cursor: string | undefined): string | null {
  return cursor === undefined ? null : String(decodeCursor(cursor, ['id'])[0]);
}

function page<T extends { readonly id: string }>(all: readonly T[], limit: number): PageOf<T> {
  const items = all.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: all.length > limit && last ? encodeCursor([last.id]) : null };
}
