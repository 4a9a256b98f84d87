import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type ItemView, ReadItems } from '../../archive/index.js';
import { type Actor, Clock, demand, type Language, Refusal } from '../../platform/index.js';
import { holdName, LivingHolds, ScheduleOf, type ScheduleView, scheduleView } from '../../retention/index.js';
import { CheckEntries, type CheckedEntry, type CheckedLog } from './check-entries.js';
import { CheckEvidence } from './check-evidence.js';
import type { Outcome, PaperFacts, ProofLine } from './paper.types.js';
import { ReadDecisions } from './read-decisions.js';
import { ReadSamples } from './read-samples.js';
import type { SampleView } from './sample.types.js';

interface ItemRow {
  readonly kind: PaperFacts['item']['kind'];
  readonly account: string;
  readonly first_seen_at: Date;
  readonly captured_late: boolean;
  readonly name: string;
  readonly zone: string;
  readonly country: string;
  readonly versions: number;
  readonly destroyed_at: Date | null;
  readonly authority: string | null;
  readonly class: string | null;
  readonly list: string | null;
}

const ITEM = `
  SELECT i.kind, a.handle AS account, i.first_seen_at, i.captured_late, b.name, b.zone, b.country,
         (SELECT count(*)::int FROM snapshot s WHERE s.item_id = i.id) AS versions,
         d.executed_at AS destroyed_at, d.authority, d.class, d.number AS list
    FROM item i JOIN account a ON a.id = i.account_id JOIN body b ON b.id = i.body_id
    LEFT JOIN LATERAL (
      SELECT d.executed_at, d.authority, d.class, l.number FROM disposition_item n JOIN disposition d ON d.id = n.disposition_id
        LEFT JOIN disposition_list l ON l.id = d.list_id
       WHERE n.item_id = i.id AND NOT EXISTS (SELECT FROM item_key k WHERE k.item_id = i.id)
       ORDER BY d.executed_at DESC LIMIT 1) d ON true
   WHERE i.id = $1`;

/** The events that tell of an item: its versions, what was found of it, its destruction. */
const TOLD = `
  SELECT 'version' AS what, s.number, s.event_id, s.id AS snapshot_id, encode(s.commit, 'hex') AS commit, s.observed_at AS at
    FROM snapshot s WHERE s.item_id = $1
  UNION ALL SELECT 'finding', NULL, f.event_id, NULL, NULL, f.at FROM finding f WHERE f.item_id = $1
  UNION ALL SELECT 'destroyed', NULL, e.id, NULL, NULL, e.at FROM audit_event e
   WHERE e.facts ? 'item' AND e.facts->>'item' = $1::text AND e.type = 'item.destroyed'
   ORDER BY 6, 2`;

interface ToldRow {
  readonly what: ProofLine['what'];
  readonly number: number | null;
  readonly event_id: string;
  readonly snapshot_id: string | null;
  readonly commit: string | null;
  readonly at: Date;
}

/**
 * Everything an auditor wants to see of one item of a sample, looked up and checked at this moment. What is restricted
 * stays so: whoever may not read it is told that, and whoever may leaves a look in the log.
 */
