import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { clausesOf } from '../../connectors/index.js';
import { type Actor, demand } from '../../platform/index.js';
import type { AskedView } from './connect.types.js';
import { ReachPlatform } from './reach-platform.js';

/** What the owner of an account would be asked for, before anything is asked. */
@Injectable()
export class ReadAsked {
  constructor(
    private readonly database: DataSource,
    private readonly reach: ReachPlatform,
  ) {}

  async run(actor: Actor, accountId: string): Promise<AskedView> {
    demand(actor, 'account.manage');
    const { provider, calls } = await this.reach.run(accountId);
    const { platform, handle } = calls.account;
    const [body]: { name: string }[] = await this.database.query(
      `SELECT b.name FROM account a JOIN body b ON b.id = a.body_id WHERE a.id = $1`,
      [accountId],
    );
    return {
      platform,
      handle,
      body: body?.name ?? '',
      way: provider.way,
      messages: false,
      scopes: provider.scopes.map(({ scope, without, messages = false }) => ({ scope, without, messages })),
      clauses: clausesOf(platform),
    };
  }
}
