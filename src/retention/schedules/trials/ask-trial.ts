import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, actorName, Clock, demand, newId, Refusal } from '../../../platform/index.js';
import type { Policy } from '../policy.types.js';
import { ReadScene } from '../read-scene.js';
import { unknownNames } from '../unknown-names.rules.js';

const DAY_MS = 86_400_000;
/** Kept so long, then forgotten: it is worked out from what stands by then only. */
const KEPT_DAYS = 14;
/** Of one person, not done yet. */
const MOST_OPEN = 3;

/** Puts a policy before the workers, to be tried against every item. Nothing of it is loaded, and nothing else changes. */
@Injectable()
export class AskTrial {
  constructor(
    private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly scenes: ReadScene,
  ) {}

  /** Answers its id. @throws {Refusal} where the policy names what the body does not have */
  async run(actor: Actor, { bodyId, policy }: { readonly bodyId: string; readonly policy: Policy }): Promise<string> {
    demand(actor, 'policy.read');
    const scene = (await this.scenes.run(this.database, [bodyId])).get(bodyId);
    if (!scene) throw new Refusal('not-found', 'There is no such body.');
    const [strange] = unknownNames(policy, scene);
    if (strange !== undefined) throw new Refusal('invalid-input', strange);
    const [id, now] = [newId(), this.clock.now()];
    await this.database.transaction(async (rows) => {
      await rows.query(`DELETE FROM policy_trial WHERE state IN ('done', 'failed') AND done_at < $1`, [
        new Date(now.getTime() - KEPT_DAYS * DAY_MS),
      ]);
      // Of two that ask at once, the second counts the first.
      await rows.query(`SELECT pg_advisory_xact_lock(hashtext('akta.trials'))`);
      const [open] = await rows.query<{ n: number }[]>(
        `SELECT count(*)::int AS n FROM policy_trial WHERE asked_by = $1 AND state IN ('waiting', 'working')`,
        [actorName(actor)],
      );
      if ((open?.n ?? 0) >= MOST_OPEN) {
        throw new Refusal('wrong-state', `${MOST_OPEN} trials of yours are not done yet. Wait for one of them.`);
      }
      await rows.query(
        `INSERT INTO policy_trial (id, body_id, policy, asked_at, asked_by, next_at) VALUES ($1, $2, $3, $4, $5, $4)`,
        [id, bodyId, JSON.stringify(policy), now, actorName(actor)],
      );
    });
    return id;
  }
}
