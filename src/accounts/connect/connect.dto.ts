import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional, IsString, Length, Matches, MaxLength } from 'class-validator';
import type { Language } from '../../platform/index.js';

const SECRET = /^[A-Za-z0-9_-]{43}$/;
const NOT_A_LINK = { message: 'The link is not complete. Open it again from where you were given it.' };

export class ConnectDto {
  @ApiPropertyOptional({ default: false, description: 'Direct messages too; consented to separately' })
  @IsBoolean()
  @IsOptional()
  readonly messages?: boolean;

  @ApiPropertyOptional({
    example: '50 ILCS 205/7',
    description: 'The law on whose ground is kept what the platform wants deleted; needed once where it demands that',
  })
  @IsString()
  @MaxLength(2000)
  @IsOptional()
  readonly ground?: string;
}

export class AppPasswordDto extends ConnectDto {
  @ApiProperty({ writeOnly: true, description: 'An app password, made for Akta alone; used once and not kept' })
  @IsString()
  @Length(8, 200)
  readonly password!: string;
}

export class IssueLinkDto extends ConnectDto {
  @ApiPropertyOptional({ enum: ['en', 'pl'], description: 'Of what the owner is shown; en unless told' })
  @IsIn(['en', 'pl'])
  @IsOptional()
  readonly language?: Language;
}

/** The query of the address the platform sent the browser to. */
export class AnswerDto {
  @ApiProperty()
  @IsString()
  @Length(1, 500)
  readonly state!: string;

  @ApiPropertyOptional()
  @IsString()
  @MaxLength(4000)
  @IsOptional()
  readonly code?: string;

  @ApiPropertyOptional({ description: 'What the platform says where access was not allowed' })
  @IsString()
  @MaxLength(500)
  @IsOptional()
  readonly error?: string;

  @ApiPropertyOptional({ description: 'Who the platform says it is (RFC 9207)' })
  @IsString()
  @MaxLength(500)
  @IsOptional()
  readonly iss?: string;
}

export class LinkDto {
  @ApiProperty({ description: 'What stands behind the # of a personal link' })
  @IsString()
  @Matches(SECRET, NOT_A_LINK)
  readonly link!: string;
}

export class LinkAnswerDto extends AnswerDto {
  @ApiProperty({ description: 'What stands behind the # of a personal link' })
  @IsString()
  @Matches(SECRET, NOT_A_LINK)
  readonly link!: string;
}

export class LinkPasswordDto extends LinkDto {
  @ApiProperty({ writeOnly: true, description: 'An app password, made for Akta alone; used once and not kept' })
  @IsString()
  @Length(8, 200)
  readonly password!: string;
}

export class DecideClausesDto {
  @ApiProperty({ enum: ['keep', 'give-up'] })
  @IsIn(['keep', 'give-up'])
  readonly says!: 'keep' | 'give-up';

  @ApiProperty({ example: '50 ILCS 205/7: it is a public record' })
  @IsString()
  @MaxLength(2000)
  readonly ground!: string;
}
