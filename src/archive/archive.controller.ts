import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsOptional, IsUUID } from 'class-validator';
import type { Response } from 'express';
import { type Actor, ActorOf, Allow, ParseId } from '../platform/index.js';
import { ReadGaps } from './read-gaps.js';
import { ReadMedium } from './read-medium.js';
import { ReadThread } from './read-thread.js';
import { servedType } from './served-type.rules.js';
import type { GapView, ThreadView } from './views.types.js';

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
  constructor(
    private readonly threads: ReadThread,
    private readonly media: ReadMedium,
    private readonly allGaps: ReadGaps,
  ) {}

  @ApiOperation({ summary: 'The conversation around an item' })
  @Get('threads/:id')
  thread(@ActorOf() actor: Actor, @Param('id', ParseId) id: string): Promise<ThreadView> {
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
  async medium(@ActorOf() actor: Actor, @Param('id', ParseId) id: string, @Res() response: Response): Promise<void> {
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
