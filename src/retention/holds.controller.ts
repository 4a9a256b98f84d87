import { Body, Controller, Get, HttpCode, Param, ParseEnumPipe, Post, Put, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { NeedsCode } from '../identity/index.js';
import { type Actor, ActorOf, Allow, Idempotent, type PageOf, PageQuery, ParseId, Refusal } from '../platform/index.js';
import { HoldsQuery, NumberingDto, OpenMatterDto, PlaceHoldDto, ProposeReleaseDto, SERIES } from './holds.dto.js';
import type { HoldView, MatterView, ReleasePreview } from './holds.types.js';
import { OpenMatter } from './open-matter.js';
import { PlaceHold } from './place-hold.js';
import { PreviewRelease } from './preview-release.js';
import { ReadHolds } from './read-holds.js';
import { ReleaseHold } from './release-hold.js';
import { type NumberingFacts, type Series, TakeNumber } from './take-number.js';

const ParseSeries = new ParseEnumPipe(Object.fromEntries(SERIES.map((one) => [one, one])), {
  exceptionFactory: () => new Refusal('not-found', `There is no such register. There are: ${SERIES.join(', ')}.`),
});

@ApiTags('holds')
@ApiBearerAuth('key')
@Controller('api/v1')
export class HoldsController {
  // oxlint-disable-next-line max-params -- one operation a route
  constructor(
    private readonly read: ReadHolds,
    private readonly openMatter: OpenMatter,
    private readonly place: PlaceHold,
    private readonly release: ReleaseHold,
    private readonly preview: PreviewRelease,
    private readonly numbers: TakeNumber,
  ) {}

  @ApiOperation({ summary: 'Cases for which something is kept, the newest first' })
  @Allow('hold.read')
  @Get('matters')
  matters(@ActorOf() actor: Actor, @Query() page: PageQuery): Promise<PageOf<MatterView>> {
    return this.read.matters(actor, page);
  }

  @ApiOperation({ summary: 'One case' })
  @Allow('hold.read')
  @Get('matters/:id')
  matter(@ActorOf() actor: Actor, @Param('id', ParseId) id: string): Promise<MatterView> {
    return this.read.matter(actor, id);
  }

  @ApiOperation({ summary: 'Open a case' })
  @Allow('hold.manage')
  @Idempotent()
  @Post('matters')
  open(@ActorOf() actor: Actor, @Body() input: OpenMatterDto): Promise<MatterView> {
    return this.openMatter.run(actor, input);
  }

  @ApiOperation({ summary: 'Holds that are in place, the newest first' })
  @Allow('hold.read')
  @Get('holds')
  list(@ActorOf() actor: Actor, @Query() { matter, item, all, ...page }: HoldsQuery): Promise<PageOf<HoldView>> {
    const filter = {
      ...(matter === undefined ? {} : { matterId: matter }),
      ...(item === undefined ? {} : { itemId: item }),
      all: all === 'true',
    };
    return this.read.list(actor, filter, page);
  }

  @ApiOperation({ summary: 'Place a hold: nothing in its scope is destroyed until it is released' })
  @Allow('hold.manage')
  @Idempotent()
  @Post('holds')
  async add(@ActorOf() actor: Actor, @Body() input: PlaceHoldDto): Promise<HoldView> {
    return this.read.one(actor, await this.place.run(actor, input));
  }

  @ApiOperation({ summary: 'One hold' })
  @Allow('hold.read')
  @Get('holds/:id')
  one(@ActorOf() actor: Actor, @Param('id', ParseId) id: string): Promise<HoldView> {
    return this.read.one(actor, id);
  }

  @ApiOperation({ summary: 'Ids of the items a hold names' })
  @Allow('hold.read')
  @Get('holds/:id/items')
  items(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) id: string,
    @Query() page: PageQuery,
  ): Promise<PageOf<{ readonly id: string }>> {
    return this.read.items(actor, id, page);
  }

  @ApiOperation({ summary: 'What the release of a hold would free: items that no other hold names, by account' })
  @Allow('hold.read')
  @Get('holds/:id/release-preview')
  wouldFree(@ActorOf() actor: Actor, @Param('id', ParseId) id: string): Promise<ReleasePreview> {
    return this.preview.run(actor, id);
  }

  @ApiOperation({ summary: 'Propose to release a hold' })
  @Allow('hold.manage')
  @Idempotent()
  @Post('holds/:id/releases')
  async propose(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) holdId: string,
    @Body() { reason }: ProposeReleaseDto,
  ): Promise<HoldView> {
    await this.release.propose(actor, { holdId, reason });
    return this.read.one(actor, holdId);
  }

  @ApiOperation({ summary: 'Approve the release somebody else proposed' })
  @NeedsCode()
  @Allow('hold.release')
  @HttpCode(200)
  @Post('holds/:id/releases/approval')
  async approve(@ActorOf() actor: Actor, @Param('id', ParseId) holdId: string): Promise<HoldView> {
    await this.release.approve(actor, { holdId });
    return this.read.one(actor, holdId);
  }

  @ApiOperation({ summary: 'How a register of a body writes its numbers, and with which it goes on' })
  @Allow('body.manage')
  @Put('bodies/:id/numbers/:series')
  numbering(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) bodyId: string,
    @Param('series', ParseSeries) series: Series,
    @Body() { form, next }: NumberingDto,
  ): Promise<NumberingFacts> {
    return this.numbers.set(actor, { bodyId, series, form, ...(next === undefined ? {} : { next }) });
  }
}
