import { Temporal } from 'temporal-polyfill';
import { appraised } from './appraisal.rules.js';
import { chooseSeries } from './choose-series.rules.js';
import { datesOf, eventOf } from './eligible-date.rules.js';
import { reasonsToMatch } from './match-series.rules.js';
import { ScheduleMemo } from './schedule-memo.rules.js';
import type { LoadedPolicy, Policy, RecordSeries } from './policy.types.js';
import type { DatedEvent, RetentionEventName } from './retention-events.types.js';
import type { AccountScene, ItemFacts, ItemOutcome, Reason, RuleExplained } from './schedule.types.js';

/** Everything besides the item that decides: one body's rules, accounts and events. */
export interface ScheduleScene {
  readonly body: { readonly id: string; readonly name: string; readonly zone: string };
  /** Today, in the calendar of the body. */
  readonly today: Temporal.PlainDate;
  /** Every version that was loaded, oldest first within a policy. */
  readonly policies: readonly LoadedPolicy[];
  readonly accounts: ReadonlyMap<string, AccountScene>;
  readonly bodyEvents: readonly DatedEvent[];
  /** Shared by the items of a round. */
  readonly memo?: ScheduleMemo;
}

export const ACTIONS_AS_VERDICTS = {
  destroy: 'destroy',
  transfer: 'transfer',
  'review-by-state-archive': 'review',
} as const;

/** What the schedules say of an item. An original, kept because others show it, stays as long as any that shows it. */
export function scheduleItem(facts: ItemFacts, given: ScheduleScene, shownBy: readonly ItemFacts[] = []): ItemOutcome {
  const scene = { ...given, memo: given.memo ?? new ScheduleMemo() };
  const createdOn = scene.memo.dayIn(facts.createdAt, scene.body.zone);
  const through = shownBy.flatMap((shower) =>
    rulesFor(shower, scene).map((rule) => ({ ...rule, through: shower.itemId })),
  );
  const choice = chooseSeries([...rulesFor(facts, scene), ...through]);
  const { rules, careful } = choice;
  const [winner] = rules;
  const { appraisal = null } = facts;
  const looked = winner && appraisal ? appraised(choice, winner.seriesRow, appraisal) : null;
  const { verdict, eligibleOn, consents } = looked ?? choice;
  return {
    itemId: facts.itemId,
    verdict,
    eligibleOn,
    ...(winner ? decidedBy(winner) : UNSCHEDULED),
    consents,
    explanation: {
      createdAt: facts.createdAt,
      createdOn,
      zone: scene.body.zone,
      facts,
      rules,
      careful,
      appraisal: looked && appraisal,
    },
  };
}

const UNSCHEDULED = { policyId: null, version: null, seriesId: null, seriesRow: null, authority: null } as const;

function decidedBy({ policyId, version, seriesId, seriesRow, authority }: RuleExplained): Decided {
  return { policyId, version, seriesId, seriesRow, authority };
}

type Decided = Pick<ItemOutcome, keyof typeof UNSCHEDULED>;

type Scene = ScheduleScene & { readonly memo: ScheduleMemo };

function rulesFor(facts: ItemFacts, scene: Scene): RuleExplained[] {
  const account = scene.accounts.get(facts.accountId);
  if (!account) return [];
  const createdOn = scene.memo.dayIn(facts.createdAt, scene.body.zone);
  const policies = scene.memo.of(`in force ${createdOn.toString()}`, () =>
    inForce(scene.policies, { today: scene.today, createdOn }),
  );
  return policies.flatMap((loaded) =>
    loaded.policy.series.flatMap((series) => {
      const because = reasonsToMatch(series.match ?? [], { facts, account, body: scene.body });
      if (because === null) return [];
      const event = eventFor(series, { facts, account, scene, createdOn });
      return [ruleOf(loaded, series, { because, event, facts, createdOn, scene })];
    }),
  );
}

function ruleOf(
  { versionId, policy, seriesRows }: LoadedPolicy,
  series: RecordSeries,
  of: {
    readonly because: readonly Reason[];
    readonly event: DatedEvent | null;
    readonly facts: ItemFacts;
    readonly createdOn: Temporal.PlainDate;
    readonly scene: Scene;
  },
): RuleExplained {
  const { because, event, facts, createdOn, scene } = of;
  const { zone } = scene.body;
  const at = facts.createdAt.toISOString();
  const key = `${versionId} ${series.id} ${createdOn.toString()} ${event?.id} ${event?.on}`;
  const dated = scene.memo.of(key, () =>
    datesOf(series, { at: null, on: createdOn, zone, event }, policy.fiscalYearEnds),
  );
  return {
    policyId: policy.id,
    version: policy.version,
    versionId,
    seriesId: series.id,
    seriesRow: seriesRows.get(series.id) ?? '',
    title: series.title,
    authority: series.authority ?? policy.authority,
    action: ACTIONS_AS_VERDICTS[series.action],
    consents: series.consents ?? [],
    obliges: policy.obliges !== false,
    because,
    dated: { ...dated, steps: dated.steps.map((step) => (step.step === 'created' ? { ...step, at } : step)) },
    through: null,
  };
}

/**
 * The version of each policy that decides: the newest in force today, or, where a policy decides what was created while it
 * was in force, the newest in force on the day of creation.
 */
export function inForce(
  policies: readonly LoadedPolicy[],
  { today, createdOn }: { readonly today: Temporal.PlainDate; readonly createdOn: Temporal.PlainDate },
): LoadedPolicy[] {
  const newest = new Map<string, LoadedPolicy>();
  for (const loaded of policies) {
    const day = loaded.policy.decides === 'all-items' ? today : createdOn;
    if (hasBegun(loaded.policy, day)) newest.set(loaded.policy.id, loaded);
  }
  return [...newest.values()].filter(({ policy }) => {
    const day = policy.decides === 'all-items' ? today : createdOn;
    return policy.effective.until === undefined || day.toString() <= policy.effective.until;
  });
}

function hasBegun({ effective }: Policy, day: Temporal.PlainDate): boolean {
  return effective.from <= day.toString();
}

interface Happening {
  readonly facts: ItemFacts;
  readonly account: AccountScene;
  readonly scene: Scene;
  readonly createdOn: Temporal.PlainDate;
}

/** Of a body and an account the first after the creation: a term that ends ends for what was written in it. Of the item the last. */
function eventFor({ cutoff }: RecordSeries, at: Happening): DatedEvent | null {
  const name = eventOf(cutoff);
  if (name === null) return null;
  const [ofBody, ofAccount] = [at.scene.bodyEvents, at.account.events].map((events) =>
    named(events, name)
      .filter(({ on }) => on >= at.createdOn.toString())
      .at(0),
  );
  const ofItem = named(at.facts.events, name).at(-1);
  return (
    [ofBody, ofAccount, ofItem]
      .flatMap((event) => event ?? [])
      .toSorted(byDay)
      .at(-1) ?? null
  );
}

function named(events: readonly DatedEvent[], name: RetentionEventName): DatedEvent[] {
  return events.filter((event) => event.name === name).toSorted(byDay);
}

function byDay(a: DatedEvent, b: DatedEvent): number {
  if (a.on === b.on) return a.id < b.id ? -1 : 1;
  return a.on < b.on ? -1 : 1;
}
