import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { type Actor, ActorOf, Allow, Idempotent, type PageOf, ParseId } from '../../platform/index.js';
import { DecideItems, type NewDecision, type SeenItem } from './decide-items.js';
import { revisionOf, tagOf } from './if-match.js';
import { ReadCodes } from './read-codes.js';
import { ReadReview } from './read-review.js';
import { ReadSuggestions } from './read-suggestions.js';
import { RedactItem } from './redact-item.js';
import { DecisionDto, DecisionsDto, RedactionDto, ReviewQuery } from './review.dto.js';
import type { CodesView, ReviewItem, SuggestionView } from './review.types.js';
import { UndoDecisions } from './undo-decisions.js';

@ApiTags('review')
@ApiBearerAuth('key')
@Controller('api/v1/requests/:id')
export class ReviewController {
  // oxlint-disable-next-line max-params -- one operation a route
  constructor(
    private readonly read: ReadReview,
    private readonly readCodes: ReadCodes,
    private readonly readSuggestions: ReadSuggestions,
    private readonly decideItems: DecideItems,
    private readonly undo: UndoDecisions,
    private readonly redact: RedactItem,
  ) {}

  @ApiOperation({ summary: 'Items of the frozen set in the order they were posted' })
  @Allow('request.read')
  @Get('items')
  items(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) id: string,
    @Query() { needsSecond, decision, limit, cursor }: ReviewQuery,
  ): Promise<PageOf<ReviewItem>> {
    return this.read.list(actor, id, {
      limit,
      needsSecond: needsSecond === 'true',
      ...(decision === undefined ? {} : { decision }),
      ...(cursor === undefined ? {} : { cursor }),
    });
  }

  @ApiOperation({ summary: 'One item of the set; its ETag is the revision a decision rests on' })
  @Allow('request.read')
  @Get('items/:itemId')
  item(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) id: string,
    @Param('itemId', ParseId) itemId: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReviewItem> {
    return this.tagged(actor, { id, itemId }, response);
  }

  @ApiOperation({ summary: 'Places in an item that look like personal data; a person confirms each' })
  @Allow('request.review')
  @Get('items/:itemId/suggestions')
  async suggestions(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) id: string,
    @Param('itemId', ParseId) itemId: string,
  ): Promise<{ items: SuggestionView[] }> {
    return { items: await this.readSuggestions.run(actor, id, itemId) };
  }

  @ApiOperation({ summary: 'Codes of the law the request is under' })
  @Allow('request.read')
  @Get('codes')
  codes(@ActorOf() actor: Actor, @Param('id', ParseId) id: string): Promise<CodesView> {
    return this.readCodes.run(actor, id);
  }

  @ApiOperation({ summary: 'Decide about one item' })
  @ApiHeader({ name: 'If-Match', required: true, description: 'ETag of the item as it was seen' })
  @Allow('request.review')
  @Put('items/:itemId/decision')
  // oxlint-disable-next-line max-params -- an address of two, a body, a condition and an answer with a tag
  async decide(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) id: string,
    @Param('itemId', ParseId) itemId: string,
    @Body() { decision, pass, ground, note }: DecisionDto,
    @Headers('if-match') seen: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ReviewItem> {
    const items = [{ itemId, revision: revisionOf(seen) }];
    await this.decideItems.run(actor, { requestId: id, items, decision, pass, ...given({ ground, note }) });
    return this.tagged(actor, { id, itemId }, response);
  }

  @ApiOperation({ summary: 'Decide about many items, all or none' })
  @Allow('request.review')
  @Idempotent()
  @Post('decisions')
  decideMany(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) requestId: string,
    @Body() { items, decision, pass, ground, note }: DecisionsDto,
  ): Promise<{ readonly batch: string; readonly items: readonly SeenItem[] }> {
    return this.decideItems.run(actor, { requestId, items, decision, pass, ...given({ ground, note }) });
  }

  @ApiOperation({ summary: 'Take a batch of decisions back' })
  @Allow('request.review')
  @HttpCode(200)
  @Post('decisions/:batch/undo')
  undoBatch(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) requestId: string,
    @Param('batch', ParseId) batch: string,
  ): Promise<{ readonly undone: readonly SeenItem[]; readonly kept: number }> {
    return this.undo.run(actor, { requestId, batch });
  }

  @ApiOperation({ summary: 'Cover a place in a version, with its ground' })
  @Allow('request.review')
  @Idempotent()
  @Post('items/:itemId/redactions')
  async cover(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) requestId: string,
    @Param('itemId', ParseId) itemId: string,
    @Body() { ground, ...target }: RedactionDto,
  ): Promise<{ readonly id: string; readonly item: ReviewItem }> {
    const id = await this.redact.run(actor, { requestId, itemId, target, ground });
    return { id, item: await this.read.one(actor, requestId, itemId) };
  }

  @ApiOperation({ summary: 'Uncover it again' })
  @Allow('request.review')
  @HttpCode(204)
  @Delete('redactions/:redactionId')
  uncover(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) requestId: string,
    @Param('redactionId', ParseId) redactionId: string,
  ): Promise<void> {
    return this.redact.lift(actor, { requestId, redactionId });
  }

  private async tagged(
    actor: Actor,
    { id, itemId }: { id: string; itemId: string },
    response: Response,
  ): Promise<ReviewItem> {
    const item = await this.read.one(actor, id, itemId);
    response.setHeader('ETag', tagOf(item.revision));
    return item;
  }
}

function given({
  ground,
  note,
}: {
  ground: DecisionDto['ground'] | undefined;
  note: string | undefined;
}): Pick<NewDecision, 'ground' | 'note'> {
  return { ...(ground === undefined ? {} : { ground }), ...(note === undefined ? {} : { note }) };
}
