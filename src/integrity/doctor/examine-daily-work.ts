import { Injectable } from '@nestjs/common';
import { ReadAlarms } from '../../archive/index.js';
import { type Examiner, finds, type Found } from './doctor.types.js';

/**
 * What is done once a day: the same that is an alarm on the page. What others do for our log is told with the log; what
 * the doctor found the last time is no finding of this time; what an account shows `akta canary` tells.
 */
@Injectable()
export class ExamineDailyWork implements Examiner {
  readonly subject = 'daily-work';

  constructor(private readonly alarms: ReadAlarms) {}

  async run(): Promise<Found[]> {
    const alarms = (await this.alarms.run()).flatMap(({ work, ...alarm }) =>
      work === 'stamps' || work === 'witnesses' || work === 'examination' || work === 'canary'
        ? []
        : [{ work, ...alarm }],
    );
    if (alarms.length === 0) return [finds('well', 'work.done')];
    return alarms.map(({ work, is, things }) => ({
      ...finds(is === 'unseen' ? 'unseen' : 'ill', `work.${is}`, { things }),
      named: { work: `work-name.${work}` },
    }));
  }
}
