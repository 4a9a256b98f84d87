import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import type { Language } from '../../platform/index.js';
import { MOST_PAPERS } from './draw-sample.js';
import { STRATIFY, type Stratify } from './sample.types.js';

const LANGUAGES = ['en', 'pl'] as const satisfies readonly Language[];
const DAY = { message: 'a day is written as 2026-05-18' };

export class DrawSampleDto {
  @ApiProperty({ type: 'integer', minimum: 1, maximum: MOST_PAPERS, example: 60 })
  @IsInt()
  @Min(1)
  @Max(MOST_PAPERS)
  readonly n!: number;

  @ApiProperty({ example: '7', description: 'One line; whoever has it and the log draws the same' })
  @IsString()
  @MaxLength(100)
  readonly seed!: string;

  @ApiPropertyOptional({ enum: STRATIFY, default: 'none' })
  @IsIn(STRATIFY)
  @IsOptional()
  readonly stratify: Stratify = 'none';

  @ApiPropertyOptional({ type: [String], format: 'uuid', description: 'Only of these accounts' })
  @IsArray()
  @ArrayMaxSize(1_000)
  @IsUUID(undefined, { each: true })
  @IsOptional()
  readonly accountIds?: string[];

  @ApiPropertyOptional({ format: 'date', description: 'First day of posting, by the clock of the body' })
  @Matches(/^\d{4}-\d{2}-\d{2}$/, DAY)
  @IsOptional()
  readonly from?: string;

  @ApiPropertyOptional({ format: 'date', description: 'Last day of posting, inclusive' })
  @Matches(/^\d{4}-\d{2}-\d{2}$/, DAY)
  @IsOptional()
  readonly to?: string;

  @ApiPropertyOptional({ type: 'integer', description: 'As the log stood at this size: to draw a sample again' })
  @IsInt()
  @Min(1)
  @IsOptional()
  readonly logSize?: number;
}

export class PaperQuery {
  @ApiPropertyOptional({ enum: LANGUAGES, default: 'en' })
  @IsIn(LANGUAGES)
  @IsOptional()
  readonly language: Language = 'en';
}
