import { Temporal } from 'temporal-polyfill';
import type { Choice } from './choose-series.rules.js';
import type { Consent } from './policy.types.js';
import type { Appraisal } from './schedule.types.js';

/** What was brought to its decision, and is not asked for once more. */
const BROUGHT: readonly Consent[] = ['archive-director', 'evidentiary-value-lost', 'state-archive-expertise'];

type Appraised = Pick<Choice, 'verdict' | 'eligibleOn' | 'consents'>;

/**
 * What the schedules say, once the state archive has been asked. Its care outlasts any rule: what it found to be of
 * permanent value goes to it and is never destroyed here before, and what it wants to see again waits for that day. Its
 * leave to destroy counts only for the rule it was asked about, and where that rule still asks for its look.
 */
export function appraised(choice: Choice, seriesRow: string, appraisal: Appraisal): Appraised | null {
  const { verdict, eligibleOn, consents } = choice;
  if (verdict === 'keep' || eligibleOn === null) return null;
  const from = Temporal.PlainDate.from(appraisal.from);
  const later = Temporal.PlainDate.compare(eligibleOn, from) < 0 ? from : eligibleOn;
  const others = consents.filter((consent) => !BROUGHT.includes(consent));
  if (appraisal.decision === 'permanent') return { verdict: 'transfer', eligibleOn: later, consents: others };
  if (appraisal.decision === 'prolong') {
    return verdict === 'transfer' ? null : { verdict: 'review', eligibleOn: later, consents };
  }
  if (verdict !== 'review' || appraisal.seriesRow !== seriesRow) return null;
  return { verdict: 'destroy', eligibleOn: later, consents: others };
}
