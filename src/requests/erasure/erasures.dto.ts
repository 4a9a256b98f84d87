import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { PageQuery } from '../../platform/index.js';
import { SeenItemDto } from '../review/review.dto.js';
import { DECIDED, type Decided, ERASURE_DECISIONS, type ErasureDecision } from './erasure.types.js';

export class ErasuresQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ERASURE_DECISIONS, description: 'What stands' })
  @IsIn(ERASURE_DECISIONS)
  @IsOptional()
  readonly decision?: ErasureDecision;
}

export class ErasureGroundDto {
  @ApiProperty({ example: 'b', description: 'Of Article 17(3) GDPR: b, d or e' })
  @IsString()
  @MaxLength(100)
  readonly article!: string;

  @ApiPropertyOptional({ description: 'Of (b): the rule that obliges, where it is not that of the schedule' })
  @IsString()
  @MaxLength(500)
  @IsOptional()
  readonly duty?: string;

  @ApiPropertyOptional({ example: '2032-01-01', description: 'With it: the first day on which the item may go' })
  @IsString()
  @MaxLength(40)
  @IsOptional()
  readonly until?: string;
}

export class RestrictedPlaceDto {
  @ApiProperty({ type: 'integer', description: 'Number of the version' })
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  readonly version!: number;

  @ApiProperty({ example: 'text', description: 'text, title, content-warning, author-handle, alt-1, medium-1 …' })
  @IsString()
  @MaxLength(60)
  readonly part!: string;

  @ApiPropertyOptional({ type: 'integer', description: 'In code points of the stored text; with end' })
  @IsInt()
  @IsOptional()
  readonly start?: number;

  @ApiPropertyOptional({ type: 'integer' })
  @IsInt()
  @IsOptional()
  readonly end?: number;
}

export class ErasureDecisionDto {
  @ApiProperty({ enum: DECIDED })
  @IsIn(DECIDED)
  readonly decision!: Decided;

  @ApiProperty({ type: () => [SeenItemDto] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  @ValidateNested({ each: true })
  @Type(() => SeenItemDto)
  readonly items!: SeenItemDto[];

  @ApiPropertyOptional({ description: 'Why; the letter gives it. Needed unless the items are erased' })
  @IsString()
  @MaxLength(2000)
  @IsOptional()
  readonly why?: string;

  @ApiPropertyOptional({ type: () => [ErasureGroundDto] })
  @IsArray()
  @ArrayMaxSize(3)
  @ValidateNested({ each: true })
  @Type(() => ErasureGroundDto)
  @IsOptional()
  readonly grounds?: ErasureGroundDto[];

  @ApiPropertyOptional({ description: 'Restrict the places that look like personal details' })
  @IsBoolean()
  @IsOptional()
  readonly details?: boolean;

  @ApiPropertyOptional({ type: () => [RestrictedPlaceDto], description: 'Restrict these places, of one item' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => RestrictedPlaceDto)
  @IsOptional()
  readonly places?: RestrictedPlaceDto[];
}
