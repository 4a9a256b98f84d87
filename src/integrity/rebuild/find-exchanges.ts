import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ObjectStore, readHeader } from '../../archive/index.js';

const AT_ONCE = 200;

/** Sealed exchanges of the object store that no row points at, in the order in which they were made. */
@Injectable()
export class FindExchanges {
  constructor(
    private readonly database: DataSource,
    private readonly store: ObjectStore,
  ) {}

  /** Notes them for `next`; answers how many objects are no exchange that can be read. */
  async note(goOn: () => void): Promise<number> {
    let unreadable = 0;
    let some: string[] = [];
    for await (const object of this.store.list('x/')) {
      some.push(object);
      if (some.length < AT_ONCE) continue;
      unreadable += await this.noteSome(some);
      some = [];
      goOn();
    }
    return unreadable + (await this.noteSome(some));
  }

  /** The next of those noted after an exchange. */
  async next(after: string): Promise<{ exchange: string; object: string } | null> {
    const [row] = await this.database.query(
      `SELECT o.exchange_id AS exchange, o.object FROM rebuild_object o WHERE o.exchange_id > $1
          AND NOT EXISTS (SELECT FROM exchange x WHERE x.id = o.exchange_id) ORDER BY o.exchange_id LIMIT 1`,
      [after],
    );
    return row ?? null;
  }

  private async noteSome(objects: readonly string[]): Promise<number> {
    const unknown: { object: string }[] = await this.database.query(
      `SELECT o.object FROM unnest($1::text[]) AS o (object)
        WHERE NOT EXISTS (SELECT FROM exchange x WHERE x.object = o.object)`,
      [objects],
    );
    let unreadable = 0;
    for (const { object } of unknown) {
      const exchange = exchangeIn(await this.store.get(object));
      if (exchange === null) unreadable += 1;
      else {
        await this.database.query(
          `INSERT INTO rebuild_object (exchange_id, object) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
          [exchange, object],
        );
      }
    }
    return unreadable;
  }
}

function exchangeIn(bytes: Buffer): string | null {
  try {
    const { exchange } = readHeader(bytes);
    return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(exchange) ? exchange : null;
  } catch {
    return null;
  }
}
