import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { DECISIONS, type DifferenceDecision } from './decide-difference.js';

export class UploadQuery {
  @ApiProperty({ example: 'twitter-2026-06-01.zip', description: 'What the file is called' })
  @IsString()
  @MinLength(1)
  @MaxLength(250)
  readonly file!: string;

  @ApiPropertyOptional({
    description: 'YAML: what the columns of a table or the members of a list are (docs/import.md)',
  })
  @IsString()
  @MaxLength(20_000)
  @IsOptional()
  readonly mapping?: string;
}

export class DecideDifferenceDto {
  @ApiProperty({ enum: DECISIONS })
  @IsIn(DECISIONS)
  readonly decision!: DifferenceDecision['decision'];

  @ApiProperty()
  @IsString()
  @MaxLength(2_000)
  readonly reason!: string;
}
