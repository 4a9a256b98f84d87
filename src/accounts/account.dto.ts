import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsISO8601,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  MaxLength,
  ValidateIf,
} from 'class-validator';
import { type Character, CHARACTERS } from './accounts.types.js';

export class ProbeAccountDto {
  @ApiProperty({ example: 'https://social.example/@city', description: 'An account, @handle@host, or a feed' })
  @IsString()
  @MaxLength(2000)
  readonly address!: string;

  @ApiPropertyOptional({ writeOnly: true, description: 'Access token; sealed, never shown again' })
  @IsString()
  @Length(8, 4000)
  @IsOptional()
  readonly token?: string;

  @ApiPropertyOptional({ default: false, description: 'The server stands in your own network' })
  @IsBoolean()
  @IsOptional()
  readonly privateAllowed?: boolean;

  @ApiPropertyOptional({
    default: false,
    description: 'On a network that is not known here: nothing of it is captured by itself',
  })
  @IsBoolean()
  @IsOptional()
  readonly isOther?: boolean;

  @ApiPropertyOptional({
    default: false,
    description: 'Its owner grants access afterwards: nothing is asked and nothing captured before',
  })
  @IsBoolean()
  @IsOptional()
  readonly connectFirst?: boolean;
}

export class AddAccountDto extends ProbeAccountDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  readonly bodyId!: string;

  @ApiProperty({ enum: CHARACTERS })
  @IsIn(CHARACTERS)
  readonly character!: Character;
}

export class ReasonDto {
  @ApiProperty()
  @IsString()
  @MaxLength(2000)
  readonly reason!: string;
}

export class LegalBasisDto {
  @ApiProperty({ example: '50 ILCS 205' })
  @IsString()
  @MaxLength(2000)
  readonly statute!: string;

  @ApiProperty({ example: 'Application 18:052, item 4' })
  @IsString()
  @MaxLength(2000)
  readonly scheduleItem!: string;

  @ApiProperty({ example: 'Marta Zielinski, FOIA officer' })
  @IsString()
  @MaxLength(2000)
  readonly officer!: string;
}

export class CharacterDto {
  @ApiProperty({ enum: CHARACTERS })
  @IsIn(CHARACTERS)
  readonly character!: Character;
}

export class AccessDto {
  @ApiProperty({ writeOnly: true, nullable: true, type: 'string', description: 'null takes the token away' })
  @ValidateIf((dto: AccessDto) => dto.token !== null)
  @IsString()
  @Length(8, 4000)
  readonly token!: string | null;
}

export class SecretDto {
  @ApiProperty({ writeOnly: true, nullable: true, type: 'string', description: 'null takes the secret away' })
  @ValidateIf((dto: SecretDto) => dto.secret !== null)
  @IsString()
  @Length(8, 4000)
  readonly secret!: string | null;
}

export class AssignCustodianDto {
  @ApiProperty()
  @IsString()
  @MaxLength(2000)
  readonly name!: string;

  @ApiPropertyOptional({ example: 'ellen@newford.example', description: 'Where they are told that access ends' })
  @IsString()
  @MaxLength(254)
  @IsOptional()
  readonly address?: string;

  @ApiPropertyOptional({ example: 'mayor', description: 'As what, by the word that retention schedules ask for' })
  @IsString()
  @MaxLength(2000)
  @IsOptional()
  readonly role?: string;

  @ApiPropertyOptional({ format: 'date-time' })
  @IsISO8601({ strict: true })
  @IsOptional()
  readonly from?: string;
}

export class CustodianAddressDto {
  @ApiProperty({
    nullable: true,
    type: 'string',
    example: 'ellen@newford.example',
    description: 'null: told by no mail',
  })
  @ValidateIf((dto: CustodianAddressDto) => dto.address !== null)
  @IsString()
  @MaxLength(254)
  readonly address!: string | null;
}

export class EndCustodianDto {
  @ApiPropertyOptional({ format: 'date-time' })
  @IsISO8601({ strict: true })
  @IsOptional()
  readonly to?: string;
}

export class AddBodyDto {
  @ApiProperty({ example: 'Newford' })
  @IsString()
  @MaxLength(200)
  readonly name!: string;

  @ApiProperty({ example: 'America/Chicago' })
  @IsString()
  @MaxLength(60)
  readonly zone!: string;

  @ApiProperty({ type: [String], example: ['en', 'pl'] })
  @IsArray()
  @ArrayMaxSize(10)
  @IsString({ each: true })
  readonly languages!: string[];

  @ApiProperty({ example: 'US-IL' })
  @IsString()
  @MaxLength(6)
  readonly country!: string;

  @ApiProperty({ example: 'NEWFORD', description: 'Begins the numbers of released pages' })
  @IsString()
  @MaxLength(16)
  readonly prefix!: string;
}

export class NoteKnownAccountDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  readonly bodyId!: string;

  @ApiProperty()
  @IsString()
  @MaxLength(200)
  readonly platform!: string;

  @ApiProperty()
  @IsString()
  @MaxLength(500)
  readonly handle!: string;

  @ApiProperty()
  @IsString()
  @MaxLength(2000)
  readonly reason!: string;

  @ApiProperty()
  @IsString()
  @MaxLength(500)
  readonly decidedBy!: string;

  @ApiProperty({ format: 'date' })
  @Matches(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, { message: 'decidedAt is a day such as 2026-01-12' })
  readonly decidedAt!: string;
}
