import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/index.js';
import { type Actor, Clock, newId } from '../platform/index.js';
import { credentialDigest, newSessionToken } from './credential.rules.js';
import { deviceText } from './sessions/device.rules.js';

/** A working day. A simulated one passes in minutes, and nobody signs in again for that. */
const HOURS = { real: 12, simulated: 24 * 30 } as const;

export interface NewSession {
  /** Given to the browser once; kept only as a digest. */
  readonly token: string;
  readonly milliseconds: number;
}

export interface SessionWanted {
  readonly personId: string;
  /** Null: whatever the person's roles allow. */
  readonly scope: readonly string[] | null;
  /** Who made the key or password it is opened with, as the log writes them. */
  readonly madeBy: string;
  /** What the browser says of itself. */
  readonly device: string;
}

/** A working day of the page for a person who has proved who they are. */
@Injectable()
export class OpenSession {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run({ personId, scope, madeBy, device }: SessionWanted): Promise<NewSession> {
    const token = newSessionToken();
    const now = this.clock.now();
    const milliseconds = HOURS[this.clock.kind] * 3_600_000;
    const expiresAt = new Date(now.getTime() + milliseconds);
    const self: Actor = { kind: 'person', personId, name: '', permissions: new Set() };
    await this.trail.write(self, async (tx) => {
      await tx.rows.query(
        `INSERT INTO session (id, person_id, digest, permissions, began_at, expires_at, made_by, device)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [newId(), personId, credentialDigest(token), scope, now, expiresAt, madeBy, deviceText(device)],
      );
      await tx.record('person.signed-in', { person: personId });
    });
    return { token, milliseconds };
  }
}
