import { Injectable } from '@nestjs/common';
import {
  findingEvent,
  Keyring,
  type NewFinding,
  type NewItem,
  type NewSnapshot,
  readItemJson,
  refText,
  writeExchanges,
  writeFindings,
  writeItems,
  writeMedia,
  writeOwners,
  writeSnapshots,
} from '../../archive/index.js';
import { type AuditedTx, AuditTrail, type NewEvent } from '../../audit/index.js';
import { system } from '../../platform/index.js';
import type { DecodedExchange, ToldVersion } from './decode-exchange.js';
import { type DraftedMedium, DraftVersion } from './draft-version.js';

const ACTOR = system('integrity');

/** `from`: entries the log had when what was loaded was made; what it does not know was recorded later. */
export interface Rebuild {
  readonly rebuild: string;
  readonly from: number;
}

interface Known {
  readonly items: ReadonlySet<string>;
  readonly snapshots: ReadonlySet<string>;
  /** By subject: what the log says of this exchange and its items. */
  readonly events: ReadonlyMap<string, { readonly id: string; readonly commit: string }>;
}

/**
 * From one sealed exchange to the rows it was kept for, in one transaction. What the log recorded is taken from the log;
 * what was captured after its newest copy is recorded anew, at the time of the rebuild.
 */
@Injectable()
export class RebuildExchange {
  constructor(
    private readonly trail: AuditTrail,
    private readonly keyring: Keyring,
    private readonly draft: DraftVersion,
  ) {}

  /** Answers how many versions came back. */
  async run({ rebuild, from }: Rebuild, decoded: DecodedExchange): Promise<number> {
    return this.trail.write(ACTOR, async (tx) => {
      const known = await knownOf(tx, decoded, from);
      const versions = decoded.versions.filter(
        ({ item, number, snapshot }) => (number === 1 || known.items.has(item)) && !known.snapshots.has(snapshot),
      );
      const drafted = { snapshots: [] as NewSnapshot[], media: new Map<string, DraftedMedium>() };
      for (const version of versions) {
        const { snapshot, media } = await this.draft.run(version, decoded, known.events.get(version.snapshot));
        drafted.snapshots.push(snapshot);
        for (const medium of media) drafted.media.set(medium.id, medium);
      }
      const items = await this.itemsOf(versions, decoded, known);
      const findings = await findingsOf(tx, decoded, known);
      await this.write(tx, decoded, { ...drafted, items, versions, findings, known });
      await tx.recordAll(eventsOf(decoded, { ...drafted, versions, findings, known }));
      await tx.record('exchange.rebuilt', { rebuild, exchange: decoded.exchange, versions: versions.length });
      return versions.length;
    });
  }

  private async write(
    tx: AuditedTx,
    { meta: { kept, receivedAt }, ...decoded }: DecodedExchange,
    made: Drafted & { readonly items: readonly NewItem[] },
  ): Promise<void> {
    const { rows } = tx;
    await rows.query(
      `INSERT INTO capture (id, account_id, loop, started_at, ended_at, settings, outcome, detail, counts)
       VALUES ($1, $2, $3, $4, $4, '{}', 'captured', 'Known from its recorded answers only', '{}') ON CONFLICT DO NOTHING`,
      [kept.capture, kept.account, kept.loop, receivedAt],
    );
    const digest = Buffer.from(kept.digest, 'hex');
    const { exchange: id, object, stored, received, frameKey, owners } = decoded;
    const row = { id, object, stored, received, digest, frameKey, owners, at: receivedAt, why: kept.why };
    await writeExchanges(rows, [row], { accountId: kept.account, captureId: kept.capture });
    await writeItems(rows, made.items, { bodyId: kept.body, accountId: kept.account });
    const there = new Set([...made.known.items, ...made.items.map((item) => item.id)]);
    await writeOwners(rows, [{ id, owners: owners.filter((owner) => there.has(owner)) }]);
    await writeSnapshots(rows, made.snapshots, kept.account);
    const media = [...made.media.values()].map(({ id: medium, bytes, mime, ...fresh }) => ({
      id: medium,
      bytes,
      mime,
      fresh,
    }));
    await writeMedia(rows, kept.body, media, await shownIn(tx, made.versions, made.media));
    await writeFindings(rows, made.findings, kept.account);
  }

  private async itemsOf(versions: readonly ToldVersion[], decoded: DecodedExchange, known: Known): Promise<NewItem[]> {
    const secret = await this.keyring.secretOf(decoded.meta.kept.body);
    return versions.flatMap((version) => {
      const key = decoded.keys.get(version.item);
      if (version.number !== 1 || known.items.has(version.item) || !key) return [];
      const record = readItemJson(version.json);
      return [
        {
          id: version.item,
          ref: secret.ref(refText(record.ref)),
          kind: version.kind ?? record.kind,
          firstSeenAt: new Date(version.observedAt),
          capturedLate: version.late ?? false,
          key,
        },
      ];
    });
  }
}

interface Drafted {
  readonly snapshots: readonly NewSnapshot[];
  readonly media: ReadonlyMap<string, DraftedMedium>;
  readonly versions: readonly ToldVersion[];
  readonly findings: readonly NewFinding[];
  readonly known: Known;
}

