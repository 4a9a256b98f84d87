import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  type FoundItem,
  type Ground,
  KeepExchange,
  type KeptExchange,
  Keyring,
  type NewFinding,
  RecentExchanges,
  type WrappedKey,
} from '../archive/index.js';
import type { Page } from '../connectors/index.js';
import { newId } from '../platform/index.js';
import { judgeAbsence } from './absence.rules.js';
import type { Judgement, Missing, Turned } from './judgement.types.js';
import type { LoopRun } from './loop-run.types.js';

const CANARY_WITHIN_MS = 60_000;

export interface Absences {
  readonly findings: readonly NewFinding[];
  readonly suspected: readonly {
    readonly found: FoundItem;
    readonly at: Date;
    readonly exchange: string;
    readonly canary: string;
  }[];
  /** Exchanges of the page that have to be kept, and why. */
  readonly needed: ReadonlyMap<number, 'finding' | 'canary'>;
  /** Last answers that still showed what is gone now, kept for good. */
  readonly promoted: readonly (KeptExchange & { readonly why: 'finding' })[];
}

/** From looks that did not find, or found again, to findings with their grounds. */
@Injectable()
export class FindAbsences {
  constructor(
    private readonly database: DataSource,
    private readonly recent: RecentExchanges,
    private readonly keep: KeepExchange,
    private readonly keyring: Keyring,
  ) {}

  async run(
    run: LoopRun,
    { judged, ids, page }: { judged: Judgement; ids: readonly string[]; page: Page },
  ): Promise<Absences> {
    const found: Found = { findings: [], suspected: [], needed: new Map(), promoted: new Map() };
    for (const missing of judged.missing) {
      const canary = canaryOf(missing, judged, page);
      await this.judge(run, missing, { found, canary, ids });
    }
    const { findings, suspected, needed, promoted } = found;
    for (const { found: known, exchange, at, itemId } of judged.seen) {
      if (known?.state !== 'gone' || findings.some((finding) => finding.itemId === itemId)) continue;
      needed.set(exchange, 'finding');
      findings.push(restoredFinding(known, at, ids[exchange] ?? ''));
    }
    for (const turned of judged.turned) {
      needed.set(turned.exchange, 'finding');
      findings.push(turnedFinding(turned, ids[turned.exchange] ?? ''));
    }
    return { findings, suspected, needed, promoted: [...promoted.values()].flatMap(({ kept }) => kept ?? []) };
  }

  private async judge(
    run: LoopRun,
    missing: Missing,
    { found, canary, ids }: { found: Found; canary: number | null; ids: readonly string[] },
  ): Promise<void> {
    const idOf = (exchange: number | null): string | null => (exchange === null ? null : (ids[exchange] ?? null));
    const canaryId = idOf(canary);
    const verdict = judgeAbsence(missing.found, { ground: missing.ground, canary: canaryId, at: missing.at });
    if (verdict === 'nothing') return;
    found.needed.set(missing.exchange, 'finding');
    if (canary !== null && !found.needed.has(canary)) found.needed.set(canary, 'canary');
    if (missing.confirmedBy !== null) found.needed.set(missing.confirmedBy, 'finding');
    const confirmed = idOf(missing.confirmedBy);
    const exchange = idOf(missing.exchange) ?? '';
    if (verdict === 'suspect') {
      found.suspected.push({ found: missing.found, at: missing.at, exchange, canary: canaryId ?? '' });
      return;
    }
    const last = await this.promote(run, missing.found, found.promoted);
    found.findings.push(goneFinding(missing, verdict, { exchange, canary: canaryId, last, confirmed }));
  }

  /** The exchange that last showed the item: kept already, or a recent answer that is sealed and kept now. */
  private async promote(run: LoopRun, found: FoundItem, promoted: Map<string, Promoted>): Promise<string | null> {
    if (found.lastSeenIn === null) return null;
    const done = promoted.get(found.lastSeenIn);
    if (done) return done.id;
    const recent = await this.recent.open(found.lastSeenIn);
    if (!recent) return this.kept(found.lastSeenIn);
    const id = newId();
    const keys = await this.keysOf(recent.owned.map(({ owner }) => owner));
    // An owner destroyed since is sealed under a key nobody keeps.
    const owned = recent.owned;
    const missing = owned.filter(({ owner }) => !keys.has(owner)).map(({ owner }) => owner);
    for (const owner of missing) keys.set(owner, this.keyring.throwAway());
    const kept = await this.keep.run({
      id,
      bodyId: run.account.bodyId,
      connector: run.connector,
      raw: recent.raw,
      owned,
      keys,
      tails: new Map(),
      kept: { account: run.account.id, capture: run.captureId, loop: run.loop, why: 'finding', findings: [] },
    });
    const owners = kept.owners.filter((owner) => !missing.includes(owner));
    promoted.set(found.lastSeenIn, { id, kept: [{ ...kept, owners, why: 'finding' }] });
    return id;
  }

