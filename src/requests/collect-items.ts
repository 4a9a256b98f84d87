import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditTrail } from '../audit/index.js';
import { type Actor, Clock, demand, Refusal } from '../platform/index.js';
import { type AskedScope, MatchScope, type Scope, SettleScope } from '../retention/index.js';
import { countable } from './certificate.js';
import { FindWritten } from './erasure/find-written.js';
import { FindPerson } from './handles/find-person.js';
import type { AskedPerson, HandleSaid } from './handles/handles.types.js';
import { lockRequest, readRequest, unknownRequest } from './request-rows.js';
import { demandStep } from './step-request.js';
import type { StepSaid } from './request.types.js';
import { writeStep } from './write-step.js';

/** Says what a request is taken to mean and how much that finds; as often as needed, until the set is frozen. */
@Injectable()
export class CollectItems {
  // oxlint-disable-next-line max-params -- a scope is settled, matched and written down
  constructor(
    private readonly database: DataSource,
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly settle: SettleScope,
    private readonly match: MatchScope,
    private readonly person: FindPerson,
    private readonly written: FindWritten,
  ) {}

  /**
   * The scope of the request unless another is given. The hold that was placed at intake stays as it was: what was asked
   * for is kept, however it is read later. `person`: the requester's own data, by their handles.
   */
  async run(
    actor: Actor,
    { id, scope: asked, person }: { id: string; scope?: AskedScope; person?: AskedPerson },
  ): Promise<{ readonly found: number }> {
    demand(actor, 'request.manage');
    if (asked !== undefined && person !== undefined) {
      throw new Refusal('invalid-input', 'A person’s data is collected by their handles alone. Give no scope beside.');
    }
    const found = person === undefined ? null : await this.person.run(actor, id, person);
    const scope = await this.scopeOf(id, found?.scope ?? asked);
    const count = await this.count(id, { scope, person: found?.person ?? null });
    await this.trail.write(actor, async (tx) => {
      const request = await lockRequest(tx.rows, id);
      const to = demandStep(actor, 'collect', { ...request, scope }, {});
      const said: StepSaid = {
        ...(scope === null ? {} : { scope }),
        ...(found === null ? {} : { person: found.person }),
        ...(found?.ground ? { ground: found.ground } : {}),
      };
      await tx.rows.query(`UPDATE records_request SET scope = $2 WHERE id = $1`, [id, JSON.stringify(scope)]);
      await writeStep(tx, actor, { request, action: 'collect', to, said, at: this.clock.now() });
    });
    return { found: count };
  }

  /** An erasure is about everything the person wrote, also what stands here only because somebody repeats it. */
  private async count(
    id: string,
    { scope, person }: { readonly scope: Scope | null; readonly person: readonly HandleSaid[] | null },
  ): Promise<number> {
    const { kind, bodyId, number } = await readRequest(this.database, id);
    if (kind !== 'erasure') {
      return scope === null ? 0 : (await countable(this.database, await this.match.run(scope))).length;
    }
    if (person !== null) return (await this.written.run(bodyId, person)).length;
    throw new Refusal(
      'invalid-input',
      `Request ${number} asks for erasure: collect it by person, for only what the person wrote is decided.`,
    );
  }

  private async scopeOf(id: string, asked: AskedScope | undefined): Promise<Scope | null> {
    const [request] = await this.database.query<{ body_id: string; scope: Scope | null }[]>(
      `SELECT body_id, scope FROM records_request WHERE id = $1`,
      [id],
    );
    if (!request) throw unknownRequest();
    return asked === undefined ? request.scope : this.settle.run(request.body_id, asked);
  }
}
