import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { statedWords, statement } from '../../accounts/index.js';
import { AuditTrail } from '../../audit/index.js';
import { type Actor, actorName, Clock, demand, newId, Refusal } from '../../platform/index.js';
import type { Policy } from './policy.types.js';
import type { PolicyFile } from './read-policy-files.js';
import { ReadScene } from './read-scene.js';
import { unknownNames } from './unknown-names.rules.js';

export interface NewPolicy {
  readonly bodyId: string;
  readonly file: PolicyFile;
  /** Why, and of a draft what it was compared with. */
  readonly reason: string;
  /** The person has checked the draft against its source. */
  readonly confirmsDraft: boolean;
}

/**
 * Puts a policy in force for a body, as a new version: what was loaded before stays as it was, and the new one begins
 * later. From the next night on items go by it; whoever disposes of items asks by it at once.
 */
@Injectable()
export class LoadPolicy {
  constructor(
    private readonly database: DataSource,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly scenes: ReadScene,
  ) {}

  /** Answers the id of the version. */
  async run(actor: Actor, { bodyId, file, reason, confirmsDraft }: NewPolicy): Promise<string> {
    demand(actor, 'policy.manage');
    const { policy } = file;
    const trust = trustOf(policy, confirmsDraft && actor.kind === 'person');
    const said = statement(statedWords(reason, 'The reason'));
    await this.expectKnown(bodyId, policy);
    const [id, now] = [newId(), this.clock.now()];
    return this.trail.write(actor, async (tx) => {
      await tx.rows.query(`SELECT FROM body WHERE id = $1 FOR NO KEY UPDATE`, [bodyId]);
      await expectNew(tx.rows, bodyId, file);
      const facts = {
        policy: id,
        body: bodyId,
        trust: trust === 'verified' ? 'verified' : 'draft-confirmed',
        rule: file.sha256,
        commit: said.digest,
      } as const;
      await tx.record('policy.loaded', facts, { id: said.id });
      await said.keep(tx);
      const { from, until = null } = policy.effective;
      await tx.rows.query(
        `INSERT INTO policy_version (id, body_id, policy, version, trust, sha256, source, content, effective_from,
           effective_until, loaded_at, loaded_by, event_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
        [
          id,
          bodyId,
          policy.id,
          policy.version,
          trust,
          file.sha256,
          file.source,
          JSON.stringify(policy),
          from,
          until,
          now,
          actorName(actor),
          said.id,
        ],
      );
      await tx.rows.query(
        `INSERT INTO policy_series (id, version_id, series) SELECT id, $1, series FROM unnest($2::uuid[], $3::text[]) AS s (id, series)`,
        [id, policy.series.map(newId), policy.series.map((series) => series.id)],
      );
      await tx.rows.query(`UPDATE schedule_round SET asked = true`);
      return id;
    });
  }

  /** A rule over an account nobody knows would silently fit nothing. */
  private async expectKnown(bodyId: string, policy: Policy): Promise<void> {
    const scene = (await this.scenes.run(this.database, [bodyId])).get(bodyId);
    if (!scene) throw new Refusal('not-found', 'There is no such body.');
    const [strange] = unknownNames(policy, scene);
    if (strange === undefined) return;
    throw new Refusal('invalid-input', `${strange} Correct the “match” of the series, or add it first.`);
  }
}

function trustOf({ trust, id }: Policy, confirmsDraft: boolean): 'verified' | 'confirmed' {
  if (trust === 'verified') return 'verified';
  if (confirmsDraft) return 'confirmed';
  throw new Refusal(
    'wrong-state',
    `The policy ${id} is a draft: nobody has compared it with its source. Check it, then load it with --confirm-draft and say in the reason what you compared it with.`,
  );
}

async function expectNew(rows: EntityManager, bodyId: string, { policy, sha256 }: PolicyFile): Promise<void> {
  const versions: { version: string; sha256: string; from: string }[] = await rows.query(
    `SELECT version, sha256, to_char(effective_from, 'YYYY-MM-DD') AS from FROM policy_version
      WHERE body_id = $1 AND policy = $2 ORDER BY number`,
    [bodyId, policy.id],
  );
  const same = versions.find(({ version }) => version === policy.version);
  if (same?.sha256 === sha256) {
    throw new Refusal(
      'already-exists',
      `The version ${policy.version} of ${policy.id} is loaded already, as it is here.`,
    );
  }
  if (same) {
    const text = `The version ${policy.version} of ${policy.id} is loaded already and says something else. What was loaded is never rewritten: give this one another version.`;
    throw new Refusal('already-exists', text);
  }
  const last = versions.at(-1);
  if (!last || policy.effective.from > last.from) return;
  const text = `The version ${last.version} of ${policy.id} has been in force since ${last.from}. A new one never reaches back behind it: let it take effect later than that.`;
  throw new Refusal('wrong-state', text);
}
