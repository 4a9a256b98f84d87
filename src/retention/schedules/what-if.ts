import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, demand, Refusal } from '../../platform/index.js';
import type { Policy } from './policy.types.js';
import { ReadItemFacts } from './read-item-facts.js';
import { hashtagsAsked, ReadScene } from './read-scene.js';
import { type ScheduleScene, scheduleItem } from './schedule-item.rules.js';
import { ScheduleMemo } from './schedule-memo.rules.js';
import type { ItemFacts, ItemOutcome } from './schedule.types.js';
import { unknownNames } from './unknown-names.rules.js';

const BATCH = 2_000;

export interface WhatIfLine {
  readonly items: number;
  /** That may go by today. */
  readonly due: number;
  readonly earliest: string | null;
  readonly latest: string | null;
}

export interface WhatIf {
  readonly policyId: string;
  readonly version: string;
  readonly body: string;
  readonly today: string;
  readonly before: WhatIfLine & { readonly unscheduled: number };
  readonly after: WhatIfLine & { readonly unscheduled: number };
  /** Against what is in force: how many would go earlier, later, on the same day. Never is later than any day. */
  readonly earlier: number;
  readonly later: number;
  readonly same: number;
  readonly series: readonly (WhatIfLine & { readonly policyId: string; readonly seriesId: string })[];
  readonly accounts: readonly (WhatIfLine & {
    readonly accountId: string;
    readonly handle: string;
    readonly unscheduled: number;
  })[];
}

/** What would come of a policy, were it loaded and in effect today: every item is worked out, and nothing is written. */
@Injectable()
export class TryPolicy {
  constructor(
    private readonly database: DataSource,
    private readonly scenes: ReadScene,
    private readonly facts: ReadItemFacts,
  ) {}

  async run(
    actor: Actor,
    { bodyId, policy }: { readonly bodyId: string; readonly policy: Policy },
    progress: (items: number) => void | Promise<void> = () => {},
  ): Promise<WhatIf> {
    demand(actor, 'policy.read');
    const now = (await this.scenes.run(this.database, [bodyId])).get(bodyId);
    if (!now) throw new Refusal('not-found', 'There is no such body.');
    const [strange] = unknownNames(policy, now);
    if (strange !== undefined) throw new Refusal('invalid-input', strange);
    const then = sceneWith(now, policy);
    const tally = new Tally(now.today.toString());
    for await (const { item, shown } of this.items(bodyId, [now, then])) {
      tally.add(scheduleItem(item, now, shown), scheduleItem(item, then, shown));
      if (tally.items % BATCH === 0) await progress(tally.items);
    }
    return tally.told(policy, now);
  }

  private async *items(
    bodyId: string,
    scenes: readonly ScheduleScene[],
  ): AsyncGenerator<{ readonly item: ItemFacts; readonly shown: readonly ItemFacts[] }> {
    const hashtags = hashtagsAsked(scenes);
    for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
      const ids: { id: string }[] = await this.database.query(
        `SELECT id FROM item WHERE body_id = $1 AND id > $2 ORDER BY id LIMIT $3`,
        [bodyId, after, BATCH],
      );
      const last = ids.at(-1);
      if (!last) return;
      after = last.id;
      const found = await this.facts.run(
        this.database,
        ids.map(({ id }) => id),
        hashtags,
      );
      const showers = [...new Set([...found.values()].flatMap(({ shownBy }) => shownBy))];
      const shown = showers.length === 0 ? found : await this.facts.run(this.database, showers, hashtags);
      for (const item of found.values()) yield { item, shown: item.shownBy.flatMap((id) => shown.get(id) ?? []) };
    }
  }
}

/** As if it were in effect from the beginning: its day of taking effect is not waited for. */
function sceneWith(scene: ScheduleScene, policy: Policy): ScheduleScene {
  const begun = policy.decides === 'all-items' ? scene.today.toString() : policy.effective.from;
  const tried: Policy = { ...policy, effective: { ...policy.effective, from: begun } };
  const others = scene.policies.filter((loaded) => loaded.policy.id !== policy.id || policy.decides !== 'all-items');
  return {
    ...scene,
    policies: [...others, { versionId: 'what-if', policy: tried, seriesRows: new Map() }],
    memo: new ScheduleMemo(),
  };
}

class Line {
  items = 0;
  due = 0;
  unscheduled = 0;
  private earliest: string | null = null;
  private latest: string | null = null;

  constructor(private readonly today: string) {}

  add({ verdict, eligibleOn, seriesId }: ItemOutcome): void {
    this.items += 1;
    if (seriesId === null) this.unscheduled += 1;
    const day = eligibleOn?.toString();
    if (day === undefined || verdict === 'keep') return;
    if (day <= this.today) this.due += 1;
    if (this.earliest === null || day < this.earliest) this.earliest = day;
    if (this.latest === null || day > this.latest) this.latest = day;
  }

  told(): WhatIfLine & { unscheduled: number } {
    const { items, due, earliest, latest, unscheduled } = this;
    return { items, due, earliest, latest, unscheduled };
  }
}

class Tally {
  private readonly before: Line;
  private readonly after: Line;
  private readonly bySeries = new Map<string, Line>();
  private readonly byAccount = new Map<string, Line>();
  private readonly moved = { earlier: 0, later: 0, same: 0 };

  constructor(private readonly today: string) {
    this.before = new Line(today);
    this.after = new Line(today);
  }

  get items(): number {
    return this.after.items;
  }

  add(now: ItemOutcome, then: ItemOutcome): void {
    this.before.add(now);
    this.after.add(then);
    const [before, after] = [now, then].map(({ eligibleOn }) => eligibleOn?.toString() ?? 'never');
    if (before === after) this.moved.same += 1;
    else if ((after ?? '') < (before ?? '')) this.moved.earlier += 1;
    else this.moved.later += 1;
    lineOf(this.bySeries, `${then.policyId ?? ''} ${then.seriesId ?? ''}`, this.today).add(then);
    lineOf(this.byAccount, then.explanation.facts.accountId, this.today).add(then);
  }

  told({ id, version }: Policy, { body, accounts }: ScheduleScene): WhatIf {
    const series = [...this.bySeries].filter(([key]) => key !== ' ').toSorted(([a], [b]) => (a < b ? -1 : 1));
    return {
      policyId: id,
      version,
      body: body.name,
      today: this.today,
      before: this.before.told(),
      after: this.after.told(),
      ...this.moved,
      series: series.map(([key, line]) => {
        const [policyId = '', seriesId = ''] = key.split(' ');
        return { policyId, seriesId, ...line.told() };
      }),
      accounts: [...this.byAccount].map(([accountId, line]) => ({
        accountId,
        handle: accounts.get(accountId)?.handle ?? '',
        ...line.told(),
      })),
    };
  }
}

function lineOf(lines: Map<string, Line>, key: string, today: string): Line {
  const line = lines.get(key) ?? new Line(today);
  lines.set(key, line);
  return line;
}
