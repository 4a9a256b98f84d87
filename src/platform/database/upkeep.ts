import { Client } from 'pg';

/**
 * The way into the database past akta_app, for upkeep alone: as the superuser of the embedded server, else as the owner
 * of the tables. Injected by this class.
 */
export class Upkeep {
  /** Null: this process was given none. */
  constructor(private readonly url: string | null) {}

  /** @throws {Error} where there is no way in */
  async use<R>(work: (client: Client) => Promise<R>): Promise<R> {
    if (this.url === null) throw new Error('This process was given no way in for upkeep');
    const client = new Client({ connectionString: this.url, application_name: 'akta upkeep' });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }
}
