import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { nearIds, Refusal } from '../../platform/index.js';
import type { Policy, RecordSeries } from './policy.types.js';
import {
  policiesFolder,
  type PolicyFile,
  type PolicyFiles,
  readPolicyFiles,
  wholePolicy,
} from './read-policy-files.js';

export interface PolicyVersion {
  readonly id: string;
  readonly bodyId: string;
  readonly body: string;
  readonly zone: string;
  readonly policy: Policy;
  readonly trust: 'verified' | 'confirmed';
  readonly loadedAt: Date;
  readonly loadedBy: string;
  readonly reason: string;
}

/** The policies that came with the program, and those that were loaded here. */
@Injectable()
export class PolicyBook {
  private files: PolicyFiles | null = null;

  constructor(private readonly database: DataSource) {}

  shipped(): readonly PolicyFile[] {
    this.files ??= readPolicyFiles([policiesFolder()]);
    return this.files.policies;
  }

  /** Oldest first; of one body, or of all. */
  async loaded(bodyId: string | null = null): Promise<readonly PolicyVersion[]> {
    return this.database.query(
      `SELECT v.id, v.body_id AS "bodyId", b.name AS body, b.zone, v.content AS policy, v.trust, v.loaded_at AS "loadedAt",
              coalesce(p.name, v.loaded_by) AS "loadedBy", coalesce(s.text, '') AS reason
         FROM policy_version v JOIN body b ON b.id = v.body_id LEFT JOIN statement s ON s.event_id = v.event_id
         LEFT JOIN person p ON 'person:' || p.id = v.loaded_by
        WHERE $1::uuid IS NULL OR v.body_id = $1 ORDER BY v.number`,
      [bodyId],
    );
  }

  /** The newest that was loaded under this id, else the one that came with the program. */
  async named(id: string, bodyId: string | null = null): Promise<Policy> {
    const loaded = await this.loaded(bodyId);
    const found = loaded.findLast(({ policy }) => policy.id === id)?.policy ?? this.file(id)?.policy;
    if (found) return found;
    const ids = [
      ...new Set([...loaded.map(({ policy }) => policy.id), ...this.shipped().map(({ policy }) => policy.id)]),
    ];
    const near = nearIds(id, ids);
    const meant = near.length === 0 ? 'All are listed by: akta policy list' : `Perhaps you mean: ${near.join(', ')}.`;
    throw new Refusal('not-found', `No policy is called ${JSON.stringify(id.slice(0, 60))}. ${meant}`);
  }

  /** The text of what `named` answers, as it is written. */
  async sourceOf(id: string): Promise<string> {
    const [row] = await this.database.query<{ source: string }[]>(
      `SELECT source FROM policy_version WHERE policy = $1 ORDER BY number DESC LIMIT 1`,
      [id],
    );
    return row?.source ?? this.file(id)?.source ?? '';
  }

  file(id: string): PolicyFile | null {
    return this.shipped().find(({ policy }) => policy.id === id) ?? null;
  }

  /** The file at a path, or the one of this id that came with the program. @throws {Refusal} with its faults */
  at(path: string): PolicyFile {
    if (existsSync(path) && statSync(path).isFile()) return wholePolicy(readFileSync(path), basename(path));
    const shipped = this.file(path);
    if (shipped) return shipped;
    throw new Refusal(
      'not-found',
      `There is no file ${JSON.stringify(path)}, and no policy of that id came with the program: akta policy list`,
    );
  }
}

/** @throws {Refusal} naming those that are like it */
export function seriesNamed(policy: Policy, id: string): RecordSeries {
  const found = policy.series.find((one) => one.id.toLowerCase() === id.toLowerCase());
  if (found) return found;
  const ids = policy.series.map((one) => one.id);
  const near = ids.filter((one) => nearIds(id, [one.toLowerCase()]).length > 0).slice(0, 3);
  const meant = near.length === 0 ? `It has: ${ids.slice(0, 40).join(', ')}.` : `Perhaps you mean: ${near.join(', ')}.`;
  throw new Refusal('not-found', `The policy ${policy.id} has no series ${JSON.stringify(id.slice(0, 60))}. ${meant}`);
}
