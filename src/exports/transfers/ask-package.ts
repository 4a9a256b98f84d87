import { Injectable } from '@nestjs/common';
import { statedWords } from '../../accounts/index.js';
import { AuditTrail } from '../../audit/index.js';
import { type Actor, actorName, Clock, demand, newId, Refusal } from '../../platform/index.js';
import { credentialsOf, demandListStep, LivingHolds, lockList, writeListStep } from '../../retention/index.js';
import { transferProfileNamed } from './load-transfer-profiles.js';
import { refuseUnfit } from './refuse-unfit.js';
import type { TransferProfile } from './transfer-profile.types.js';

export interface PackageWanted {
  readonly listId: string;
  /** The name of a file in exports/transfers. */
  readonly profile: string;
  /** Who takes it over; as the profile says unless told. */
  readonly archive?: string;
}

/** Has an approved list packaged for the archive that takes it over; a worker makes the package in the background. */
@Injectable()
export class AskPackage {
  constructor(
    private readonly trail: AuditTrail,
    private readonly clock: Clock,
    private readonly holds: LivingHolds,
  ) {}

  async run(actor: Actor, wanted: PackageWanted): Promise<{ readonly packageId: string }> {
    demand(actor, 'disposition.manage');
    if (actor.kind !== 'person') {
      throw new Refusal('not-allowed', 'A named person asks for a package; a part of the system cannot.');
    }
    const profile = transferProfileNamed(wanted.profile);
    const archive = archiveOf(wanted, profile);
    const id = newId();
    await this.trail.write(actor, async (tx) => {
      const list = await lockList(tx.rows, wanted.listId);
      const now = this.clock.now();
      const to = demandListStep(actor, 'package', list, { now });
      await refuseUnfit(tx.rows, list, this.holds);
      const said = {
        package: { id, profile: profile.profile, archive },
        credentials: await credentialsOf(tx.rows, actorName(actor), now),
      };
      await writeListStep(tx, actor, { list, action: 'package', to, said, at: now });
      await tx.rows.query(
        `INSERT INTO transfer_package (id, list_id, name, profile, archive, asked_at, asked_by, status, total, next_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 'waiting', $8, $6)`,
        [id, list.id, nameOf(list.number, id), JSON.stringify(profile), archive, now, actorName(actor), list.listed],
      );
    });
    return { packageId: id };
  }
}

function archiveOf({ archive: named }: PackageWanted, { archive, profile }: TransferProfile): string {
  if (named !== undefined && named.trim() !== '') return statedWords(named, 'The name of the archive');
  if (archive !== null) return archive;
  throw new Refusal(
    'invalid-input',
    `The profile "${profile}" names no archive. Say which one takes it over. Nothing was changed.`,
  );
}

/** ASCII, and never the same twice. */
function nameOf(number: string, id: string): string {
  return `TRANSFER-${number.replaceAll(/[^A-Za-z0-9-]+/g, '-')}-${id.slice(-6)}`;
}
