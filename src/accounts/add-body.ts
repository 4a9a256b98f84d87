import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/index.js';
import { type Actor, demand, newId, Refusal } from '../platform/index.js';
import type { BodyFacts } from './accounts.types.js';
import { statedWords } from './state-with-event.js';

export interface NewBody {
  readonly name: string;
  /** IANA zone: everything of this body is shown in it. */
  readonly zone: string;
  /** BCP 47, the first is the body's own. */
  readonly languages: readonly string[];
  /** ISO 3166: `US`, `US-IL`, `PL`. */
  readonly country: string;
  /** Begins the numbers of released pages, e.g. `NEWFORD`. */
  readonly prefix: string;
}

/** A public body whose accounts are archived. */
@Injectable()
export class AddBody {
  constructor(private readonly trail: AuditTrail) {}

  async run(actor: Actor, input: NewBody): Promise<BodyFacts> {
    demand(actor, 'body.manage');
    const body = { ...input, id: newId(), name: statedWords(input.name, 'The name of the body') };
    refuseNonsense(body);
    await this.trail.write(actor, async (tx) => {
      await tx.rows.query(
        `INSERT INTO body (id, name, zone, languages, country, prefix) VALUES ($1, $2, $3, $4, $5, $6)`,
        [body.id, body.name, body.zone, body.languages, body.country, body.prefix],
      );
      await tx.record('body.added', { body: body.id });
    });
    const { prefix: _, ...facts } = body;
    return facts;
  }
}

function refuseNonsense({ zone, languages, country, prefix }: NewBody): void {
  if (!isZone(zone)) {
    throw new Refusal(
      'invalid-input',
      `"${zone}" is not a time zone. Give one of the IANA list, e.g. America/Chicago.`,
    );
  }
  if (languages.length === 0 || !languages.every((language) => /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language))) {
    throw new Refusal('invalid-input', 'The languages are not codes such as "en" or "pl". Give at least one.');
  }
  if (!/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/.test(country)) {
    throw new Refusal('invalid-input', `"${country}" is not a country code. Give one such as US, US-IL or PL.`);
  }
  if (!/^[A-Z][A-Z0-9]{1,15}$/.test(prefix)) {
    throw new Refusal('invalid-input', `"${prefix}" cannot begin page numbers. Use 2 to 16 capital letters or digits.`);
  }
}

function isZone(zone: string): boolean {
  try {
    return (
      /^[A-Za-z]/.test(zone) && new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
    );
  } catch {
    return false;
  }
}
