/** How soon to look again. What is new or moving is looked at often; everything is looked at some day. */
import { CONFIRM_AFTER_MS } from './absence.rules.js';

/** The first four ask by turns; what the others bring was sent by the platform, came in a file or from a person. */
export type LoopName = 'incremental' | 'replies' | 'recheck' | 'backfill' | 'live' | 'webhook' | 'import' | 'hand';

const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Steps = readonly (readonly [youngerThan: number, every: number])[];

const REPLIES: Steps = [
  [2 * HOUR, MINUTE],
  [DAY, 10 * MINUTE],
  [7 * DAY, 2 * HOUR],
  [30 * DAY, DAY],
];
const RECHECK: Steps = [
  [2 * HOUR, 2 * MINUTE],
  [DAY, 15 * MINUTE],
  [7 * DAY, 2 * HOUR],
  [30 * DAY, DAY],
  [365 * DAY, 7 * DAY],
];
const INCREMENTAL: Steps = [[2 * HOUR, MINUTE]];

/** `held`: what a hold keeps is looked at as often as what is one step younger. */
function paced(steps: Steps, age: number, { slowest, held = false }: { slowest: number; held?: boolean }): number {
  const step = steps.findIndex(([youngerThan]) => age < youngerThan);
  const here = step === -1 ? steps.length : step;
  return steps[held ? Math.max(0, here - 1) : here]?.[1] ?? slowest;
}

/** `lastPostAt`: the newest post of the account; a quiet account is still looked at every five minutes. */
export function nextIncremental(now: Date, lastPostAt: Date | null): Date {
  const age = lastPostAt ? now.getTime() - lastPostAt.getTime() : Infinity;
  return after(now, paced(INCREMENTAL, age, { slowest: 5 * MINUTE }));
}

/** `activeAt`: the newest post or reply of the thread. */
export function nextReplies(now: Date, { activeAt, held }: { readonly activeAt: Date; readonly held: boolean }): Date {
  return after(now, paced(REPLIES, now.getTime() - activeAt.getTime(), { slowest: 7 * DAY, held }));
}

/** A suspicion is looked into as soon as it can be confirmed; a poll's tally as soon as it is closed. */
export function nextRecheck(
  now: Date,
  item: {
    readonly postedAt: Date | null;
    readonly suspectedAt: Date | null;
    readonly pollClosesAt: Date | null;
    readonly held: boolean;
  },
): Date {
  if (item.suspectedAt)
    return new Date(Math.max(now.getTime() + MINUTE, item.suspectedAt.getTime() + CONFIRM_AFTER_MS));
  const age = item.postedAt ? now.getTime() - item.postedAt.getTime() : 0;
  const usual = after(now, paced(RECHECK, Math.max(0, age), { slowest: 30 * DAY, held: item.held }));
  const closes = item.pollClosesAt;
  return closes && closes > now && closes < usual ? closes : usual;
}

/** After a fault: at once again when the platform says when, else soon, slower with each failure, five minutes at most. */
export function nextAfterFault(now: Date, fails: number, retryAt: Date | null): Date {
  if (retryAt && retryAt > now) return retryAt;
  return after(now, Math.min(MINUTE * 2 ** Math.max(0, fails - 30), 5 * MINUTE));
}

const SHORT_LISTENING_MS = MINUTE;

/**
 * When to listen again after a stream ended: at once after one that lasted, slower with each that did not, a minute at
 * most. What was said meanwhile the next look finds.
 */
export function nextListening(
  now: Date,
  { openFor, fails, retryAt }: { readonly openFor: number; readonly fails: number; readonly retryAt: Date | null },
): { readonly at: Date; readonly fails: number } {
  if (openFor >= SHORT_LISTENING_MS) return { at: after(now, SECOND), fails: 0 };
  const at = retryAt && retryAt > now ? retryAt : after(now, Math.min(SECOND * 2 ** Math.min(fails, 10), MINUTE));
  return { at, fails: fails + 1 };
}

/** A platform that has no stream for an account may have one some day. */
export function nextTry(now: Date): Date {
  return after(now, DAY);
}

/**
 * Whether a thread is looked at each minute anyway. Pushed replies bring a quieter one forward at once and a busy one
 * never more often: a burst must not spend what the platform lets us ask.
 */
export const BUSY_FOR_MS = 2 * HOUR;

/** A stretch without a look longer than this is a gap even though nothing failed: nobody was running. */
export function longestPause(interval: number): number {
  return Math.max(3 * interval, 15 * MINUTE);
}

function after(now: Date, milliseconds: number): Date {
  return new Date(now.getTime() + milliseconds);
}
