import { Module } from '@nestjs/common';
import { ReadItemFacts } from './read-item-facts.js';
import { ReadScene } from './read-scene.js';
import { ScheduleOf } from './schedule-of.js';

const OPERATIONS = [ReadItemFacts, ReadScene, ScheduleOf];

/** How long what is in the archive is kept, and why. */
@Module({ providers: OPERATIONS, exports: OPERATIONS })
export class SchedulesModule {}
