import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { DataSource } from 'typeorm';
import { AuditTrail, commitJson, Log, Sequencer } from '../../audit/index.js';
import { type Actor, actorName, Clock, demand, newId, readDays, Refusal } from '../../platform/index.js';
import { FollowStandings } from '../../search/index.js';
import { allocate } from './allocate.rules.js';
import { type AskedSample, METHOD, type SampleSaid, type Stratum } from './sample.types.js';

export const MOST_PAPERS = 500;
const LONGEST_SEED = 100;

interface RankedRow {
  readonly item_id: string;
  readonly stratum: Stratum;
  readonly rank: string;
  /** Of its stratum, in the population. */
  readonly items: number;
}

/**
 * The items over a log of $2 entries, each in its stratum, in the order of their ranks. What a follower wrote down of the
 * log stays when an item is destroyed, so that the same sample can be drawn for ever.
 */
const RANKED = `
  WITH stood AS (
    SELECT DISTINCT ON (s.item_id) s.item_id, s.account_id, s.state, s.posted_at, s.to_seq FROM item_standing s
     WHERE s.from_seq < $2 ORDER BY s.item_id, s.from_seq DESC),
  held AS (
    SELECT DISTINCT k.item_id FROM hold_item k JOIN hold h ON h.id = k.hold_id
      JOIN log_entry l ON l.event_id = coalesce(k.event_id, h.event_id)
     WHERE l.seq < $2 AND NOT EXISTS (SELECT FROM hold_release r JOIN log_entry e ON e.event_id = r.approved_event
       WHERE r.hold_id = h.id AND r.approved_at IS NOT NULL AND e.seq < $2)),
  population AS (
    SELECT s.item_id, encode(sha256(convert_to($1 || chr(10) || s.item_id, 'UTF8')), 'hex') AS rank,
           CASE WHEN $4 = 'none' THEN 'all' WHEN s.to_seq < $2 THEN 'destroyed' WHEN d.item_id IS NOT NULL THEN 'held'
                ELSE s.state END AS stratum
      FROM stood s JOIN item i ON i.id = s.item_id LEFT JOIN held d ON d.item_id = s.item_id
      JOIN unnest($5::uuid[], $6::timestamptz[], $7::timestamptz[]) AS b (id, from_at, to_at) ON b.id = i.body_id
     WHERE i.kind NOT IN ('profile', 'original') AND ($8::uuid[] IS NULL OR i.account_id = ANY($8))
       AND coalesce(s.posted_at, i.first_seen_at) >= coalesce(b.from_at, '-infinity')
       AND coalesce(s.posted_at, i.first_seen_at) < coalesce(b.to_at, 'infinity')),
  placed AS (
    SELECT *, row_number() OVER (PARTITION BY stratum ORDER BY rank, item_id) AS place,
           count(*) OVER (PARTITION BY stratum)::int AS items FROM population)
  SELECT item_id, stratum, rank, items FROM placed WHERE place <= $3 ORDER BY stratum, place`;

/**
 * Draws a sample of items that another auditor can draw again: it depends on nothing but the seed and the log up to a
 * size. It is written down before anything of it is looked at, with an event.
 */