  /** Null when the answer was forgotten: recent ones go when an item in them is destroyed. */
  private async kept(exchangeId: string): Promise<string | null> {
    const [row] = await this.database.query(`SELECT id FROM exchange WHERE id = $1`, [exchangeId]);
    return row?.id ?? null;
  }

  private async keysOf(itemIds: readonly string[]): Promise<Map<string, Uint8Array>> {
    const rows: (WrappedKey & { item_id: string })[] = await this.database.query(
      `SELECT item_id, kek, wrapped FROM item_key WHERE item_id = ANY($1::uuid[])`,
      [itemIds],
    );
    const keys = new Map<string, Uint8Array>();
    for (const row of rows) keys.set(row.item_id, await this.keyring.unwrap(row.item_id, row));
    return keys;
  }
}

/** What has been found of a page so far. */
interface Found {
  readonly findings: NewFinding[];
  readonly suspected: Absences['suspected'][number][];
  readonly needed: Map<number, 'finding' | 'canary'>;
  readonly promoted: Map<string, Promoted>;
}

interface Promoted {
  readonly id: string;
  readonly kept: readonly (KeptExchange & { readonly why: 'finding' })[] | null;
}

/** An exchange that showed another object within a minute, the same one if it did; else null. */
function canaryOf(missing: Missing, judged: Judgement, page: Page): number | null {
  const shown = judged.seen.filter(
    (seen) =>
      seen.itemId !== missing.found.itemId && Math.abs(seen.at.getTime() - missing.at.getTime()) <= CANARY_WITHIN_MS,
  );
  const best = shown.find((seen) => seen.exchange === missing.exchange) ?? shown[0];
  return best && page.exchanges[best.exchange] ? best.exchange : null;
}

function goneFinding(
  { found, at, cause, sourceAt }: Missing,
  verdict: 'confirm' | 'assert',
  looks: { exchange: string; canary: string | null; last: string | null; confirmed: string | null },
): NewFinding {
  const grounds: (Ground | null)[] = [
    looks.last === null ? null : { exchange: looks.last, role: 'last-positive' },
    found.missingIn === null ? null : { exchange: found.missingIn, role: 'first-negative' },
    { exchange: looks.exchange, role: found.missingIn === null ? 'first-negative' : 'second-negative' },
    looks.confirmed === null ? null : { exchange: looks.confirmed, role: 'second-negative' },
    looks.canary === null ? null : { exchange: looks.canary, role: 'canary' },
  ];
  return {
    id: newId(),
    itemId: found.itemId,
    kind: 'gone',
    cause,
    certainty: verdict === 'assert' ? 'asserted' : 'confirmed',
    lastSeen: found.lastSeenAt,
    firstMissing: found.firstMissing ?? at,
    confirmed: at,
    at,
    sourceAt,
    grounds: grounds.filter((ground): ground is Ground => ground !== null),
    eventId: newId(),
  };
}

function turnedFinding({ itemId, at, sourceAt, shown, by }: Turned, exchange: string): NewFinding {
  return {
    id: newId(),
    itemId,
    kind: shown ? 'shown' : 'hidden',
    cause: by,
    certainty: 'asserted',
    lastSeen: at,
    firstMissing: null,
    confirmed: at,
    at,
    sourceAt,
    grounds: [{ exchange, role: 'positive' }],
    eventId: newId(),
  };
}

function restoredFinding(found: FoundItem, at: Date, exchange: string): NewFinding {
  return {
    id: newId(),
    itemId: found.itemId,
    kind: 'restored',
    cause: 'unknown',
    certainty: 'confirmed',
    lastSeen: at,
    firstMissing: found.firstMissing,
    confirmed: at,
    at,
    grounds: [{ exchange, role: 'positive' }],
    eventId: newId(),
  };
}
