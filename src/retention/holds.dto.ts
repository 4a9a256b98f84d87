import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBooleanString,
  IsDefined,
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { PageQuery } from '../platform/index.js';
import { MATTER_KINDS, type MatterKind } from './holds.types.js';
import type { Series } from './take-number.js';

const DAY = /^(\d{4}-\d{2}-\d{2})?$/;

/** Items one by one, or accounts, days and words. */
export class ScopeDto {
  @ApiPropertyOptional({ type: [String], format: 'uuid' })
  @IsArray()
  @IsUUID(undefined, { each: true })
  @ArrayMaxSize(10_000)
  @IsOptional()
  readonly itemIds?: string[];

  @ApiPropertyOptional({ type: [String], format: 'uuid', description: 'Every account of the body unless told' })
  @IsArray()
  @IsUUID(undefined, { each: true })
  @ArrayMaxSize(1000)
  @IsOptional()
  readonly accountIds?: string[];

  @ApiPropertyOptional({ format: 'date', description: 'First day, in the zone of the body' })
  @Matches(DAY, { message: 'from is a day such as 2026-05-18' })
  @IsOptional()
  readonly from?: string;

  @ApiPropertyOptional({ format: 'date', description: 'Last day, in the zone of the body' })
  @Matches(DAY, { message: 'to is a day such as 2026-05-20' })
  @IsOptional()
  readonly to?: string;

  @ApiPropertyOptional({ description: 'Words, as in a search' })
  @IsString()
  @MaxLength(10_000)
  @IsOptional()
  readonly query?: string;
}

export class OpenMatterDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  readonly bodyId!: string;

  @ApiProperty({ example: '2026-CV-0417' })
  @IsString()
  @MaxLength(100)
  readonly number!: string;

  @ApiProperty({ example: 'Kowalczyk v. City of Newford' })
  @IsString()
  @MaxLength(500)
  readonly name!: string;

  @ApiProperty({ enum: MATTER_KINDS })
  @IsIn(MATTER_KINDS)
  readonly kind!: MatterKind;
}

export class PlaceHoldDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  readonly matterId!: string;

  @ApiPropertyOptional({ example: '2026-L-014', description: 'The next of the register unless told' })
  @IsString()
  @MaxLength(100)
  @IsOptional()
  readonly number?: string;

  @ApiProperty()
  @IsString()
  @MaxLength(2000)
  readonly reason!: string;

  @ApiProperty({ format: 'date-time', description: 'When the duty to keep arose; it may lie before now' })
  @IsISO8601({ strict: true })
  readonly triggerAt!: string;

  @ApiProperty({ type: () => ScopeDto })
  @IsDefined()
  @ValidateNested()
  @Type(() => ScopeDto)
  readonly scope!: ScopeDto;
}

export class ProposeReleaseDto {
  @ApiProperty()
  @IsString()
  @MaxLength(2000)
  readonly reason!: string;
}

export class HoldsQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsUUID()
  @IsOptional()
  readonly matter?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'Only holds that keep this item' })
  @IsUUID()
  @IsOptional()
  readonly item?: string;

  @ApiPropertyOptional({ type: 'boolean', description: 'Released ones too' })
  @IsBooleanString()
  @IsOptional()
  readonly all?: string;
}

export class NumberingDto {
  @ApiProperty({ example: '{year}-{n:4}', description: 'The year and the count, the latter with its fewest digits' })
  @IsString()
  @MaxLength(40)
  readonly form!: string;

  @ApiPropertyOptional({ type: 'integer', description: 'Goes on with this count; only before the first of a year' })
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  @IsOptional()
  readonly next?: number;
}

export const SERIES: readonly Series[] = ['hold', 'request', 'disposition'];
