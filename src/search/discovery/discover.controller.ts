import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, ActorOf, Allow } from '../../platform/index.js';
import { Discover } from './discover.js';
import { DiscoverQuery } from './discover.dto.js';
import type { Discovered } from './discovery.types.js';

@ApiTags('items')
@ApiBearerAuth('key')
@Allow('item.read')
@Controller('api/v1/discover')
export class DiscoverController {
  constructor(private readonly discover: Discover) {}

  @ApiOperation({
    summary: 'Suggestions while somebody types; forgives typing mistakes, names its engine and how far it is behind',
  })
  @Get()
  run(@ActorOf() actor: Actor, @Query() { q, account, limit }: DiscoverQuery): Promise<Discovered> {
    return this.discover.run(actor, { text: q, limit, ...(account === undefined ? {} : { accountId: account }) });
  }
}