@Injectable()
export class DrawSample {
  // oxlint-disable-next-line max-params -- the log, what is known of it, and the trail
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly sequencer: Sequencer,
    private readonly standings: FollowStandings,
    private readonly trail: AuditTrail,
  ) {}

  /** Answers its id. */
  async run(actor: Actor, asked: AskedSample): Promise<string> {
    demand(actor, 'audit.read');
    demand(actor, 'item.read');
    const said = await this.draw(readAsked(asked));
    const [id, event, now] = [newId(), newId(), this.clock.now()];
    const { text, salt, digest } = commitJson(said);
    await this.trail.write(actor, async (tx) => {
      const { logSize: size, population, drawn } = said;
      await tx.record(
        'sample.drawn',
        { sample: id, size, population, items: drawn.length, commit: digest },
        { id: event },
      );
      await tx.rows.query(
        `INSERT INTO audit_sample (id, said, salt, at, by, event_id) VALUES ($1, $2, $3, $4, $5, $6)`,
        [id, text, salt, now, actorName(actor), event],
      );
    });
    return id;
  }

  private async draw(asked: AskedSample): Promise<SampleSaid> {
    await this.sequencer.settle();
    const head = await this.log.head();
    const size = asked.logSize ?? head.size;
    if (size > head.size || size < 1) {
      throw new Refusal('invalid-input', `The log has ${head.size} entries. Give a size from 1 to ${head.size}.`);
    }
    await this.standings.reach(size);
    const { n, seed, stratify, from, to } = asked;
    const accountIds = await this.known(asked.accountIds);
    const bodies = await this.bodies(asked);
    const rows: RankedRow[] = await this.database.query(RANKED, [
      seed,
      size,
      n,
      stratify,
      bodies.map(({ id }) => id),
      bodies.map((body) => body.from),
      bodies.map((body) => body.to),
      accountIds,
    ]);
    const counts = [...new Map(rows.map(({ stratum, items }) => [stratum, items]))];
    if (counts.length === 0) {
      throw new Refusal('invalid-input', 'There is no item to draw from. Widen the days or name other accounts.');
    }
    if (n < counts.length) {
      const text = `The items lie in ${counts.length} strata (${counts.map(([name]) => name).join(', ')}). A sample has at least one of each: ask for ${counts.length} or more.`;
      throw new Refusal('invalid-input', text);
    }
    const shares = allocate(
      n,
      counts.map(([name, items]) => ({ name, items })),
    );
    const drawn = counts.flatMap(([name]) =>
      rows.filter(({ stratum }) => stratum === name).slice(0, shares.get(name) ?? 0),
    );
    return {
      method: METHOD,
      seed,
      n,
      stratify,
      accountIds,
      from: from ?? null,
      to: to ?? null,
      logSize: size,
      root: `sha256:${(await this.log.rootAt(size)).toString('hex')}`,
      origin: head.origin,
      population: counts.reduce((sum, [, items]) => sum + items, 0),
      strata: counts.map(([stratum, items]) => ({ stratum, items, drawn: shares.get(stratum) ?? 0 })),
      drawn: drawn.map(({ item_id: itemId, stratum, rank }, i) => ({ place: i + 1, itemId, stratum, rank })),
    };
  }

  private async known(ids: readonly string[] | undefined): Promise<string[] | null> {
    if (ids === undefined || ids.length === 0) return null;
    const wanted = [...new Set(ids)].toSorted();
    const found: unknown[] = await this.database.query(`SELECT FROM account WHERE id = ANY($1::uuid[])`, [wanted]);
    if (found.length === wanted.length) return wanted;
    throw new Refusal(
      'not-found',
      'One of these accounts is not archived here. akta account list shows those that are.',
    );
  }

  /** Days begin and end by each body's own clock. */
  private async bodies(days: AskedSample): Promise<{ id: string; from: Date | null; to: Date | null }[]> {
    const { from, to } = readDays(days);
    const bodies: { id: string; zone: string }[] = await this.database.query(`SELECT id, zone FROM body ORDER BY id`);
    return bodies.map(({ id, zone }) => ({
      id,
      from: from && begins(from, zone),
      to: to && begins(to.add({ days: 1 }), zone),
    }));
  }
}

function begins(day: Temporal.PlainDate, zone: string): Date {
  return new Date(day.toZonedDateTime(zone).epochMilliseconds);
}

function readAsked({ seed, n, ...asked }: AskedSample): AskedSample {
  const text = seed.replaceAll('\0', '').trim();
  if (text === '' || text.length > LONGEST_SEED || /\p{Cc}/u.test(text)) {
    throw new Refusal(
      'invalid-input',
      `A seed is one line of 1 to ${LONGEST_SEED} characters that you write down beforehand, such as 7.`,
    );
  }
  if (!Number.isInteger(n) || n < 1 || n > MOST_PAPERS) {
    throw new Refusal('invalid-input', `A sample has from 1 to ${MOST_PAPERS} items.`);
  }
  return { ...asked, seed: text, n };
}
