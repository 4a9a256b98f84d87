import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, Clock, Config, demand } from '../../platform/index.js';
import type { FixityView, StoredFaultView } from './fixity.views.js';
import type { StoredKind } from './fixity.types.js';

const DAY_MS = 86_400_000;
const MOST_SHOWN = 200;

interface Counted {
  readonly kind: StoredKind;
  readonly objects: number;
  readonly within: number;
  readonly never: number;
  readonly oldest: Date | null;
}

interface FaultRow extends Omit<StoredFaultView, 'foundAt' | 'lookedAt' | 'lookedBy' | 'said' | 'endedAt'> {
  readonly found_at: Date;
  readonly looked_at: Date | null;
  readonly looked_by: string | null;
  readonly said: string | null;
  readonly ended_at: Date | null;
}

/** How much of what is stored was read back within the period, and what was then not as recorded. */
@Injectable()
export class ReadFixity {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  async run(actor: Actor): Promise<FixityView> {
    demand(actor, 'audit.read');
    const { days } = this.config.fixity;
    const since = new Date(this.clock.now().getTime() - days * DAY_MS);
    const [kinds, faults, [open], [round]] = await Promise.all([
      this.database.query<Counted[]>(KINDS, [since]),
      this.database.query<FaultRow[]>(FAULTS, [MOST_SHOWN]),
      this.database.query<{ open: number; unlooked: number }[]>(OPEN),
      this.database.query<{ done_at: Date | null }[]>(`SELECT done_at FROM daily_work WHERE name = 'fixity'`),
    ]);
    return {
      days,
      ...countedOf(kinds),
      doneAt: round?.done_at?.toISOString() ?? null,
      open: open?.open ?? 0,
      unlooked: open?.unlooked ?? 0,
      faults: faults.map(viewOf),
    };
  }
}

function countedOf(
  kinds: readonly Counted[],
): Pick<FixityView, 'objects' | 'within' | 'percent' | 'never' | 'oldest' | 'kinds'> {
  const sum = (of: 'objects' | 'within' | 'never'): number => kinds.reduce((total, kind) => total + kind[of], 0);
  const [objects, within] = [sum('objects'), sum('within')];
  const [oldest] = kinds.flatMap((kind) => kind.oldest ?? []).toSorted((a, b) => a.getTime() - b.getTime());
  return {
    objects,
    within,
    percent: objects === 0 ? 100 : Math.floor((10_000 * within) / objects) / 100,
    never: sum('never'),
    oldest: oldest?.toISOString() ?? null,
    kinds: kinds.map(({ kind, objects: all, within: some, never }) => ({ kind, objects: all, within: some, never })),
  };
}

function viewOf({ found_at, looked_at, looked_by, said, ended_at, ...fault }: FaultRow): StoredFaultView {
  return {
    ...fault,
    foundAt: found_at.toISOString(),
    lookedAt: looked_at?.toISOString() ?? null,
    lookedBy: looked_by,
    said,
    endedAt: ended_at?.toISOString() ?? null,
  };
}

const KINDS = `
  SELECT f.kind, count(*)::int AS objects, (count(*) FILTER (WHERE f.verified_at > $1 AND w.is_wrong IS NULL))::int AS within,
         (count(*) FILTER (WHERE f.verified_at IS NULL))::int AS never, min(f.verified_at) AS oldest
    FROM fixity f LEFT JOIN (SELECT DISTINCT kind, name, true AS is_wrong FROM fixity_fault WHERE ended_at IS NULL) w USING (kind, name)
   WHERE f.kind <> 'store' GROUP BY f.kind ORDER BY f.kind`;

const OPEN = `
  SELECT count(*)::int AS open, (count(*) FILTER (WHERE looked_at IS NULL))::int AS unlooked
    FROM fixity_fault WHERE ended_at IS NULL`;

/** What is open first, then what ended lately. */
const FAULTS = `
  SELECT f.id, f.kind, f.name, f.what, f.place, f.found_at, f.looked_at, f.looked_by, f.said, f.ended_at, f.ended,
         a.handle AS account, coalesce(x.object, m.object, CASE WHEN f.kind = 'log' THEN f.name END) AS object
    FROM fixity_fault f
    LEFT JOIN exchange x ON x.id = CASE WHEN f.kind = 'exchange' THEN f.name::uuid END
    LEFT JOIN account a ON a.id = x.account_id
    LEFT JOIN medium m ON m.id = CASE WHEN f.kind = 'medium' THEN f.name::uuid END
   ORDER BY f.ended_at IS NOT NULL, f.ended_at DESC, f.found_at, f.id LIMIT $1`;
