import { Temporal } from 'temporal-polyfill';
import type { Consent } from './policy.types.js';
import type { RuleExplained, Verdict } from './schedule.types.js';

/** Careful before final: what is given to an archive or looked at first can still be destroyed, and not the reverse. */
const CAREFUL: readonly RuleExplained['action'][] = ['transfer', 'review', 'destroy'];

export interface Choice {
  readonly verdict: Verdict;
  readonly eligibleOn: Temporal.PlainDate | null;
  /** The one that lasts longest first; none where no rule fits. */
  readonly rules: readonly RuleExplained[];
  readonly careful: RuleExplained | null;
  readonly consents: readonly Consent[];
}

/**
 * Of several rules the longest wins: permanent outlasts everything, and one that still waits for its event outlasts every
 * date. Which of them decides the day does not take away what another asks for: its consents, and a look or a transfer
 * where the longest would destroy. No rule is not permission.
 */
export function chooseSeries(fitting: readonly RuleExplained[]): Choice {
  const rules = fitting.toSorted(longestFirst);
  const [winner] = rules;
  if (!winner) return { verdict: 'keep', eligibleOn: null, rules, careful: null, consents: [] };
  const consents = [...new Set(rules.flatMap((rule) => rule.consents))].toSorted();
  const { eligibleOn, permanent } = winner.dated;
  if (permanent) {
    return { verdict: eligibleOn === null ? 'keep' : 'transfer', eligibleOn, rules, careful: null, consents };
  }
  const careful = rules.toSorted((a, b) => CAREFUL.indexOf(a.action) - CAREFUL.indexOf(b.action))[0] ?? winner;
  const differs = careful.action !== winner.action;
  return { verdict: careful.action, eligibleOn, rules, careful: differs ? careful : null, consents };
}

function longestFirst(a: RuleExplained, b: RuleExplained): number {
  return (
    rankOf(b) - rankOf(a) ||
    daysBetween(a, b) ||
    CAREFUL.indexOf(a.action) - CAREFUL.indexOf(b.action) ||
    (nameOf(a) < nameOf(b) ? -1 : 1)
  );
}

/** Of two that are permanent the one that says when it goes to an archive decides: it stays for ever there. */
function rankOf({ dated }: RuleExplained): number {
  if (dated.permanent) return dated.eligibleOn === null ? 2 : 3;
  return dated.eligibleOn === null ? 1 : 0;
}

function daysBetween(a: RuleExplained, b: RuleExplained): number {
  const [one, other] = [a.dated.eligibleOn, b.dated.eligibleOn];
  return one === null || other === null ? 0 : Temporal.PlainDate.compare(other, one);
}

function nameOf({ policyId, seriesId, through }: RuleExplained): string {
  return `${policyId} ${seriesId} ${through ?? ''}`;
}
