import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiProduces, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { type Actor, ActorOf, Allow, IdParam, type Language, Public } from '../../platform/index.js';
import { CloseDueFeed, type FeedView } from './close-due-feed.js';
import { type OpenedFeed, OpenDueFeed } from './open-due-feed.js';
import { ReadDueFeed } from './read-due-feed.js';

export class OpenFeedDto {
  @ApiPropertyOptional({ enum: ['en', 'pl'], default: 'en', description: 'In which the calendar speaks' })
  @IsIn(['en', 'pl'])
  @IsOptional()
  readonly language: Language = 'en';
}

@ApiTags('clocks')
@ApiBearerAuth('key')
@Allow('request.read')
@Controller('api/v1/due-feeds')
export class DueFeedsController {
  constructor(
    private readonly openFeed: OpenDueFeed,
    private readonly closeFeed: CloseDueFeed,
    private readonly read: ReadDueFeed,
  ) {}

  @ApiOperation({ summary: 'Your own address for calendars, where there is one; never the address itself' })
  @Get()
  async own(@ActorOf() actor: Actor): Promise<{ items: FeedView[] }> {
    return { items: await this.closeFeed.open(actor) };
  }

  @ApiOperation({ summary: 'Make an address at which your calendar reads deadlines; it is shown this once' })
  @Post()
  open(@ActorOf() actor: Actor, @Body() { language }: OpenFeedDto): Promise<OpenedFeed> {
    return this.openFeed.run(actor, { language });
  }

  @ApiOperation({ summary: 'End your address for calendars' })
  @HttpCode(204)
  @Delete(':id')
  close(@ActorOf() actor: Actor, @IdParam() id: string): Promise<void> {
    return this.closeFeed.run(actor, id);
  }

  @ApiOperation({ summary: 'Deadlines of requests as a calendar (RFC 5545): the secret in the address is the key' })
  @ApiProduces('text/calendar')
  @Public()
  @Header('Content-Type', 'text/calendar; charset=utf-8')
  @Get(':secret/due.ics')
  calendar(@Param('secret') secret: string): Promise<string> {
    return this.read.run(secret);
  }
}
