import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBooleanString,
  IsDefined,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { PageQuery } from '../../platform/index.js';
import { type Decision, DECISIONS, type Pass, PASSES } from './standing-decision.rules.js';

export class GroundDto {
  @ApiProperty({ example: '7(1)(b)', description: 'A code of the law the request is under' })
  @IsString()
  @MaxLength(100)
  readonly code!: string;

  @ApiPropertyOptional({ description: 'The other statute, where the code only points at one' })
  @IsString()
  @MaxLength(2000)
  @IsOptional()
  readonly statute?: string;

  @ApiPropertyOptional({ description: 'What disclosure would harm, where the law wants it said' })
  @IsString()
  @MaxLength(2000)
  @IsOptional()
  readonly harm?: string;
}

export class DecisionDto {
  @ApiProperty({ enum: DECISIONS })
  @IsIn(DECISIONS)
  readonly decision!: Decision;

  @ApiPropertyOptional({ enum: PASSES, default: 'first' })
  @IsIn(PASSES)
  @IsOptional()
  readonly pass: Pass = 'first';

  @ApiPropertyOptional({ type: () => GroundDto, description: 'Of what is withheld whole' })
  @ValidateNested()
  @Type(() => GroundDto)
  @IsOptional()
  readonly ground?: GroundDto;

  @ApiPropertyOptional()
  @IsString()
  @MaxLength(2000)
  @IsOptional()
  readonly note?: string;
}

export class SeenItemDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  readonly itemId!: string;

  @ApiProperty({ type: 'integer', description: 'revision of the item as it was seen' })
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  readonly revision!: number;
}

export class DecisionsDto extends DecisionDto {
  @ApiProperty({ type: () => [SeenItemDto] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  @ValidateNested({ each: true })
  @Type(() => SeenItemDto)
  readonly items!: SeenItemDto[];
}

export class RegionDto {
  @ApiProperty({ type: 'integer', description: 'Ten-thousandths of the width from the left edge' })
  @IsInt()
  readonly x!: number;

  @ApiProperty({ type: 'integer', description: 'Ten-thousandths of the height from the upper edge' })
  @IsInt()
  readonly y!: number;

  @ApiProperty({ type: 'integer' })
  @IsInt()
  readonly width!: number;

  @ApiProperty({ type: 'integer' })
  @IsInt()
  readonly height!: number;
}

export class RedactionDto {
  @ApiProperty({ type: 'integer', description: 'Number of the version' })
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  readonly version!: number;

  @ApiProperty({
    example: 'text',
    description: 'text, title, content-warning, author-handle, author-name, place, alt-1, poll-1, medium-1',
  })
  @IsString()
  @MaxLength(40)
  readonly part!: string;

  @ApiPropertyOptional({ type: 'integer', description: 'First code point that is covered; 0 unless told' })
  @IsInt()
  @IsOptional()
  readonly start?: number;

  @ApiPropertyOptional({ type: 'integer', description: 'The code point after the last; the end unless told' })
  @IsInt()
  @IsOptional()
  readonly end?: number;

  @ApiPropertyOptional({ type: () => RegionDto, description: 'Of a picture; the whole medium unless told' })
  @ValidateNested()
  @Type(() => RegionDto)
  @IsOptional()
  readonly region?: RegionDto;

  @ApiProperty({ type: () => GroundDto })
  @IsDefined()
  @ValidateNested()
  @Type(() => GroundDto)
  readonly ground!: GroundDto;
}

export class ReviewQuery extends PageQuery {
  @ApiPropertyOptional({ enum: DECISIONS, description: 'What stands' })
  @IsIn(DECISIONS)
  @IsOptional()
  readonly decision?: Decision;

  @ApiPropertyOptional({ type: 'boolean', description: 'Only what has had a first look and no second' })
  @IsBooleanString()
  @IsOptional()
  readonly needsSecond?: string;
}
