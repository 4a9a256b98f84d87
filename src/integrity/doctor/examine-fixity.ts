import { Injectable } from '@nestjs/common';
import { Clock, system } from '../../platform/index.js';
import { ReadFixity } from '../fixity/read-fixity.js';
import { type Examiner, finds, type Found } from './doctor.types.js';

const HOUR = 3_600_000;
/** A round is made each night. */
const ROUND_ILL_HOURS = 48;

/** Whether what is stored was read back in time, and was as recorded. */
@Injectable()
export class ExamineFixity implements Examiner {
  readonly subject = 'fixity';

  constructor(
    private readonly fixity: ReadFixity,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<Found[]> {
    const { objects, percent, days, oldest, doneAt, open, never } = await this.fixity.run(system('integrity'));
    if (objects === 0) return [finds('known', 'fixity.nothing')];
    const found: Found[] = open > 0 ? [finds('ill', 'fixity.open', { n: open })] : [];
    if (doneAt === null) return [...found, finds('known', 'fixity.none', { n: never })];
    const hours = this.hoursSince(doneAt);
    const isLate = oldest !== null && this.hoursSince(oldest) > days * 24;
    if (hours > ROUND_ILL_HOURS || isLate) return [...found, finds('ill', 'fixity.late', { hours, percent, days })];
    return [...found, finds('well', 'fixity.done', { percent, objects, days, hours })];
  }

  private hoursSince(at: string): number {
    return Math.max(0, Math.floor((this.clock.now().getTime() - Date.parse(at)) / HOUR));
  }
}
