import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Actor, ActorOf, Allow, Idempotent, type PageOf, ParseId, Refusal } from '../../platform/index.js';
import type { SeenItem } from '../review/decide-items.js';
import { DecideErasures, type NewErasureDecision } from './decide-erasures.js';
import type { ErasureView } from './erasure.types.js';
import { ErasureDecisionDto, ErasuresQuery } from './erasures.dto.js';
import { OrderErasures } from './order-erasures.js';
import { ReadErasures } from './read-erasures.js';
import { UndoErasures } from './undo-erasures.js';

@ApiTags('requests')
@ApiBearerAuth('key')
@Controller('api/v1/requests/:id/erasures')
export class ErasuresController {
  constructor(
    private readonly read: ReadErasures,
    private readonly decideErasures: DecideErasures,
    private readonly undoErasures: UndoErasures,
    private readonly orderErasures: OrderErasures,
  ) {}

  @ApiOperation({
    summary: 'What a person asks to have erased: what is proposed for each item and why, and what was decided',
  })
  @Allow('request.read')
  @Get()
  list(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) id: string,
    @Query() { decision, limit, cursor }: ErasuresQuery,
  ): Promise<PageOf<ErasureView>> {
    return this.read.list(actor, id, {
      limit,
      ...(decision === undefined ? {} : { decision }),
      ...(cursor === undefined ? {} : { cursor }),
    });
  }

  @ApiOperation({ summary: 'One of them' })
  @Allow('request.read')
  @Get(':itemId')
  one(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) id: string,
    @Param('itemId', ParseId) itemId: string,
  ): Promise<ErasureView> {
    return this.read.one(actor, id, itemId);
  }

  @ApiOperation({ summary: 'Decide about items, one or many, all or none: erase, restrict or refuse' })
  @Allow('request.review')
  @Idempotent()
  @Post('decisions')
  decide(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) requestId: string,
    @Body() input: ErasureDecisionDto,
  ): Promise<{ readonly batch: string; readonly items: readonly SeenItem[] }> {
    return this.decideErasures.run(actor, { requestId, ...decisionOf(input) });
  }

  @ApiOperation({ summary: 'Take a batch of decisions back, with the restrictions it brought' })
  @Allow('request.review')
  @HttpCode(200)
  @Post('decisions/:batch/undo')
  undo(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) requestId: string,
    @Param('batch', ParseId) batch: string,
  ): Promise<{ readonly undone: readonly SeenItem[]; readonly kept: number }> {
    return this.undoErasures.run(actor, { requestId, batch });
  }

  @ApiOperation({ summary: 'Put what is to be erased on a disposition list, for a second person to approve' })
  @Allow('request.review')
  @Idempotent()
  @Post('list')
  order(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) requestId: string,
  ): Promise<{ readonly id: string; readonly number: string; readonly items: number }> {
    return this.orderErasures.run(actor, { requestId });
  }
}

function decisionOf({
  decision,
  items,
  why,
  grounds,
  details,
  places,
}: ErasureDecisionDto): Omit<NewErasureDecision, 'requestId'> {
  if (details === true && places !== undefined) {
    throw new Refusal(
      'invalid-input',
      'Either the places that look like personal details are restricted, or these. Give one.',
    );
  }
  return {
    decision,
    items,
    ...(why === undefined ? {} : { why }),
    ...(grounds === undefined ? {} : { grounds }),
    ...(details === true ? { places: 'suggested' as const } : places === undefined ? {} : { places }),
  };
}
