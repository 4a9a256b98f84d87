import { Injectable } from '@nestjs/common';
import { statedWords, statement } from '../accounts/index.js';
import { type AuditedTx, AuditTrail } from '../audit/index.js';
import { type Actor, actorName, Clock, demand, newId, Refusal } from '../platform/index.js';
import type { MatterKind, MatterView } from './holds.types.js';

export interface NewMatter {
  readonly bodyId: string;
  /** As the court, the inquiry or the office numbers it. */
  readonly number: string;
  readonly name: string;
  readonly kind: MatterKind;
}

/** A case for which something has to be kept. */
@Injectable()
export class OpenMatter {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, input: NewMatter): Promise<MatterView> {
    demand(actor, 'hold.manage');
    if (input.kind === 'request') {
      throw new Refusal('invalid-input', 'The case of a request is opened with the request itself: akta request open');
    }
    return this.trail.write(actor, (tx) => this.within(tx, actor, input));
  }

  /** In a transaction that does more. What the log commits to is the number, the name and the kind, a line each. */
  async within(tx: AuditedTx, actor: Actor, input: NewMatter): Promise<MatterView> {
    const number = statedWords(input.number, 'The number of the matter');
    const name = statedWords(input.name, 'The name of the matter');
    const { bodyId, kind } = input;
    const [id, openedAt] = [newId(), this.clock.now()];
    const said = statement([number, name, kind].join('\n'));
    const [body] = await tx.rows.query(`SELECT FROM body WHERE id = $1`, [bodyId]);
    if (!body) throw new Refusal('not-found', 'There is no such body.');
    const added = await tx.rows.query<unknown[]>(
      `INSERT INTO matter (id, body_id, number, name, kind, opened_at, opened_by, event_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING id`,
      [id, bodyId, number, name, kind, openedAt, actorName(actor), said.id],
    );
    if (added.length === 0) {
      throw new Refusal(
        'already-exists',
        `There is a matter ${number} of this body already. Place the hold for that one.`,
      );
    }
    await tx.record('matter.opened', { matter: id, body: bodyId, commit: said.digest }, { id: said.id });
    await said.keep(tx);
    return { id, bodyId, number, name, kind, openedAt: openedAt.toISOString(), holds: 0, held: 0 };
  }
}
