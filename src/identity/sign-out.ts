import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/index.js';
import { Clock } from '../platform/index.js';
import type { Identified } from './authenticate.js';

@Injectable()
export class SignOut {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(session: Identified): Promise<void> {
    await this.trail.write(session.actor, async (tx) => {
      await tx.rows.query(`UPDATE session SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL`, [
        session.credentialId,
        this.clock.now(),
      ]);
      await tx.record('person.signed-out', { person: session.actor.personId });
    });
  }
}
