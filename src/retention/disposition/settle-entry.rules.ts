import { consentsOf, dutiesOf } from '../schedules/duty.rules.js';
import type { ItemOutcome } from '../schedules/schedule.types.js';
import type { ListKind } from './disposition-states.rules.js';
import { isDue } from './group-due.rules.js';
import type { EntryAbout, KeptWhy } from './disposition.types.js';

/** What a list is about, as far as an entry of it is judged by it. */
export interface JudgedBy {
  readonly kind: ListKind;
  /** Null of a list that carries out erasures. */
  readonly seriesRow: string | null;
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
  /** Of a transfer: versions and findings here, and those that were handed over. */
  readonly handedOver?: { readonly here: number; readonly there: number };
}

export type EntryVerdict =
  { readonly is: 'destroy' } | { readonly is: 'keep'; readonly why: KeptWhy; readonly about: EntryAbout | null };

/** A hold always wins; then the schedule as it stands now, which must say what the people who approved the list saw. */
export function judgeEntry({ alive, holds, outcome, handedOver }: JudgedItem, list: JudgedBy): EntryVerdict {
  if (!alive) return { is: 'keep', why: 'destroyed-already', about: null };
  if (holds.length > 0) return { is: 'keep', why: 'held', about: { holds } };
  if (outcome === undefined) return { is: 'keep', why: 'not-due', about: { verdict: 'keep', eligibleOn: null } };
  if (list.seriesRow === null) return judgeErasure(outcome, list);
  const verdict = judgeOutcome(outcome, list);
  if (verdict.is === 'keep' || list.kind !== 'transfer') return verdict;
  const { here, there } = handedOver ?? { here: 1, there: 0 };
  return here === there ? verdict : { is: 'keep', why: 'changed', about: { versions: [here, there] } };
}

/** At the request of the person: whatever its day is, as long as nothing obliges to keep it. */
function judgeErasure(outcome: ItemOutcome, list: JudgedBy): EntryVerdict {
  const [duty] = dutiesOf(outcome, list.today);
  if (duty !== undefined) {
    return {
      is: 'keep',
      why: 'not-due',
      about: { verdict: outcome.verdict, eligibleOn: duty.until, series: duty.seriesId },
    };
  }
  const consents = consentsOf(outcome);
  if (consents.every((consent) => list.consents.includes(consent))) return { is: 'destroy' };
  return { is: 'keep', why: 'other-rule', about: { series: outcome.seriesId, consents } };
}

function judgeOutcome(outcome: ItemOutcome, list: JudgedBy): EntryVerdict {
  if (!isDue(outcome, list.today, list.kind)) {
    const eligibleOn = outcome.eligibleOn?.toString() ?? null;
    return { is: 'keep', why: 'not-due', about: { verdict: outcome.verdict, eligibleOn } };
  }
  const approved = new Set(list.consents);
  if (outcome.seriesRow !== list.seriesRow || outcome.consents.some((consent) => !approved.has(consent))) {
    return { is: 'keep', why: 'other-rule', about: { series: outcome.seriesId, consents: outcome.consents } };
  }
  return { is: 'destroy' };
}
