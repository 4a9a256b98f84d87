import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';

const LANGUAGES = ['en', 'pl'] as const;

const AsList = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (value === undefined || Array.isArray(value) ? value : [value]));

export class PolicyQuery {
  @ApiPropertyOptional({ enum: LANGUAGES, default: 'en' })
  @IsIn(LANGUAGES)
  @IsOptional()
  readonly lang: (typeof LANGUAGES)[number] = 'en';
}

export class PolicyDateQuery extends PolicyQuery {
  @ApiProperty({ example: '2024-03-11', description: 'A day, or a moment in RFC 3339' })
  @IsString()
  @MaxLength(60)
  readonly created!: string;

  @ApiPropertyOptional({ type: [String], example: 'term-ends=2025-04-30', description: 'NAME=DAY of what happened' })
  @AsList()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  @IsOptional()
  readonly event?: string[];

  @ApiPropertyOptional({ example: 'Europe/Warsaw', description: 'That of the only body unless told' })
  @IsString()
  @MaxLength(60)
  @IsOptional()
  readonly zone?: string;
}

/** The file itself: what is recorded is its very text. */
export class PolicyTextDto {
  @ApiProperty({ description: 'The policy in YAML, as in retention-policies/' })
  @IsString()
  @MaxLength(2_000_000)
  readonly yaml!: string;

  @ApiProperty({ format: 'uuid', description: 'The body it is for' })
  @IsUUID()
  readonly bodyId!: string;
}

export class LoadPolicyDto extends PolicyTextDto {
  @ApiProperty({ example: 'Adopted by the records officer on 26 November 2026' })
  @IsString()
  @MaxLength(2000)
  readonly reason!: string;

  @ApiPropertyOptional({ description: 'The person who asks has checked this draft against its source' })
  @IsBoolean()
  @IsOptional()
  readonly confirmsDraft?: boolean;
}
