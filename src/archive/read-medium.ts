import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, may, Refusal } from '../platform/index.js';
import { type OpenedMedium, OpenEvidence } from './open-evidence.js';
import { RecordLooks } from './record-looks.js';
import { MEDIUM_BARRED_SQL, RESTRICTED_SQL } from './restricted.rules.js';

/** Original bytes of a picture or video, for whoever may see one of the items that show it. */
@Injectable()
export class ReadMedium {
  constructor(
    private readonly database: DataSource,
    private readonly evidence: OpenEvidence,
    private readonly looks: RecordLooks,
  ) {}

  async run(actor: Actor, mediumId: string): Promise<OpenedMedium> {
    const shownBy: { id: string; account_id: string; restricted: boolean }[] = await this.database.query(
      `SELECT DISTINCT i.id, i.account_id, coalesce(${RESTRICTED_SQL}, false) OR ${MEDIUM_BARRED_SQL} AS restricted
         FROM snapshot_medium s JOIN snapshot n ON n.id = s.snapshot_id JOIN item i ON i.id = s.item_id JOIN account a ON a.id = i.account_id
         JOIN item_key k ON k.item_id = i.id LEFT JOIN item_watch w ON w.item_id = i.id
        WHERE s.medium_id = $1`,
      [mediumId],
    );
    const isOpen = shownBy.some(({ restricted }) => !restricted);
    if (!isOpen && (shownBy.length === 0 || !may(actor, 'restricted.read'))) {
      throw new Refusal('not-found', 'There is no such picture or video, or it is not yours to see.');
    }
    if (!isOpen) await this.looks.run(actor, shownBy);
    return this.evidence.medium(mediumId);
  }
}