@Injectable()
export class GatherPaper {
  // oxlint-disable-next-line max-params -- one reader a part of the paper
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly samples: ReadSamples,
    private readonly items: ReadItems,
    private readonly entries: CheckEntries,
    private readonly evidence: CheckEvidence,
    private readonly schedules: ScheduleOf,
    private readonly holds: LivingHolds,
    private readonly decisions: ReadDecisions,
  ) {}

  async run(
    actor: Actor,
    { sample, place, language }: { readonly sample: SampleView; readonly place: number; readonly language: Language },
  ): Promise<PaperFacts> {
    for (const permission of MUST) demand(actor, permission);
    const drawn = this.samples.place(sample, place);
    const { itemId } = drawn;
    const [row] = await this.database.query<ItemRow[]>(ITEM, [itemId]);
    if (!row) throw new Refusal('not-found', 'There is no such item.');
    const [view] = await this.items.views(actor, [itemId]);
    const { drawn: _, method: __, ...summary } = sample;
    return {
      sample: summary,
      drawn,
      at: this.clock.now().toISOString(),
      by: actor.kind === 'person' ? actor.name : 'Akta',
      body: { name: row.name, zone: row.zone, country: row.country },
      item: itemOf(itemId, row, view),
      findings: view?.findings ?? [],
      destroyed: destroyedOf(row),
      evidence: view ? await this.evidence.exchanges(view) : [],
      proof: await this.proof(itemId, view),
      schedule: await this.schedule(itemId, language),
      holds: await this.held(itemId, language),
      decisions: await this.decisions.run(itemId),
      language,
    };
  }

  private async proof(itemId: string, view: ItemView | undefined): Promise<PaperFacts['proof']> {
    const told: ToldRow[] = await this.database.query(TOLD, [itemId]);
    const log: CheckedLog = await this.entries.run(told.map((row) => row.event_id));
    const lines: ProofLine[] = [];
    for (const row of told) {
      const checked = log.entries.get(row.event_id);
      lines.push({
        what: row.what,
        number: row.number,
        seq: checked?.entry.seq ?? null,
        at: row.at.toISOString(),
        inclusion: checked ? (checked.included && log.signed ? 'holds' : 'wrong') : 'not-yet',
        commitment: await this.commitment(row, { checked, view }),
      });
    }
    return { size: log.size, at: log.at, signed: log.signed, lines };
  }

  /** The entry names the commitment of the version, and the bytes kept still give it. */
  private async commitment(
    { snapshot_id: snapshotId, commit }: ToldRow,
    { checked, view }: { readonly checked: CheckedEntry | undefined; readonly view: ItemView | undefined },
  ): Promise<Outcome | null> {
    if (snapshotId === null || !checked) return null;
    if (checked.entry.facts['commit'] !== commit || checked.entry.facts['snapshot'] !== snapshotId) return 'wrong';
    if (!view) return null;
    return view.restricted ? 'locked' : this.evidence.commitment(snapshotId);
  }

  private async schedule(itemId: string, language: Language): Promise<ScheduleView | null> {
    const outcome = (await this.schedules.run(this.database, [itemId])).get(itemId);
    return outcome ? scheduleView(outcome, language) : null;
  }

  private async held(itemId: string, language: Language): Promise<string[]> {
    const [found] = await this.holds.over(this.database.manager, [itemId]);
    return (found?.[1] ?? []).map((hold) => holdName(hold, language));
  }
}

const MUST = ['audit.read', 'item.read', 'hold.read', 'policy.read', 'disposition.read', 'request.read'] as const;

function itemOf(id: string, row: ItemRow, view: ItemView | undefined): PaperFacts['item'] {
  return {
    id,
    account: row.account,
    kind: row.kind,
    firstSeenAt: row.first_seen_at.toISOString(),
    capturedLate: row.captured_late,
    versions: row.versions,
    ...(view ? seenOf(view) : NOT_SEEN),
  };
}

type Seen = Pick<
  PaperFacts['item'],
  'state' | 'author' | 'url' | 'postedAt' | 'lastSeenAt' | 'restricted' | 'text' | 'pictures'
>;

/** Of what was destroyed nothing is left to be seen. */
const NOT_SEEN: Seen = {
  state: 'destroyed',
  author: null,
  url: null,
  postedAt: null,
  lastSeenAt: null,
  restricted: false,
  text: '',
  pictures: [],
};

function seenOf({ state, author, url, postedAt, lastSeenAt, restricted, versions }: ItemView): Seen {
  const newest = versions.at(-1);
  return {
    state,
    author: author?.handle ?? null,
    url,
    postedAt,
    lastSeenAt,
    restricted,
    text: newest?.text ?? '',
    pictures: (newest?.media ?? []).map(({ alt, mime }) => (alt === '' ? (mime ?? '?') : alt)),
  };
}

function destroyedOf({ destroyed_at: at, authority, class: of, list }: ItemRow): PaperFacts['destroyed'] {
  return at === null || authority === null ? null : { at: at.toISOString(), authority, class: of, list };
}
