import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { DataSource } from 'typeorm';
import { type Actor, demand, nearIds, readDay, Refusal } from '../../platform/index.js';
import { type CountFrom, datesOf, eventOf } from './eligible-date.rules.js';
import { PolicyBook, seriesNamed } from './policy-book.js';
import type { Policy, RecordSeries } from './policy.types.js';
import { RETENTION_EVENTS } from './retention-events.types.js';
import { dayIn } from './schedule-memo.rules.js';
import type { Dated } from './schedule.types.js';

export interface DateQuestion {
  /** The id of a policy, or the policy itself. */
  readonly policy: string | Policy;
  readonly series: string;
  /** A day (`2024-03-11`), or a moment in RFC 3339. */
  readonly created: string;
  /** `name=day`, each of an event that happened. */
  readonly events: readonly string[];
  /** IANA; that of the only body unless told. */
  readonly zone?: string;
}

export interface DateAnswer {
  readonly policy: Policy;
  readonly series: RecordSeries;
  readonly zone: string;
  readonly dated: Dated;
}

/** When something created then could go under a series: the arithmetic of the night, without an item. */
@Injectable()
export class DateOf {
  constructor(
    private readonly database: DataSource,
    private readonly book: PolicyBook,
  ) {}

  async run(actor: Actor, asked: DateQuestion): Promise<DateAnswer> {
    demand(actor, 'policy.read');
    const policy = typeof asked.policy === 'string' ? await this.book.named(asked.policy) : asked.policy;
    const series = seriesNamed(policy, asked.series);
    const zone = await this.zoneOf(asked);
    const events = asked.events.map(readEvent);
    const event = events
      .filter(({ name }) => name === eventOf(series.cutoff))
      .toSorted((a, b) => (a.on < b.on ? -1 : 1));
    const from: CountFrom = { ...readCreated(asked.created, zone), zone, event: event.at(-1) ?? null };
    return { policy, series, zone, dated: datesOf(series, from, policy.fiscalYearEnds) };
  }

  private async zoneOf({ zone, created }: DateQuestion): Promise<string> {
    if (zone !== undefined) return readZone(zone);
    const zones: { zone: string }[] = await this.database.query(`SELECT DISTINCT zone FROM body`);
    const [only] = zones;
    if (only && zones.length === 1) return only.zone;
    // A day is a day in every zone.
    if (/^\d{4}-\d{2}-\d{2}$/.test(created)) return 'UTC';
    throw new Refusal('invalid-input', 'Say in which zone the day is to be counted: --zone Europe/Warsaw.');
  }
}

/** @throws {Refusal} where there is no such zone */
export function readZone(zone: string): string {
  try {
    // A fixed distance from UTC is no zone of a body: it knows no summer time.
    if (!/^[A-Za-z]/.test(zone)) throw new RangeError('not a name');
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone).timeZoneId;
  } catch (cause) {
    const text = `There is no time zone ${JSON.stringify(zone.slice(0, 60))}. Give one such as Europe/Warsaw or America/Chicago.`;
    throw new Refusal('invalid-input', text, {}, { cause });
  }
}

function readCreated(text: string, zone: string): Pick<CountFrom, 'at' | 'on'> {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return { at: null, on: readDay(text) };
  try {
    const instant = Temporal.Instant.from(text);
    return { at: instant.toString(), on: dayIn(new Date(instant.epochMilliseconds), zone) };
  } catch (cause) {
    const said = `"${text.slice(0, 60)}" is neither a day such as 2024-03-11 nor a moment such as 2024-12-31T23:30:00Z.`;
    throw new Refusal('invalid-input', said, {}, { cause });
  }
}

/** @throws {Refusal} where there is no such event */
export function readEventName(name: string): (typeof RETENTION_EVENTS)[number] {
  const found = RETENTION_EVENTS.find((one) => one === name);
  if (found) return found;
  const near = nearIds(name, RETENTION_EVENTS);
  const meant =
    near.length === 0 ? `There are: ${RETENTION_EVENTS.join(', ')}.` : `Perhaps you mean: ${near.join(', ')}.`;
  throw new Refusal('invalid-input', `There is no event ${JSON.stringify(name.slice(0, 60))}. ${meant}`);
}

function readEvent(text: string): NonNullable<CountFrom['event']> {
  const [name = '', on = ''] = text.split('=', 2);
  return { id: '', name: readEventName(name), on: readDay(on).toString() };
}
