import { Injectable } from '@nestjs/common';
import { ReadItemFacts } from './read-item-facts.js';
import { hashtagsAsked, ReadScene, type Rows } from './read-scene.js';
import { type ScheduleScene, scheduleItem } from './schedule-item.rules.js';
import type { ItemFacts, ItemOutcome } from './schedule.types.js';

/**
 * What the schedules say of items now: worked out from the rules, the events and the items as they stand in this very
 * transaction, never from what the last night wrote down. Who disposes of items asks here, with their keys locked.
 */
@Injectable()
export class ScheduleOf {
  constructor(
    private readonly scenes: ReadScene,
    private readonly facts: ReadItemFacts,
  ) {}

  /** By item; what is not in the archive, or was destroyed, is left out. */
  async run(rows: Rows, itemIds: readonly string[]): Promise<Map<string, ItemOutcome>> {
    if (itemIds.length === 0) return new Map();
    return this.within(rows, await this.scenes.run(rows), itemIds);
  }

  /** The same by given rules: for many batches of one round, and for what is not in force. */
  async within(
    rows: Rows,
    scenes: ReadonlyMap<string, ScheduleScene>,
    itemIds: readonly string[],
  ): Promise<Map<string, ItemOutcome>> {
    const hashtags = hashtagsAsked(scenes.values());
    const facts = await this.facts.run(rows, itemIds, hashtags);
    const showers = [...new Set([...facts.values()].flatMap(({ shownBy }) => shownBy))];
    const shown = showers.length === 0 ? facts : await this.facts.run(rows, showers, hashtags);
    const outcomes = new Map<string, ItemOutcome>();
    for (const item of facts.values()) {
      const scene = scenes.get(item.bodyId);
      if (scene) outcomes.set(item.itemId, scheduleItem(item, scene, knownOf(item, shown)));
    }
    return outcomes;
  }
}

function knownOf({ shownBy }: ItemFacts, facts: ReadonlyMap<string, ItemFacts>): ItemFacts[] {
  return shownBy.flatMap((id) => facts.get(id) ?? []);
}
