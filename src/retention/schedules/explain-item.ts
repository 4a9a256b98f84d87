import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { unknownItem } from '../../archive/index.js';
import { type Actor, demand } from '../../platform/index.js';
import { ScheduleOf } from './schedule-of.js';
import type { ItemOutcome } from './schedule.types.js';

/** What the schedules say of one item at this moment, and why. */
@Injectable()
export class ExplainItem {
  constructor(
    private readonly database: DataSource,
    private readonly schedules: ScheduleOf,
  ) {}

  async run(actor: Actor, itemId: string): Promise<ItemOutcome> {
    demand(actor, 'policy.read');
    demand(actor, 'item.read');
    const outcome = (await this.schedules.run(this.database, [itemId])).get(itemId);
    if (outcome) return outcome;
    throw unknownItem();
  }
}
