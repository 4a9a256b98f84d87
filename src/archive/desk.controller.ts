import { Controller, Get, Param } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, ActorOf, Allow, ParseId } from '../platform/index.js';
import { ReadAccounts } from './read-accounts.js';
import { ReadDesk } from './read-desk.js';
import type { AccountView, BodyView, DeskView, KnownAccountView } from './views.types.js';

@ApiTags('accounts')
@ApiBearerAuth('key')
@Controller('api/v1')
export class DeskController {
  constructor(
    private readonly readDesk: ReadDesk,
    private readonly readAccounts: ReadAccounts,
  ) {}

  @ApiOperation({ summary: 'What an officer looks at first' })
  @Allow('item.read')
  @Get('desk')
  desk(@ActorOf() actor: Actor): Promise<DeskView> {
    return this.readDesk.run(actor);
  }

  @ApiOperation({ summary: 'The public bodies' })
  @Allow('account.read')
  @Get('bodies')
  async bodies(): Promise<{ items: BodyView[] }> {
    return { items: await this.readAccounts.bodies() };
  }

  @ApiOperation({ summary: 'The accounts that are archived' })
  @Allow('account.read')
  @Get('accounts')
  async accounts(): Promise<{ items: AccountView[] }> {
    return { items: await this.readAccounts.all() };
  }

  @ApiOperation({ summary: 'One account' })
  @Allow('account.read')
  @Get('accounts/:id')
  account(@Param('id', ParseId) id: string): Promise<AccountView> {
    return this.readAccounts.one(id);
  }

  @ApiOperation({ summary: 'Accounts known and not archived, with the reason' })
  @Allow('account.read')
  @Get('known-accounts')
  async known(): Promise<{ items: KnownAccountView[] }> {
    return { items: await this.readAccounts.known() };
  }
}
