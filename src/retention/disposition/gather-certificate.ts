import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Log } from '../../audit/index.js';
import type { ListAction } from './disposition-states.rules.js';
import type {
  AppraisalFacts,
  Certificate,
  ConsentView,
  EntryState,
  ExclusionView,
  LogPlace,
  PersonView,
  TransferFacts,
} from './disposition.types.js';
import { type ListRow, readList, whoIs } from './list-rows.js';
import { keysGoneAfter } from './notice.rules.js';
import { consentViews } from './read-consents.js';
import { receiptView } from './transfer-rows.js';
import type { ListStepSaid } from './write-list-step.js';

interface StepRow {
  readonly action: ListAction;
  readonly at: Date;
  readonly by: string;
  readonly said: ListStepSaid;
  readonly event_id: string;
}

/** What a certificate says, from the rows as they stand and the log as it was numbered. */
@Injectable()
export class GatherCertificate {
  constructor(
    private readonly database: DataSource,
    private readonly log: Log,
  ) {}

  /** Null while the log has not numbered everything it is to name. */
  async run(listId: string, made: { readonly id: string; readonly at: string }): Promise<Certificate | null> {
    const list = await readList(this.database, listId);
    const steps: StepRow[] = await this.database.query(
      `SELECT action, at, ${whoIs('by')} AS by, said, event_id FROM disposition_step WHERE list_id = $1 ORDER BY id`,
      [listId],
    );
    const entries = await this.logged(list, steps);
    if (entries === null) return null;
    const batches = await this.batches(listId);
    const last = batches.at(-1)?.executed_at ?? null;
    const consents = await consentViews(this.database, listId);
    return {
      id: made.id,
      list: list.id,
      number: list.number,
      body: await this.text(`SELECT name AS text FROM body WHERE id = $1`, list.bodyId),
      zone: list.zone,
      about: list.about,
      counts: await this.counts(listId),
      destroyed: await this.destroyed(listId),
      kept: await this.kept(listId),
      consents: consents.map(withoutId),
      exclusions: steps.flatMap(exclusionOf),
      ...(await this.transfer(list, steps)),
      ...(await this.appraisals(list)),
      people: await this.people(list, steps),
      log: { origin: (await this.log.head()).origin, entries },
      unreadableSince: last?.toISOString() ?? null,
      noKeysAfter: last === null ? null : keysGoneAfter(last, list.zone),
      at: made.at,
    };
  }

  private async logged(list: ListRow, steps: readonly StepRow[]): Promise<readonly LogPlace[] | null> {
    const proposed: { event_id: string }[] = await this.database.query(
      `SELECT event_id FROM disposition_list WHERE id = $1
       UNION ALL SELECT * FROM (SELECT event_id FROM disposition WHERE list_id = $1 ORDER BY id) d`,
      [list.id],
    );
    const events = [...proposed, ...steps].map((row) => row.event_id);
    const entries = await this.log.entriesOf(events);
    if (entries.length < events.length) return null;
    return entries
      .map(({ type, seq, at, facts }) => ({ event: placeName(type, facts['action']), seq, at }))
      .toSorted((a, b) => a.seq - b.seq);
  }

  private batches(listId: string): Promise<{ executed_at: Date }[]> {
    return this.database.query(`SELECT executed_at FROM disposition WHERE list_id = $1 ORDER BY executed_at, id`, [
      listId,
    ]);
  }

  private async counts(listId: string): Promise<Record<EntryState, number>> {
    const rows: { state: EntryState; count: number }[] = await this.database.query(
      `SELECT state, count(*)::int AS count FROM disposition_entry WHERE list_id = $1 GROUP BY 1`,
      [listId],
    );
    const counts = new Map(rows.map(({ state, count }) => [state, count]));
    const of = (state: EntryState): number => counts.get(state) ?? 0;
    return {
      listed: of('listed'),
      excluded: of('excluded'),
      kept: of('kept'),
      destroyed: of('destroyed'),
      decided: of('decided'),
    };
  }

  private async destroyed(listId: string): Promise<Certificate['destroyed']> {
    const gone = `disposition_entry e JOIN item i ON i.id = e.item_id WHERE e.list_id = $1 AND e.state = 'destroyed'`;
    const kinds: { kind: string; count: number }[] = await this.database.query(
      `SELECT i.kind, count(*)::int AS count FROM ${gone} GROUP BY 1 ORDER BY 1`,
      [listId],
    );
    const byAccount: { account: string; items: number }[] = await this.database.query(
      `SELECT a.handle AS account, c.items FROM account a JOIN (
         SELECT i.account_id, count(*)::int AS items FROM ${gone} GROUP BY 1) c ON c.account_id = a.id ORDER BY 1, a.id`,
      [listId],
    );
    const [span] = await this.database.query<{ from: Date | null; to: Date | null; versions: number }[]>(
      `SELECT min(i.first_seen_at) AS from, max(i.first_seen_at) AS to,
              coalesce(sum((SELECT count(*) FROM snapshot s WHERE s.item_id = i.id)), 0)::int AS versions FROM ${gone}`,
      [listId],
    );
    return {
      byKind: Object.fromEntries(kinds.map(({ kind, count }) => [kind, count])),
      byAccount,
      versions: span?.versions ?? 0,
      firstSeen: { from: span?.from?.toISOString() ?? null, to: span?.to?.toISOString() ?? null },
    };
  }

