import type { ItemOutcome } from '../schedules/schedule.types.js';
import { isDue } from './group-due.rules.js';
import type { EntryAbout, KeptWhy } from './disposition.types.js';

/** What a list is about, as far as an entry of it is judged by it. */
export interface JudgedBy {
  readonly seriesRow: string;
  readonly consents: readonly string[];
  /** `2030-01-01`, in the body's zone. */
  readonly today: string;
}

/** An item of a list at the moment of its execution. */
export interface JudgedItem {
  /** Whether its key is there: without it the item was destroyed before. */
  readonly alive: boolean;
  /** The holds over it, by id. */
  readonly holds: readonly string[];
  /** What the schedules say of it now; undefined where they know nothing of it. */
  readonly outcome: ItemOutcome | undefined;
}

export type EntryVerdict =
  { readonly is: 'destroy' } | { readonly is: 'keep'; readonly why: KeptWhy; readonly about: EntryAbout | null };

/** A hold always wins; then the schedule as it stands now, which must say what the people who approved the list saw. */
export function judgeEntry({ alive, holds, outcome }: JudgedItem, list: JudgedBy): EntryVerdict {
  if (!alive) return { is: 'keep', why: 'destroyed-already', about: null };
  if (holds.length > 0) return { is: 'keep', why: 'held', about: { holds } };
  if (outcome === undefined) return { is: 'keep', why: 'not-due', about: { verdict: 'keep', eligibleOn: null } };
  return judgeOutcome(outcome, list);
}

function judgeOutcome(outcome: ItemOutcome, list: JudgedBy): EntryVerdict {
  if (!isDue(outcome, list.today)) {
    const eligibleOn = outcome.eligibleOn?.toString() ?? null;
    return { is: 'keep', why: 'not-due', about: { verdict: outcome.verdict, eligibleOn } };
  }
  const approved = new Set(list.consents);
  if (outcome.seriesRow !== list.seriesRow || outcome.consents.some((consent) => !approved.has(consent))) {
    return { is: 'keep', why: 'other-rule', about: { series: outcome.seriesId, consents: outcome.consents } };
  }
  return { is: 'destroy' };
}
