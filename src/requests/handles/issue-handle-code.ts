import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail, commitJson } from '../../audit/index.js';
import { type Actor, actorName, Clock, demand, newId, Refusal } from '../../platform/index.js';
import { type LockedRequest, lockRequest } from '../request-rows.js';
import { codeDigest, handleOf, newCode } from './handle-code.rules.js';
import type { HandleSaid, IssuedCode } from './handles.types.js';

const LIVES_MS = 30 * 86_400_000;

/**
 * A code for one handle of the requester: who posts it from there, or sends it from there, controls the handle. It is
 * shown once and expires; a new one for the same handle does not end an older one.
 */
@Injectable()
export class IssueHandleCode {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(
    actor: Actor,
    { requestId, platform, handle: typed }: { requestId: string } & HandleSaid,
  ): Promise<IssuedCode> {
    demand(actor, 'request.manage');
    return this.trail.write(actor, async (tx) => {
      const request = await lockRequest(tx.rows, requestId);
      demandOpen(request);
      await demandPlatform(tx.rows, request, platform);
      const handle = handleOf(platform, typed);
      if (handle === null) {
        throw new Refusal(
          'invalid-input',
          `“${typed.slice(0, 100)}” is not a handle of ${platform}. Give it with its server, for example @dana@social.example.`,
        );
      }
      const said: HandleSaid = { platform, handle };
      const [id, event, code, now] = [newId(), newId(), newCode(), this.clock.now()];
      const { text, salt, digest } = commitJson(said);
      const expires = new Date(now.getTime() + LIVES_MS);
      await tx.rows.query(
        `INSERT INTO handle_challenge (id, request_id, said, code, salt, at, by, expires_at, event_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [id, requestId, text, codeDigest(salt, code), salt, now, actorName(actor), expires, event],
      );
      const facts = { request: requestId, challenge: id, handle: digest, until: expires.toISOString() };
      await tx.record('handle.challenged', facts, { id: event });
      return { id, ...said, code, expiresAt: expires.toISOString() };
    });
  }
}

export function demandOpen({ number, state }: LockedRequest): void {
  if (state !== 'closed' && state !== 'withdrawn') return;
  throw new Refusal('wrong-state', `Request ${number} is ${state}; no handle is proved for it any more.`, { state });
}

/** A handle matters where something of its person may be kept: on a platform this body has accounts of. */
async function demandPlatform(rows: EntityManager, { bodyId }: LockedRequest, platform: string): Promise<void> {
  const known: { platform: string }[] = await rows.query(
    `SELECT DISTINCT platform FROM account WHERE body_id = $1 AND platform <> 'feed' ORDER BY 1`,
    [bodyId],
  );
  const names = known.map((row) => row.platform);
  if (names.includes(platform)) return;
  throw new Refusal(
    'invalid-input',
    `This body has no account with handles on “${platform.slice(0, 40)}”. It has accounts on: ${names.join(', ') || 'none yet'}.`,
  );
}
