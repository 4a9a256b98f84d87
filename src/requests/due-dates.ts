import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Refusal } from '../platform/index.js';
import { type ClockGiven, type DueDate, RequestClock } from './request-clock.port.js';
import { localDay, localMinute, type StepRow } from './request-rows.js';
import type { Channel, StepSaid } from './request.types.js';
import { remindersOf } from './reminders.rules.js';

/** A deadline as it stands after a step; `law` null: it is stated by hand. */
export interface Deadline {
  readonly due: string;
  readonly outer: string | null;
  readonly authority: DueDate['authority'] | null;
  readonly unfolded?: DueDate['unfolded'];
}

interface Timed {
  readonly law: string | null;
  readonly channel: Channel;
  readonly receivedAt: Date;
  readonly zone: string;
  readonly bodyType: string | null;
}

/** Ways in which laws make a difference; another says nothing to a clock. */
const TIMED: ReadonlySet<Channel> = new Set(['post', 'email', 'fax', 'portal', 'hand']);

/** Deadlines are worked out by the law's clock, from receipt and everything that has moved it since, each time anew. */
@Injectable()
export class DueDates {
  constructor(private readonly clock: RequestClock) {}

  /** `stated`: the day given by hand, which a request without a law needs, and one with a law must not have. */
  async of(request: Timed, steps: readonly StepRow[], stated: string | null): Promise<Deadline | null> {
    if (request.law === null) return stated === null ? null : { due: stated, outer: null, authority: null };
    if (stated !== null && steps.length === 0) {
      throw new Refusal('invalid-input', 'The law works the deadline out. Leave the day away, or the law.');
    }
    const received = localMinute(request.receivedAt, request.zone);
    const given = givenBy(steps);
    if (given.extend?.includes('') === true) {
      throw new Refusal('invalid-input', 'Say which ground of the law the extension has: --kind');
    }
    const via = TIMED.has(request.channel) ? { via: request.channel } : {};
    const type = request.bodyType === null ? {} : { bodyType: request.bodyType };
    return this.clock.dueFor(request.law, received, { ...given, ...via, ...type });
  }

  /** As it was given, or as bodies in this country usually are; null where the law makes no difference of it. */
  async bodyTypeOf(law: string | null, given: string | null, country: string): Promise<string | null> {
    if (law !== null) return given ?? this.clock.usualBodyType(law, country);
    if (given === null) return null;
    throw new Refusal('invalid-input', 'A type of body belongs to a law. Name the law too, or leave the type away.');
  }

  /** Ids of the laws whose deadlines are counted by this calendar. */
  lawsBy(calendar: string): readonly string[] {
    return this.clock.lawsBy(calendar);
  }

  /** The reminders of a deadline take the place of those there were. */
  async remind(rows: EntityManager, id: string, request: Timed, deadline: Deadline | null): Promise<void> {
    await rows.query(`DELETE FROM request_reminder WHERE request_id = $1`, [id]);
    if (deadline === null) return;
    const counted = deadline.unfolded?.days.filter((day) => day.counted).map(({ date }) => date);
    const reminders = remindersOf(localDay(request.receivedAt, request.zone), deadline.due, counted);
    await rows.query(
      `INSERT INTO request_reminder (request_id, kind, on_day) SELECT $1, * FROM unnest($2::text[], $3::date[])`,
      [id, reminders.map(({ kind }) => kind), reminders.map(({ onDay }) => onDay)],
    );
  }
}

/** What the steps so far mean to a clock; a pause that goes on does not move it yet. */
function givenBy(steps: readonly StepRow[]): ClockGiven {
  const pauses = pausesOf(steps);
  const extensions = steps.filter(({ action }) => action === 'extend').map(({ said }) => said);
  const until = extensions.findLast((said) => said.until !== undefined)?.until;
  return {
    ...(pauses.length === 0 ? {} : { pauses }),
    ...(extensions.length === 0 ? {} : { extend: extensions.map(({ kind }) => kind ?? '') }),
    ...(until === undefined ? {} : { until }),
  };
}

function pausesOf(steps: readonly StepRow[]): NonNullable<ClockGiven['pauses']> {
  const turns = steps.filter(({ action }) => action === 'pause' || action === 'resume');
  return turns.flatMap(({ action, said: { to } }, i) => {
    const begun = turns[i - 1]?.said;
    if (action !== 'resume' || begun?.from === undefined || to === undefined) return [];
    return [{ from: begun.from, to, ...(begun.kind === undefined ? {} : { kind: begun.kind }) }];
  });
}

/** What a step says of the deadline it leads to. */
export function movedTo({ due, outer, authority }: Deadline): StepSaid {
  return { due, outer, ...(authority === null ? {} : { authority }) };
}
