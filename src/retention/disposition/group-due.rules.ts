import type { ItemOutcome } from '../schedules/schedule.types.js';
import { EXPERTISE, type ListKind } from './disposition-states.rules.js';
import type { ListAbout } from './disposition.types.js';

/** Items that go on one list. */
export interface DueGroup {
  readonly seriesRow: string;
  readonly about: ListAbout;
  readonly itemIds: readonly string[];
}

/** Without these the state archive lets nothing be destroyed. */
const ASKED_OF_IT = ['archive-director', 'evidentiary-value-lost', EXPERTISE] as const;

/** What is due today, by what becomes of it, by the series that decides and by the consents it needs: one list each. */
export function groupDue(outcomes: readonly ItemOutcome[], today: string): readonly DueGroup[] {
  const groups = new Map<string, DueGroup & { readonly itemIds: string[] }>();
  for (const outcome of outcomes) {
    const { verdict } = outcome;
    const found = verdict !== 'keep' && isDue(outcome, today, verdict) ? aboutOf(outcome, verdict) : null;
    if (found === null) continue;
    const key = [verdict, found.seriesRow, ...found.about.consents].join(' ');
    const group = groups.get(key) ?? { ...found, itemIds: [] };
    group.itemIds.push(outcome.itemId);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** Whether this is what becomes of it by this day, `2030-01-01` in the body's zone. */
export function isDue({ verdict, eligibleOn }: ItemOutcome, today: string, kind: ListKind): boolean {
  return verdict === kind && eligibleOn !== null && eligibleOn.toString() <= today;
}

function aboutOf(outcome: ItemOutcome, action: ListKind): Omit<DueGroup, 'itemIds'> | null {
  const { policyId, version, seriesId, seriesRow, authority, explanation } = outcome;
  const winner = explanation.rules.find((rule) => rule.seriesRow === seriesRow);
  if (policyId === null || version === null || seriesId === null || seriesRow === null) return null;
  if (authority === null || winner === undefined) return null;
  return {
    seriesRow,
    about: {
      policy: policyId,
      version,
      series: seriesId,
      title: winner.title,
      action,
      authority,
      consents: [...new Set([...outcome.consents, ...(action === 'review' ? ASKED_OF_IT : [])])].toSorted(),
    },
  };
}
