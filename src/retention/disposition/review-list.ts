import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/index.js';
import { type Actor, actorName, Clock, Config, demand, Refusal } from '../../platform/index.js';
import { credentialsOf, demandListStep, lockList } from './list-rows.js';
import { approvableOn, localDay } from './notice.rules.js';
import { writeListStep } from './write-list-step.js';

const MOST_DAYS = 3_650;

export interface Review {
  readonly listId: string;
  /** How many items were on the list that was gone through; what was added since is not let pass. */
  readonly seen: number;
  /** Days in which others may object; those of the installation unless told, and never fewer. */
  readonly noticeDays?: number;
}

/** Says that a person went through a list: it grows no more, and the days of notice begin. */
@Injectable()
export class ReviewList {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  async run(actor: Actor, { listId, seen, noticeDays }: Review): Promise<void> {
    demand(actor, 'disposition.manage');
    const days = this.daysOf(noticeDays);
    if (actor.kind !== 'person') {
      throw new Refusal('not-allowed', 'A named person goes through a list; a part of the system cannot.');
    }
    await this.trail.write(actor, async (tx) => {
      const list = await lockList(tx.rows, listId);
      const now = this.clock.now();
      const to = demandListStep(actor, 'review', list, { seen, now });
      await tx.rows.query(`UPDATE disposition_list SET approvable_on = $2 WHERE id = $1`, [
        listId,
        approvableOn(localDay(now, list.zone), days),
      ]);
      const credentials = await credentialsOf(tx.rows, actorName(actor), now);
      const said = { seen, noticeDays: days, credentials };
      await writeListStep(tx, actor, { list, action: 'review', to, said, at: now });
    });
  }

  private daysOf(asked: number | undefined): number {
    const least = this.config.dispositionNoticeDays;
    const days = asked ?? least;
    if (Number.isInteger(days) && days >= least && days <= MOST_DAYS) return days;
    throw new Refusal(
      'invalid-input',
      `The notice of a disposition takes at least ${least} days here (DISPOSITION_NOTICE_DAYS), and at most ${MOST_DAYS}.`,
    );
  }
}
