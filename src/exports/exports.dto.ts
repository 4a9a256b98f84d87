import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsIn, IsInt, IsOptional, IsString, IsUUID, Matches, Max, MaxLength, Min } from 'class-validator';
import type { ItemState } from '../archive/index.js';
import type { Language } from '../platform/index.js';
import { MOST_PARTS, SMALLEST_PART } from './bundle/split.rules.js';

const STATES = ['present', 'suspected', 'gone', 'hidden'] as const;
const DAY = /^(\d{4}-\d{2}-\d{2})?$/;

export class StartExportDto {
  @ApiPropertyOptional({
    type: [String],
    format: 'uuid',
    description: 'Accounts whose items are wanted; of the answer to a request they are those of the request',
  })
  @IsUUID(undefined, { each: true })
  @ArrayMaxSize(1000)
  readonly accountIds: string[] = [];

  @ApiPropertyOptional({ format: 'date', description: "First day, in each body's own zone" })
  @Matches(DAY, { message: 'from is a day such as 2026-05-18' })
  @IsOptional()
  readonly from?: string;

  @ApiPropertyOptional({ format: 'date', description: "Last day, in each body's own zone" })
  @Matches(DAY, { message: 'to is a day such as 2026-05-20' })
  @IsOptional()
  readonly to?: string;

  @ApiPropertyOptional({ description: 'Only items in which these words occur' })
  @IsString()
  @MaxLength(1000)
  @IsOptional()
  readonly text?: string;

  @ApiPropertyOptional({ enum: STATES })
  @IsIn(STATES)
  @IsOptional()
  readonly state?: ItemState;

  @ApiPropertyOptional({ enum: ['en', 'pl'], default: 'en', description: 'The language the bundle opens in' })
  @IsIn(['en', 'pl'])
  @IsOptional()
  readonly language: Language = 'en';

  @ApiPropertyOptional({
    default: 'full',
    description: 'What the bundle holds: foia, udip, gdpr-access, litigation, full',
  })
  @Matches(/^[a-z][a-z0-9-]{1,40}$/, { message: 'profile is a name such as foia' })
  @IsOptional()
  readonly profile?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'The request whose rulings are carried out' })
  @IsUUID()
  @IsOptional()
  readonly requestId?: string;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: SMALLEST_PART,
    description: 'Bytes that one file of the bundle may have: a larger bundle is several, each opened by itself',
  })
  @IsInt()
  @Min(SMALLEST_PART)
  @Max(Number.MAX_SAFE_INTEGER)
  @IsOptional()
  readonly partSize?: number;
}

export class PartQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, description: 'Which, of a bundle in parts' })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MOST_PARTS)
  @IsOptional()
  readonly part?: number;
}
