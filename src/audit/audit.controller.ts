import { Controller, Get, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { type Actor, ActorOf, Allow, type Language, type PageOf, PageQuery } from '../platform/index.js';
import { ReadTrail, type TrailLine } from './read-trail.js';

class TrailQuery extends PageQuery {
  @ApiPropertyOptional({ example: '2026-05-19' })
  @IsString()
  @MaxLength(40)
  @IsOptional()
  readonly since?: string;

  @ApiPropertyOptional({ description: 'Name, login or id of a person; or setup, capture, log, integrity' })
  @IsString()
  @MaxLength(200)
  @IsOptional()
  readonly actor?: string;

  @ApiPropertyOptional({ description: 'Id of an item' })
  @IsString()
  @MaxLength(40)
  @IsOptional()
  readonly item?: string;

  @ApiPropertyOptional({ enum: ['en', 'pl'], default: 'en' })
  @IsIn(['en', 'pl'])
  @IsOptional()
  readonly lang: Language = 'en';
}

@ApiTags('audit')
@ApiBearerAuth('key')
@Allow('audit.read')
@Controller('api/v1/audit')
export class AuditController {
  constructor(private readonly trail: ReadTrail) {}

  @ApiOperation({ summary: 'What happened, the newest first, in sentences' })
  @Get()
  list(@ActorOf() actor: Actor, @Query() { limit, cursor, lang, ...filter }: TrailQuery): Promise<PageOf<TrailLine>> {
    const page = { limit, language: lang, ...(cursor === undefined ? {} : { cursor }) };
    return this.trail.run(actor, filter, page);
  }
}
