import { Injectable } from '@nestjs/common';
import { AuditTrail, commitJson, Sequencer } from '../../audit/index.js';
import { Clock, newId, Stopped, system } from '../../platform/index.js';
import { FollowDiscovery } from '../../search/index.js';
import { GatherCertificate } from './gather-certificate.js';
import { lockList } from './list-rows.js';
import { writeListStep } from './write-list-step.js';

/**
 * Writes the certificate of a list that was carried out, once; the log commits to its text. Before it is written, what was
 * destroyed has left the index of discovery: where that cannot be reached, the certificate waits.
 */
@Injectable()
export class CertifyList {
  // oxlint-disable-next-line max-params -- from the log and the index to the certificate
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly sequencer: Sequencer,
    private readonly gather: GatherCertificate,
    private readonly discovery: FollowDiscovery,
  ) {}

  /**
   * @throws {Stopped} where the log has not numbered all of it yet
   * @throws {Refusal} `index-unavailable` where what was destroyed may still be in the index
   */
  async run(listId: string): Promise<void> {
    await this.sequencer.settle();
    await this.discovery.catchUp();
    const now = this.clock.now();
    const [id, event] = [newId(), newId()];
    const certificate = await this.gather.run(listId, { id, at: now.toISOString() });
    if (certificate === null) throw new Stopped('the log has not numbered all of it yet');
    const { text, salt, digest } = commitJson(certificate);
    const actor = system('retention');
    await this.trail.write(actor, async (tx) => {
      const list = await lockList(tx.rows, listId);
      if (list.state !== 'executed') throw new Stopped('somebody else has certified it');
      await tx.rows.query(
        `INSERT INTO disposition_certificate (id, list_id, certificate, salt, at, event_id) VALUES ($1, $2, $3, $4, $5, $6)`,
        [id, listId, text, salt, now, event],
      );
      await tx.record('disposition.certified', { list: listId, certificate: id, commit: digest }, { id: event });
      await writeListStep(tx, actor, { list, action: 'certify', to: 'certified', said: {}, at: now });
      await tx.rows.query(`DELETE FROM disposition_work WHERE list_id = $1`, [listId]);
    });
  }
}
