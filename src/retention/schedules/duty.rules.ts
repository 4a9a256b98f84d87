import type { Consent, Words } from './policy.types.js';
import type { ItemOutcome, RuleExplained } from './schedule.types.js';

/** A rule that obliges to keep an item, and until when. */
export interface Duty {
  readonly policyId: string;
  readonly version: string;
  readonly seriesId: string;
  readonly title: Words;
  readonly citation: Words;
  /** The first day on which it may go, `2032-01-01` in the body's zone; null: it is kept for ever, or until an event that has not come. */
  readonly until: string | null;
  /** It is archival material, or the state archive has a say in what becomes of it. */
  readonly archival: boolean;
}

/**
 * What obliges to keep an item today, the longest first. A rule that only limits how long personal data may be kept
 * (`obliges: false`) obliges nobody; one whose day has come obliges no more, unless an archive has to look at the item.
 */
export function dutiesOf({ explanation }: Pick<ItemOutcome, 'explanation'>, today: string): Duty[] {
  return explanation.rules
    .filter((rule) => rule.obliges && isOwed(rule, today))
    .map(dutyOf)
    .toSorted(
      (a, b) => Number(b.until === null) - Number(a.until === null) || ((a.until ?? '') > (b.until ?? '') ? -1 : 1),
    );
}

/** What has to be on file before an item goes that nothing obliges to keep any more: what the rules that obliged ask for. */
export function consentsOf({ explanation }: Pick<ItemOutcome, 'explanation'>): Consent[] {
  return [
    ...new Set(explanation.rules.filter(({ obliges }) => obliges).flatMap(({ consents }) => consents)),
  ].toSorted();
}

function isOwed({ action, dated }: RuleExplained, today: string): boolean {
  if (action !== 'destroy' || dated.permanent || dated.eligibleOn === null) return true;
  return dated.eligibleOn.toString() > today;
}

function dutyOf({ policyId, version, seriesId, title, authority, action, dated }: RuleExplained): Duty {
  const ends = dated.permanent || action !== 'destroy' ? null : (dated.eligibleOn?.toString() ?? null);
  return {
    policyId,
    version,
    seriesId,
    title,
    citation: authority.citation,
    until: ends,
    archival: dated.permanent || action !== 'destroy',
  };
}
