import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { DataSource } from 'typeorm';
import { Refusal } from '../platform/index.js';
import { ScopeSearch } from './scope-search.js';
import type { AskedScope, LivingScope, Scope } from './scope.types.js';

const MOST_ITEMS = 10_000;

/** What somebody asked for, made definite: names checked, days in the body's zone, the query in its canonical form. */
@Injectable()
export class SettleScope {
  constructor(
    private readonly database: DataSource,
    private readonly search: ScopeSearch,
  ) {}

  async run(bodyId: string, asked: AskedScope): Promise<Scope> {
    const itemIds = asked.itemIds ?? [];
    const means = describes(asked);
    if (itemIds.length > 0 === means) {
      throw new Refusal(
        'invalid-input',
        'A scope names either items, or accounts, days and words. Give one of the two, and not both.',
      );
    }
    return means ? this.living(bodyId, asked) : this.items(bodyId, itemIds);
  }

  private async items(bodyId: string, wanted: readonly string[]): Promise<Scope> {
    const itemIds = [...new Set(wanted)].toSorted();
    if (itemIds.length > MOST_ITEMS) {
      throw new Refusal(
        'too-large',
        `A scope names at most ${MOST_ITEMS} items. Describe more by accounts, days and words.`,
      );
    }
    const known: { id: string }[] = await this.database.query(
      `SELECT i.id FROM item i JOIN item_key k ON k.item_id = i.id WHERE i.id = ANY($1::uuid[]) AND i.body_id = $2`,
      [itemIds, bodyId],
    );
    const ids = new Set(known.map(({ id }) => id));
    const strange = itemIds.find((id) => !ids.has(id));
    if (strange === undefined) return { kind: 'items', itemIds };
    throw new Refusal('not-found', `There is no item ${strange} of this body in the archive.`, { item: strange });
  }

  private async living(bodyId: string, asked: AskedScope): Promise<Scope> {
    const [body] = await this.database.query<{ zone: string }[]>(`SELECT zone FROM body WHERE id = $1`, [bodyId]);
    if (!body) throw new Refusal('not-found', 'There is no such body.');
    const accountIds = await this.accounts(bodyId, asked.accountIds ?? []);
    // The search understands it or refuses it, and says in which words it did.
    const echo = await this.search.read({
      text: asked.query ?? '',
      ...(asked.from === undefined ? {} : { from: asked.from }),
      ...(asked.to === undefined ? {} : { to: asked.to }),
    });
    const midnight = (day: string | null, more: number): string | null =>
      day === null ? null : new Date(startOf(day, body.zone, more)).toISOString();
    return {
      kind: 'living',
      bodyId,
      accountIds,
      from: echo.from,
      to: echo.to,
      fromAt: midnight(echo.from, 0),
      toAt: midnight(echo.to, 1),
      query: echo.text === '' ? null : echo.text,
    };
  }

  private async accounts(bodyId: string, wanted: readonly string[]): Promise<LivingScope['accountIds']> {
    if (wanted.length === 0) return null;
    const ids = [...new Set(wanted)].toSorted();
    const known = await this.database.query<unknown[]>(
      `SELECT 1 FROM account WHERE id = ANY($1::uuid[]) AND body_id = $2`,
      [ids, bodyId],
    );
    if (known.length === ids.length) return ids;
    throw new Refusal(
      'not-found',
      'One of these accounts is not an account of this body. `akta account list` shows them.',
    );
  }
}

function describes({ accountIds = [], from = '', to = '', query = '' }: AskedScope): boolean {
  return accountIds.length > 0 || query.trim() !== '' || from !== '' || to !== '';
}

function startOf(day: string, zone: string, more: number): number {
  return Temporal.PlainDate.from(day).add({ days: more }).toZonedDateTime(zone).epochMilliseconds;
}