async function knownOf(
  { rows }: AuditedTx,
  { exchange, owners, versions, meta }: DecodedExchange,
  from: number,
): Promise<Known> {
  const ids = versions.map(({ snapshot }) => snapshot);
  const subjects = [...owners, ...meta.kept.findings.map((finding) => readFinding(finding).itemId)];
  const [items, snapshots, events]: [
    { id: string }[],
    { id: string }[],
    { about: string; id: string; commit: string }[],
  ] = [
    await rows.query(`SELECT id FROM item WHERE id = ANY($1::uuid[])`, [owners]),
    await rows.query(`SELECT id FROM snapshot WHERE id = ANY($1::uuid[])`, [ids]),
    await rows.query(
      `SELECT coalesce(facts->>'snapshot', facts->>'finding', facts->>'medium') AS about, id, coalesce(facts->>'commit', '') AS commit
         FROM audit_event WHERE facts ? 'item' AND facts->>'item' = ANY($1::text[])
          AND type IN ('snapshot.stored', 'medium.stored', 'item.gone', 'item.restored')
       UNION ALL SELECT 'exchange', e.id, '' FROM log_entry l JOIN audit_event e ON e.id = l.event_id
        WHERE l.seq >= $2 AND e.type = 'exchange.kept' AND e.facts->>'exchange' = $3`,
      [subjects, from, exchange],
    ),
  ];
  return {
    items: new Set(items.map(({ id }) => id)),
    snapshots: new Set(snapshots.map(({ id }) => id)),
    events: new Map(events.map(({ about, id, commit }) => [about, { id, commit }])),
  };
}

/** Findings that rest on this exchange, of items that are there, and that no other exchange has brought back yet. */
async function findingsOf({ rows }: AuditedTx, { meta }: DecodedExchange, known: Known): Promise<NewFinding[]> {
  const told = meta.kept.findings.map((finding) => readFinding(finding));
  const there: { id: string }[] = await rows.query(`SELECT id FROM finding WHERE id = ANY($1::uuid[])`, [
    told.map(({ id }) => id),
  ]);
  const items: { id: string }[] = await rows.query(`SELECT id FROM item WHERE id = ANY($1::uuid[])`, [
    told.map(({ itemId }) => itemId),
  ]);
  return told
    .filter(({ id, itemId }) => !has(there, id) && (has(items, itemId) || known.items.has(itemId)))
    .map((finding) => ({ ...finding, eventId: known.events.get(finding.id)?.id ?? finding.eventId }));
}

function has(some: readonly { id: string }[], id: string): boolean {
  return some.some((each) => each.id === id);
}

/** As it was sealed: times are text there. */
function readFinding(sealed: object): NewFinding {
  const read: Record<string, unknown> = { ...sealed };
  for (const name of ['lastSeen', 'firstMissing', 'confirmed', 'at', 'sourceAt']) {
    const value = read[name];
    read[name] = typeof value === 'string' ? new Date(value) : null;
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what KeepExchange sealed, authenticated by its frame
  return read as unknown as NewFinding;
}

async function shownIn(
  { rows }: AuditedTx,
  versions: readonly ToldVersion[],
  fresh: ReadonlyMap<string, unknown>,
): Promise<{ snapshotId: string; itemId: string; ordinal: number; mediumId: string }[]> {
  const shown = versions.flatMap(({ snapshot, item, media }) =>
    media.map(([ordinal, mediumId]) => ({ snapshotId: snapshot, itemId: item, ordinal, mediumId })),
  );
  const known: { id: string }[] = await rows.query(`SELECT id FROM medium WHERE id = ANY($1::uuid[])`, [
    shown.map(({ mediumId }) => mediumId),
  ]);
  return shown.filter(({ mediumId }) => fresh.has(mediumId) || known.some(({ id }) => id === mediumId));
}

/** Only what the log's newest copy does not hold. */
function eventsOf({ exchange, meta: { kept } }: DecodedExchange, made: Drafted): NewEvent[] {
  const { account } = kept;
  const isLogged = (about: string): boolean => made.known.events.has(about);
  const itemOf = new Map(
    made.versions.flatMap(({ item, media }) => media.map(([, medium]) => [medium, item] as const)),
  );
  return [
    ...made.snapshots
      .filter(({ id }) => !isLogged(id))
      .map(({ id: snapshot, itemId: item, number, commit, eventId: id }) => ({
        type: 'snapshot.stored' as const,
        facts: { item, snapshot, number, exchange, commit: commit.toString('hex') },
        account,
        id,
      })),
    ...[...made.media.keys()]
      .filter((medium) => !isLogged(medium))
      .map((medium) => ({
        type: 'medium.stored' as const,
        facts: { medium, item: itemOf.get(medium) ?? '' },
        account,
      })),
    ...(kept.why === 'new' || isLogged('exchange')
      ? []
      : [{ type: 'exchange.kept' as const, facts: { exchange, why: kept.why }, account }]),
    ...made.findings.filter(({ id }) => !isLogged(id)).map((finding) => findingEvent(finding, account)),
  ];
}
