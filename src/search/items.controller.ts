import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type ItemProof, type ItemView, ProveItem, ReadItems, ReadResidual, unknownItem } from '../archive/index.js';
import { type Actor, ActorOf, Allow, ParseId } from '../platform/index.js';
import type { Facets } from './found.types.js';
import { type Counted, type Echo, RecordSearch } from './record-search.js';
import { askedOf, FilterQuery, SearchQuery } from './search.dto.js';
import type { FoundPage } from './show-found.js';

@ApiTags('items')
@ApiBearerAuth('key')
@Allow('item.read')
@Controller('api/v1/items')
export class ItemsController {
  constructor(
    private readonly search: RecordSearch,
    private readonly items: ReadItems,
    private readonly proofs: ProveItem,
    private readonly residuals: ReadResidual,
  ) {}

  @ApiOperation({ summary: 'Search every version of every item; the newest first' })
  @Get()
  list(
    @ActorOf() actor: Actor,
    @Query() { limit, cursor, ...filter }: SearchQuery,
  ): Promise<FoundPage & { readonly asked: Echo }> {
    return this.search.page(actor, askedOf(filter), { limit, ...(cursor === undefined ? {} : { cursor }) });
  }

  @ApiOperation({ summary: 'How many items a search finds; exact, or how many at least where counting was stopped' })
  @Get('count')
  count(@ActorOf() actor: Actor, @Query() filter: FilterQuery): Promise<Counted> {
    return this.search.count(actor, askedOf(filter));
  }

  @ApiOperation({ summary: 'Exact counts of what a search finds, by account, platform, type, state, month and author' })
  @Get('facets')
  facets(@ActorOf() actor: Actor, @Query() filter: FilterQuery): Promise<Facets & { readonly asked: Echo }> {
    return this.search.facets(actor, askedOf(filter));
  }

  @ApiOperation({ summary: 'One item with all its versions and findings' })
  @Get(':id')
  async item(@ActorOf() actor: Actor, @Param('id', ParseId) id: string): Promise<ItemView> {
    const [item] = await this.items.views(actor, [id]);
    if (item) return item;
    await this.residuals.refuse(actor, id);
    throw unknownItem();
  }

  @ApiOperation({ summary: 'What proves the versions and findings of an item' })
  @Get(':id/proof')
  proof(@ActorOf() actor: Actor, @Param('id', ParseId) id: string): Promise<ItemProof> {
    return this.proofs.run(actor, id);
  }
}
