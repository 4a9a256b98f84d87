import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayUnique,
  IsArray,
  IsIn,
  IsISO8601,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  MaxLength,
  ValidateIf,
} from 'class-validator';
import { PageQuery, type Permission, PERMISSIONS } from '../platform/index.js';
import { type Role, ROLES } from './role.rules.js';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from './set-password.js';

/** A key, or a name and a password. */
export class SignInDto {
  @ApiPropertyOptional({ type: 'string', description: 'An API key: akta_…' })
  @IsString()
  @MaxLength(100)
  @IsOptional()
  readonly key?: string;

  @ApiPropertyOptional({ type: 'string' })
  @IsString()
  @MaxLength(200)
  @IsOptional()
  readonly name?: string;

  @ApiPropertyOptional({ type: 'string' })
  @IsString()
  @MaxLength(1000)
  @IsOptional()
  readonly password?: string;
}

export class SessionsQuery extends PageQuery {
  @ApiPropertyOptional({ type: 'string', format: 'uuid', description: 'Everybody whom you may see unless told' })
  @IsUUID()
  @IsOptional()
  readonly person?: string;
}

export class RolesDto {
  @ApiProperty({ enum: ROLES, isArray: true })
  @IsArray()
  @ArrayUnique()
  @IsIn(ROLES, { each: true })
  readonly roles!: Role[];
}

export class AddPersonDto extends RolesDto {
  @ApiProperty({ type: 'string' })
  @IsString()
  @Length(1, 200)
  @Matches(/\S/)
  readonly name!: string;

  @ApiProperty({ type: 'string', description: 'What the person types to sign in' })
  @IsString()
  @Matches(/^[\w.@+-]{1,200}$/, { message: 'login may hold letters, digits and . _ - + @, at most 200' })
  readonly login!: string;
}

export class DisablePersonDto {
  @ApiProperty({ type: 'string' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(2000)
  readonly reason!: string;
}

export class SetMailDto {
  @ApiProperty({ type: 'string', nullable: true, example: 'inez@newford.example', description: 'Null: none any more' })
  @ValidateIf((dto: SetMailDto) => dto.mail !== null)
  @IsString()
  @MaxLength(254)
  readonly mail!: string | null;
}

export class SetPasswordDto {
  @ApiProperty({ type: 'string', minLength: SHORTEST_PASSWORD })
  @IsString()
  @Length(SHORTEST_PASSWORD, LONGEST_PASSWORD)
  readonly password!: string;

  @ApiPropertyOptional({ type: 'string', description: 'The present one, when it is your own' })
  @IsString()
  @MaxLength(1000)
  @IsOptional()
  readonly current?: string;
}

export class IssueKeyDto {
  @ApiPropertyOptional({ type: 'string', format: 'uuid', description: 'Yourself unless told' })
  @IsUUID()
  @IsOptional()
  readonly person?: string;

  @ApiProperty({ type: 'string' })
  @IsString()
  @Length(1, 200)
  readonly label!: string;

  @ApiPropertyOptional({ enum: PERMISSIONS, isArray: true, description: 'Everything the roles allow unless told' })
  @IsArray()
  @ArrayUnique()
  @IsIn(PERMISSIONS, { each: true })
  @IsOptional()
  readonly permissions?: Permission[];

  @ApiPropertyOptional({ type: 'string', format: 'date-time' })
  @IsISO8601({ strict: true })
  @IsOptional()
  readonly expiresAt?: string;
}
