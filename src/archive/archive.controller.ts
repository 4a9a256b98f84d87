import { Controller, Get, Param, ParseUUIDPipe, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsOptional, IsUUID } from 'class-validator';
import type { Response } from 'express';
import { type Actor, ActorOf, Allow } from '../platform/index.js';
import { type ItemProof, ProveItem } from './prove-item.js';
import { ReadGaps } from './read-gaps.js';
import { ReadItems } from './read-items.js';
import { ReadMedium } from './read-medium.js';
import { ReadThread, unknownItem } from './read-thread.js';
import { servedType } from './served-type.rules.js';
import type { GapView, ItemView, ThreadView } from './views.types.js';

class GapsQuery {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsUUID()
  @IsOptional()
  readonly account?: string;
}

@ApiTags('items')
@ApiBearerAuth('key')
@Allow('item.read')
@Controller('api/v1')
export class ArchiveController {
  // oxlint-disable-next-line max-params -- one reader a route
  constructor(
    private readonly items: ReadItems,
    private readonly threads: ReadThread,
    private readonly proofs: ProveItem,
    private readonly media: ReadMedium,
    private readonly allGaps: ReadGaps,
  ) {}

  @ApiOperation({ summary: 'One item with all its versions and findings' })
  @Get('items/:id')
  async item(@ActorOf() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<ItemView> {
    const [item] = await this.items.views(actor, [id]);
    if (!item) throw unknownItem();
    return item;
  }

  @ApiOperation({ summary: 'What proves the versions and findings of an item' })
  @Get('items/:id/proof')
  proof(@ActorOf() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<ItemProof> {
    return this.proofs.run(actor, id);
  }

  @ApiOperation({ summary: 'The conversation around an item' })
  @Get('threads/:id')
  thread(@ActorOf() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<ThreadView> {
    return this.threads.run(actor, id);
  }

  @ApiOperation({ summary: 'Stretches in which accounts were not seen, the newest first' })
  @Get('gaps')
  async gaps(@Query() { account }: GapsQuery): Promise<{ items: GapView[] }> {
    return { items: await this.allGaps.run(account === undefined ? {} : { accountIds: [account] }) };
  }

  /** What strangers uploaded: never run, never guessed at, never framed. */
  @ApiOperation({ summary: 'Original bytes of a picture, video or sound' })
  @Get('media/:id')
  async medium(
    @ActorOf() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() response: Response,
  ): Promise<void> {
    const { bytes, mime } = await this.media.run(actor, id);
    const { type, extension } = servedType(bytes, mime);
    const disposition = type === 'application/octet-stream' ? 'attachment' : 'inline';
    response
      .set({
        'Content-Type': type,
        'Content-Disposition': `${disposition}; filename="${id}.${extension}"`,
        'X-Content-Type-Options': 'nosniff',
        'Content-Security-Policy': "default-src 'none'; sandbox",
        'Cross-Origin-Resource-Policy': 'same-origin',
        'Cache-Control': 'private, no-store',
      })
      .send(bytes);
  }
}
