import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';

export class DiscoverQuery {
  @ApiProperty({ description: 'What was typed so far: words; the last may be a beginning', example: 'mill stret brid' })
  @IsString()
  @MaxLength(400)
  readonly q!: string;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsUUID()
  @IsOptional()
  readonly account?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 50, default: 8 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(50)
  @IsOptional()
  readonly limit: number = 8;
}
