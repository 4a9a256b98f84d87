import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBooleanString, IsISO8601, IsOptional, IsString, MaxLength } from 'class-validator';

/** The custody form, beside the files of a multipart request. */
export class HandedInDto {
  @ApiProperty({ example: 'https://x.com/newford/status/1' })
  @IsString()
  @MaxLength(2_000)
  readonly url!: string;

  @ApiProperty({ example: 'Marta Zielinski' })
  @IsString()
  @MaxLength(2_000)
  readonly seenBy!: string;

  @ApiProperty({ format: 'date-time' })
  @IsISO8601({ strict: true })
  readonly seenAt!: string;

  @ApiPropertyOptional()
  @IsString()
  @MaxLength(2_000)
  @IsOptional()
  readonly device?: string;

  @ApiPropertyOptional({ description: 'How it was seen and saved' })
  @IsString()
  @MaxLength(2_000)
  @IsOptional()
  readonly how?: string;

  @ApiPropertyOptional({ description: 'What it says, typed; marked so wherever it is shown' })
  @IsString()
  @MaxLength(100_000)
  @IsOptional()
  readonly text?: string;

  @ApiPropertyOptional({ format: 'date-time' })
  @IsISO8601({ strict: true })
  @IsOptional()
  readonly postedAt?: string;

  @ApiPropertyOptional({ description: 'A post of a person’s own account, forwarded (44 U.S.C. 2911)' })
  @IsBooleanString()
  @IsOptional()
  readonly personalAccount?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'When the office received the copy' })
  @IsISO8601({ strict: true })
  @IsOptional()
  readonly receivedAt?: string;
}
