import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, demand } from '../../platform/index.js';
import { ClockBook } from './clock-book.js';
import type { ClockLaw } from './clock.types.js';

export interface Confirmation {
  readonly who: string;
  readonly at: Date;
  readonly reason: string;
}

export interface ClockView extends ClockLaw {
  /** Who made a draft one that may be used; null while it is a draft, or was never one. */
  readonly confirmed: Confirmation | null;
}

/** The laws with what people of this installation confirmed of them. */
@Injectable()
export class ReadClocks {
  constructor(
    private readonly database: DataSource,
    private readonly book: ClockBook,
  ) {}

  async all(actor: Actor): Promise<readonly ClockView[]> {
    demand(actor, 'clock.read');
    const confirmations = await this.confirmations(null);
    return this.book.laws().map((law) => withConfirmation(law, confirmations.get(key(law.id, this.book.ruleOf(law)))));
  }

  async run(actor: Actor, id: string): Promise<ClockView> {
    demand(actor, 'clock.read');
    return this.law(id);
  }

  /** For counting. */
  async law(id: string): Promise<ClockView> {
    const law = this.book.law(id);
    const confirmations = await this.confirmations(id);
    return withConfirmation(law, confirmations.get(key(id, this.book.ruleOf(law))));
  }

  /** The newest of each rule that was confirmed. */
  private async confirmations(law: string | null): Promise<ReadonlyMap<string, Confirmation>> {
    const rows: (Confirmation & { law: string; rule: string })[] = await this.database.query(
      `SELECT c.law, c.rule, c.at, p.name AS who, s.text AS reason
         FROM clock_confirmation c JOIN person p ON p.id = c.person_id JOIN statement s ON s.event_id = c.event_id
        WHERE $1::text IS NULL OR c.law = $1 ORDER BY c.at`,
      [law],
    );
    return new Map(rows.map(({ law: of, rule, ...confirmation }) => [key(of, rule), confirmation]));
  }
}

function withConfirmation(law: ClockLaw, confirmed: Confirmation | undefined): ClockView {
  if (law.trust === 'verified' || !confirmed) return { ...law, confirmed: null };
  return { ...law, trust: 'confirmed', confirmed };
}

function key(law: string, rule: string): string {
  return `${law} ${rule}`;
}
