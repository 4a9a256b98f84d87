import { Injectable } from '@nestjs/common';
import { statedWords, statement } from '../../accounts/index.js';
import { AuditTrail } from '../../audit/index.js';
import { type Actor, actorName, Clock, demand, type Language, Refusal, say } from '../../platform/index.js';
import { holdNoticeSentences } from './notices.sentences.js';

export interface Acknowledgement {
  readonly noticeId: string;
  /** How somebody who does not sign in here has acknowledged it; one's own needs no words. */
  readonly said?: string;
}

/** A custodian has understood: says so here, or it is noted by whoever has it in writing. */
@Injectable()
export class AcknowledgeNotice {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, { noticeId, said }: Acknowledgement): Promise<void> {
    await this.trail.write(actor, async (tx) => {
      const [notice] = await tx.rows.query<Row[]>(
        `SELECT hold_id, person_id, name, language, acknowledged_at FROM hold_notice WHERE id = $1 FOR UPDATE`,
        [noticeId],
      );
      const isOwn = actor.kind === 'person' && notice?.person_id === actor.personId;
      if (!isOwn) demand(actor, 'hold.manage');
      if (!notice) throw new Refusal('not-found', 'There is no such notice.');
      refuseAnswered(notice, isOwn);
      const usual = isOwn ? say(holdNoticeSentences, 'acknowledged.own', notice.language) : '';
      const words = statement(statedWords(said ?? usual, 'How it was acknowledged'));
      await tx.rows.query(
        `UPDATE hold_notice SET acknowledged_at = $2, acknowledged_by = $3, acknowledged_event = $4 WHERE id = $1`,
        [noticeId, this.clock.now(), actorName(actor), words.id],
      );
      await tx.rows.query(`UPDATE hold_notice_post SET next_at = NULL WHERE id = $1`, [noticeId]);
      const facts = {
        hold: notice.hold_id,
        notice: noticeId,
        how: isOwn ? 'own' : 'noted',
        commit: words.digest,
      } as const;
      await tx.record('hold.notice-acknowledged', facts, { id: words.id });
      await words.keep(tx);
    });
  }
}

function refuseAnswered({ acknowledged_at: at, person_id: person, name }: Row, isOwn: boolean): void {
  if (at !== null) throw new Refusal('wrong-state', 'This notice is acknowledged already.');
  if (isOwn || person === null) return;
  throw new Refusal('not-allowed', `${name} signs in here, and acknowledges this in person.`);
}

interface Row {
  readonly hold_id: string;
  readonly person_id: string | null;
  readonly name: string;
  readonly language: Language;
  readonly acknowledged_at: Date | null;
}
