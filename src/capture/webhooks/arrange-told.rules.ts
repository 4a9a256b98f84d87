/**
 * What deliveries tell, in the order in which it happened. Platforms deliver out of order: what cannot be understood yet
 * waits for what comes before it, a second for what may just be late, some minutes for an item that is not known at all.
 */
import type { Told } from '../../connectors/index.js';
import { refText } from '../../archive/content.rules.js';

/** A later one may be delivered before an earlier one; both are here by then. */
export const SETTLE_MS = 1_000;
/** An item told of before it is known: its own delivery, or a look, brings it within this. */
export const LONGEST_WAIT_MS = 10 * 60_000;
/** A platform tries again for a day or two (assumed): what tells of nothing newer than this has been sent before. */
export const OLDEST_DELIVERY_MS = 7 * 24 * 3_600_000;

/** One thing told, and the delivery that tells it. */
export interface ToldIn {
  readonly told: Told;
  readonly delivery: string;
  readonly receivedAt: Date;
  /** Until when it was held back when it was looked at before; null: never yet. */
  readonly heldUntil: Date | null;
}

export interface Standing {
  readonly isKnown: boolean;
  readonly hidden: boolean;
  /** Its own delivery is among these: what else is told of it has come in the meantime. */
  readonly isAdded?: boolean;
}

export interface Arranged {
  /** To be taken now, the oldest first. */
  readonly now: readonly ToldIn[];
  readonly waiting: readonly (ToldIn & { readonly until: Date })[];
}

export function arrangeTold(all: readonly ToldIn[], standingOf: (told: Told) => Standing, at: Date): Arranged {
  const ordered = all.toSorted(byTime);
  const standings = new Map<string, Standing>();
  const now: ToldIn[] = [];
  const waiting: Arranged['waiting'][number][] = [];
  const held = new Set<string>();
  for (const one of ordered) {
    const name = refText(one.told.ref);
    const standing = standings.get(name) ?? standingOf(one.told);
    const until = held.has(name) ? waitingWith(waiting, name) : waitOf(one, standing, at);
    if (until && until > at) {
      waiting.push({ ...one, until });
      held.add(name);
      continue;
    }
    now.push(one);
    standings.set(name, standingAfter(one.told, standing));
  }
  return { now, waiting };
}

function byTime(a: ToldIn, b: ToldIn): number {
  return a.told.at < b.told.at ? -1 : Number(a.told.at > b.told.at) || a.receivedAt.getTime() - b.receivedAt.getTime();
}

/** Null: it need not wait. For what is lacking it waits from the first time it is looked at, however long it lay before. */
function waitOf(
  { told, receivedAt, heldUntil }: ToldIn,
  { isKnown, hidden, isAdded }: Standing,
  at: Date,
): Date | null {
  const lacks = !isKnown || (told.what === 'shown' && !hidden);
  if (told.what === 'added' || (isAdded && !lacks)) return null;
  const until = lacks ? (heldUntil ?? after(at, LONGEST_WAIT_MS)) : after(receivedAt, SETTLE_MS);
  if (until > at) return until;
  return lacks ? onceMore(told, receivedAt, at) : null;
}

/** No look shows what was removed before it was known: it waits on, at longer and longer intervals. */
function onceMore({ what }: Told, receivedAt: Date, at: Date): Date | null {
  if (what !== 'removed') return null;
  const age = at.getTime() - receivedAt.getTime();
  return age < OLDEST_DELIVERY_MS ? after(at, Math.max(LONGEST_WAIT_MS, age)) : null;
}

function after(time: Date, milliseconds: number): Date {
  return new Date(time.getTime() + milliseconds);
}

/** What happened after something that waits waits with it. */
function waitingWith(waiting: Arranged['waiting'], name: string): Date | null {
  return waiting.findLast(({ told }) => refText(told.ref) === name)?.until ?? null;
}

function standingAfter(told: Told, standing: Standing): Standing {
  if (told.what === 'removed') return standing;
  const hidden = told.what === 'hidden' || (told.what !== 'shown' && standing.hidden);
  return { ...standing, isKnown: true, hidden, ...(told.what === 'added' ? { isAdded: true } : {}) };
}
