import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Actor, demand } from '../../platform/index.js';
import { counterInWords } from './counter-in-words.js';
import type { CounterDay, CounterView, HeldThen } from './counter.types.js';
import { explainCounter, isLasting, presentOf } from './explain-counter.rules.js';

const HISTORY_DAYS = 60;

interface ReadingRow {
  readonly account_id: string;
  readonly handle: string;
  readonly zone: string;
  readonly on: string;
  readonly seen_at: Date;
  readonly says: string;
  readonly held: HeldThen;
}

const READINGS = `
  SELECT r.account_id, a.handle, b.zone, r.on, r.seen_at, r.says, r.held
    FROM account a JOIN body b ON b.id = a.body_id
    JOIN LATERAL (
      SELECT c.account_id, to_char(c.on_day, 'YYYY-MM-DD') AS on, c.seen_at, c.says, c.held FROM counter_reading c
       WHERE c.account_id = a.id ORDER BY c.on_day DESC LIMIT $2) r ON true
   WHERE $1::uuid IS NULL OR a.id = $1 ORDER BY a.handle, a.id, r.on DESC`;

/** What platforms count of accounts beside what is here, as of the last reading of each. */
@Injectable()
export class ReadCounters {
  constructor(private readonly database: DataSource) {}

  async all(actor: Actor): Promise<CounterView[]> {
    demand(actor, 'account.read');
    return this.views(null);
  }

  /** Null where no counter has been read. */
  async one(actor: Actor, accountId: string): Promise<CounterView | null> {
    demand(actor, 'account.read');
    return (await this.views(accountId)).at(0) ?? null;
  }

  private async views(accountId: string | null): Promise<CounterView[]> {
    const rows: ReadingRow[] = await this.database.query(READINGS, [accountId, HISTORY_DAYS]);
    const accounts = [...new Set(rows.map((row) => row.account_id))];
    return accounts.flatMap((id) => {
      const readings = rows.filter((row) => row.account_id === id);
      const [newest] = readings;
      return newest ? [viewOf(newest, readings)] : [];
    });
  }
}

function viewOf(newest: ReadingRow, readings: readonly ReadingRow[]): CounterView {
  const { account_id: accountId, handle, zone, seen_at: seenAt, held } = newest;
  const says = Number(newest.says);
  const history: CounterDay[] = readings.map((row) => ({
    on: row.on,
    says: Number(row.says),
    present: presentOf(row.held),
    unexplained: explainCounter(Number(row.says), row.held).unexplained,
  }));
  const told = { ...explainCounter(says, held), says, held, lasting: isLasting(history) };
  return {
    accountId,
    handle,
    zone,
    seenAt: seenAt.toISOString(),
    present: presentOf(held),
    ...told,
    inWords: { en: counterInWords(told, 'en'), pl: counterInWords(told, 'pl') },
    history,
  };
}
