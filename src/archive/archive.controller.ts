import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsISO8601, IsOptional, IsUUID, Matches } from 'class-validator';
import type { Request, Response } from 'express';
import { type Actor, ActorOf, Allow, ParseId, rangeAsked } from '../platform/index.js';
import type { OpenedMedium } from './open-evidence.js';
import { ReadGaps } from './read-gaps.js';
import { ReadMedium } from './read-medium.js';
import { ReadProfile } from './read-profile.js';
import { ReadThread } from './read-thread.js';
import { servedType } from './served-type.rules.js';
import type { GapView, ItemView, ThreadView } from './views.types.js';

class AsOfQuery {
  @ApiPropertyOptional({
    format: 'date-time',
    description: 'As it stood then, with its offset: 2026-05-19T18:58:00-05:00',
  })
  @Matches(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/, {
    message: 'at is a time with its offset such as 2026-05-19T18:58:00-05:00',
  })
  @IsISO8601({ strict: true }, { message: 'at is a time there is, such as 2026-05-19T18:58:00-05:00' })
  @IsOptional()
  readonly at?: string;
}

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
    private readonly profiles: ReadProfile,
    private readonly media: ReadMedium,
    private readonly allGaps: ReadGaps,
  ) {}

  @ApiOperation({ summary: 'The conversation around an item, now or as it stood at a time' })
  @Get('threads/:id')
  thread(@ActorOf() actor: Actor, @Param('id', ParseId) id: string, @Query() { at }: AsOfQuery): Promise<ThreadView> {
    return this.threads.run(actor, id, { at: at === undefined ? null : new Date(at) });
  }

  @ApiOperation({ summary: 'How an account describes itself, now or as it did at a time; null where it was not seen' })
  @Get('accounts/:id/profile')
  profile(
    @ActorOf() actor: Actor,
    @Param('id', ParseId) id: string,
    @Query() { at }: AsOfQuery,
  ): Promise<{ accountId: string; at: string | null; profile: ItemView | null }> {
    return this.profiles.run(actor, id, at === undefined ? null : new Date(at));
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
    @Param('id', ParseId) id: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const medium = await this.media.run(actor, id);
    const { type, extension } = servedType(await beginningOf(medium), medium.mime);
    const disposition = type === 'application/octet-stream' ? 'attachment' : 'inline';
    response.set({
      'Content-Type': type,
      'Content-Disposition': `${disposition}; filename="${id}.${extension}"`,
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Cache-Control': 'private, no-store',
    });
    const { start, end } = rangeAsked(request, response, { bytes: medium.size, tag: `"${id}"` });
    const length = end - start + 1;
    if (length < medium.size) response.status(206).set('Content-Range', `bytes ${start}-${end}/${medium.size}`);
    response.set({ 'Accept-Ranges': 'bytes', 'Content-Length': String(length) });
    await pipeline(Readable.from(medium.pieces([start, end + 1])), response).catch((error: NodeJS.ErrnoException) => {
      // Who asked went away: a video is left, or begun elsewhere.
      if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
    });
  }
}

/** Enough to know what it is. */
async function beginningOf(medium: OpenedMedium): Promise<Buffer> {
  if (medium.whole) return medium.whole;
  for await (const piece of medium.pieces([0, 4_096])) return piece;
  return Buffer.alloc(0);
}