  private async kept(listId: string): Promise<Record<string, number>> {
    const rows: { why: string; count: number }[] = await this.database.query(
      `SELECT why, count(*)::int AS count FROM disposition_entry WHERE list_id = $1 AND state = 'kept' GROUP BY 1 ORDER BY 1`,
      [listId],
    );
    return Object.fromEntries(rows.map(({ why, count }) => [why, count]));
  }

  private async people(list: ListRow, steps: readonly StepRow[]): Promise<Certificate['people']> {
    const proposer = steps.findLast(({ action }) => action === 'approve')?.said.proposer ?? [];
    const by = await this.text(
      `SELECT ${whoIs('l.proposed_by')} AS text FROM disposition_list l WHERE l.id = $1`,
      list.id,
    );
    return {
      proposed: { by, at: list.proposedAt.toISOString(), credentials: proposer },
      reviewed: personOf(list, steps, 'review'),
      approved: personOf(list, steps, 'approve'),
      executed: personOf(list, steps, 'execute', 'keep-copy'),
    };
  }

  private async transfer(list: ListRow, steps: readonly StepRow[]): Promise<{ readonly transfer?: TransferFacts }> {
    const receipt = await receiptView(this.database, list.id);
    const [made] = await this.database.query<TransferFacts['package'][]>(
      `SELECT p.name, p.profile->>'profile' AS profile, p.commit FROM transfer_receipt r
         JOIN transfer_package p ON p.id = r.package_id WHERE r.list_id = $1`,
      [list.id],
    );
    if (receipt === null || made === undefined) return {};
    const { archive, ...rest } = receipt;
    const isKept = steps.some(({ action }) => action === 'keep-copy');
    const { credentials } = personOf(list, steps, 'confirm-receipt');
    return {
      transfer: {
        archive,
        package: made,
        handedOver: personOf(list, steps, 'hand-over'),
        receipt: { ...rest, credentials },
        copy: isKept ? 'kept' : 'destroyed',
      },
    };
  }

  /** What the state archive had said of what stood on the list: the last it said of each item. */
  private async appraisals({ id }: ListRow): Promise<{ readonly appraisals?: readonly AppraisalFacts[] }> {
    const found: AppraisalFacts[] = await this.database.query(
      `SELECT l.number AS list, count(*)::int AS items,
              (SELECT coalesce(json_agg(json_build_object('name', c.name, 'number', c.number, 'givenOn', c.given_on,
                 'sha256', encode(sha256(c.content), 'hex')) ORDER BY c.id), '[]'::json)
                 FROM disposition_consent c WHERE c.list_id = l.id) AS papers
         FROM (SELECT DISTINCT ON (e.item_id) a.list_id FROM disposition_entry e JOIN item_appraisal a ON a.item_id = e.item_id
                WHERE e.list_id = $1 AND e.state IN ('destroyed', 'kept') ORDER BY e.item_id, a.id DESC) x
         JOIN disposition_list l ON l.id = x.list_id GROUP BY l.id, l.number ORDER BY l.id`,
      [id],
    );
    return found.length === 0 ? {} : { appraisals: found };
  }

  private async text(sql: string, id: string): Promise<string> {
    const [row] = await this.database.query<{ text: string }[]>(sql, [id]);
    return row?.text ?? '';
  }
}

function personOf({ id }: ListRow, steps: readonly StepRow[], ...actions: readonly ListAction[]): PersonView {
  const step = steps.findLast(({ action }) => actions.includes(action));
  if (!step) throw new Error(`The list ${id} was carried out without "${actions.join('" or "')}"`);
  return { by: step.by, at: step.at.toISOString(), credentials: step.said.credentials ?? [] };
}

function withoutId(consent: ConsentView): Omit<ConsentView, 'id'> {
  const { id: _, ...rest } = consent;
  return rest;
}

/** `disposition.stepped: approve` */
function placeName(type: string, action: string | number | undefined): string {
  return action === undefined ? type : `${type}: ${action}`;
}

function exclusionOf({ action, at, by, said }: StepRow): ExclusionView[] {
  if (action !== 'exclude') return [];
  return [{ items: said.items?.length ?? 0, reason: said.reason ?? '', at: at.toISOString(), by }];
}
