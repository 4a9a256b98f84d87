import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiPropertyOptional, ApiTags, IntersectionType } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Matches } from 'class-validator';
import {
  type ItemProof,
  type ItemState,
  type ItemSummary,
  type ItemView,
  ProveItem,
  ReadItems,
  unknownItem,
} from '../archive/index.js';
import { type Actor, ActorOf, Allow, type PageOf, PageQuery, ParseId } from '../platform/index.js';
import { type Asked, type Counted, type Echo, SearchItems } from './search-items.js';

const STATES = ['present', 'suspected', 'gone', 'hidden'] as const;
const DAY = /^(\d{4}-\d{2}-\d{2})?$/;

class FilterQuery {
  @ApiPropertyOptional({ description: 'All words, "phrases in quotes", beginnings*', example: 'flood "Mill Street"' })
  @IsString()
  @IsOptional()
  readonly text?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsUUID()
  @IsOptional()
  readonly account?: string;

  @ApiPropertyOptional({ format: 'date', description: "First day, in the body's zone" })
  @Matches(DAY, { message: 'from is a day such as 2026-05-18' })
  @IsOptional()
  readonly from?: string;

  @ApiPropertyOptional({ format: 'date', description: "Last day, in the body's zone" })
  @Matches(DAY, { message: 'to is a day such as 2026-05-20' })
  @IsOptional()
  readonly to?: string;

  @ApiPropertyOptional({ enum: STATES })
  @IsIn(STATES)
  @IsOptional()
  readonly state?: ItemState;
}

class SearchQuery extends IntersectionType(FilterQuery, PageQuery) {}

@ApiTags('items')
@ApiBearerAuth('key')
@Allow('item.read')
@Controller('api/v1/items')
export class ItemsController {
  constructor(
    private readonly search: SearchItems,
    private readonly items: ReadItems,
    private readonly proofs: ProveItem,
  ) {}

  @ApiOperation({ summary: 'Search every version of every item; the newest first' })
  @Get()
  list(
    @ActorOf() actor: Actor,
    @Query() { limit, cursor, ...filter }: SearchQuery,
  ): Promise<PageOf<ItemSummary> & { asked: Echo }> {
    return this.search.run(actor, askedOf(filter), { limit, ...(cursor === undefined ? {} : { cursor }) });
  }

  @ApiOperation({ summary: 'How many items a search finds, exactly' })
  @Get('count')
  count(@ActorOf() actor: Actor, @Query() filter: FilterQuery): Promise<Counted> {
    return this.search.count(actor, askedOf(filter));
  }

  @ApiOperation({ summary: 'One item with all its versions and findings' })
  @Get(':id')
  async item(@ActorOf() actor: Actor, @Param('id', ParseId) id: string): Promise<ItemView> {
    const [item] = await this.items.views(actor, [id]);
    if (!item) throw unknownItem();
    return item;
  }

  @ApiOperation({ summary: 'What proves the versions and findings of an item' })
  @Get(':id/proof')
  proof(@ActorOf() actor: Actor, @Param('id', ParseId) id: string): Promise<ItemProof> {
    return this.proofs.run(actor, id);
  }
}

function askedOf({ account, ...rest }: FilterQuery): Asked {
  return account === undefined ? rest : { ...rest, accountIds: [account] };
}
