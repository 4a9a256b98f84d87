import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../platform/index.js';
import type { FactorFacts } from '../people.types.js';

/** How it stands with one's own second factor. */
@Injectable()
export class FactorStanding {
  constructor(private readonly database: DataSource) {}

  async run(actor: Actor): Promise<FactorFacts> {
    if (actor.kind !== 'person') return { enrolledAt: null, recoveryCodes: 0, shown: false };
    const [row] = await this.database.query<{ at: Date | null; left: number }[]>(
      `SELECT enrolled_at AS at, (SELECT count(*)::int FROM recovery_code c
                                   WHERE c.person_id = f.person_id AND c.used_at IS NULL) AS left
         FROM second_factor f WHERE person_id = $1`,
      [actor.personId],
    );
    const shown = actor.credential?.proved === true;
    return { enrolledAt: row?.at ?? null, recoveryCodes: row?.left ?? 0, shown };
  }
}
