import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import type { ItemState } from '../archive/index.js';
import type { Language } from '../platform/index.js';

const STATES = ['present', 'suspected', 'gone', 'hidden'] as const;
const DAY = /^(\d{4}-\d{2}-\d{2})?$/;

export class StartExportDto {
  @ApiProperty({ type: [String], format: 'uuid', description: 'Accounts whose items are wanted' })
  @IsUUID(undefined, { each: true })
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  readonly accountIds!: string[];

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
}
