import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsBooleanString,
  IsDefined,
  IsIn,
  IsISO8601,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { type Language, PageQuery } from '../platform/index.js';
import { ScopeDto } from '../retention/index.js';
import { HandleDto } from './handles/handle.dto.js';
import { KINDS, type RequestKind } from './kinds.types.js';
import { type Channel, CHANNELS } from './request.types.js';
import { type RequestState, STATES } from './states.rules.js';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const A_DAY = { message: '$property is a day such as 2026-05-28' };

export class LetterDto {
  @ApiProperty({ example: 'Dana Whitlock' })
  @IsString()
  @MaxLength(500)
  readonly name!: string;

  @ApiPropertyOptional({ type: 'string', nullable: true, description: 'By which the same requester is known again' })
  @ValidateIf((dto: LetterDto) => dto.contact !== null)
  @IsString()
  @MaxLength(500)
  @IsOptional()
  readonly contact: string | null = null;

  @ApiPropertyOptional({ type: 'string', nullable: true })
  @ValidateIf((dto: LetterDto) => dto.address !== null)
  @IsString()
  @MaxLength(2000)
  @IsOptional()
  readonly address: string | null = null;

  @ApiProperty({ description: 'What is asked for, in the words of the letter' })
  @IsString()
  @MaxLength(20_000)
  readonly text!: string;
}

export class OpenRequestDto {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  readonly bodyId!: string;

  @ApiProperty({ enum: KINDS })
  @IsIn(KINDS)
  readonly kind!: RequestKind;

  @ApiPropertyOptional({ example: 'us-il', description: 'Whose clock and exemption codes apply' })
  @Matches(/^[a-z]{2}(-[a-z0-9]+)*$/, { message: 'law is the name of a law such as us-il' })
  @MaxLength(40)
  @IsOptional()
  readonly law?: string;

  @ApiPropertyOptional({
    example: 'pl',
    description:
      'A type of body or request that the law treats otherwise, as GET /clocks/{law} lists them; as a body in its country usually is unless told',
  })
  @IsString()
  @MaxLength(40)
  @IsOptional()
  readonly bodyType?: string;

  @ApiProperty({ enum: CHANNELS })
  @IsIn(CHANNELS)
  readonly channel!: Channel;

  @ApiPropertyOptional({ enum: ['en', 'pl'], default: 'en', description: 'In which the requester is answered' })
  @IsIn(['en', 'pl'])
  @IsOptional()
  readonly language: Language = 'en';

  @ApiProperty({ type: () => LetterDto })
  @IsDefined()
  @ValidateNested()
  @Type(() => LetterDto)
  readonly letter!: LetterDto;

  @ApiProperty({ format: 'date-time' })
  @IsISO8601({ strict: true })
  readonly receivedAt!: string;

  @ApiPropertyOptional({ format: 'date', description: 'Where no law works it out: the day an order names' })
  @Matches(DAY, A_DAY)
  @IsOptional()
  readonly dueOn?: string;

  @ApiPropertyOptional({ type: () => ScopeDto, description: 'Held from now on; only an erasure leaves it open' })
  @ValidateNested()
  @Type(() => ScopeDto)
  @IsOptional()
  readonly scope?: ScopeDto;

  @ApiPropertyOptional({ default: false, description: 'Every item needs a second reviewer' })
  @IsBoolean()
  @IsOptional()
  readonly secondReview?: boolean;

  @ApiPropertyOptional({ default: false, description: 'Only what this requester was not given before' })
  @IsBoolean()
  @IsOptional()
  readonly onlyNew?: boolean;
}

export class LetterReferenceDto {
  @ApiProperty({ example: 'L-2026-114 of 28 May 2026', description: 'The letter, as your register names it' })
  @IsString()
  @MaxLength(2000)
  readonly letter!: string;
}

export class GroundedDto extends LetterReferenceDto {
  @ApiProperty({ description: 'Why, as the letter says it' })
  @IsString()
  @MaxLength(2000)
  readonly ground!: string;
}

export class PauseDto extends GroundedDto {
  @ApiPropertyOptional({ description: 'Which pause of the law it is' })
  @IsString()
  @MaxLength(100)
  @IsOptional()
  readonly kind?: string;

  @ApiPropertyOptional({
    format: 'date',
    description: 'The first day on which the clock stands still; today unless told',
  })
  @Matches(DAY, A_DAY)
  @IsOptional()
  readonly day?: string;
}

export class ResumeDto {
  @ApiPropertyOptional({
    format: 'date',
    description: 'The last day on which the clock stood still; today unless told',
  })
  @Matches(DAY, A_DAY)
  @IsOptional()
  readonly day?: string;

  @ApiPropertyOptional({ description: 'The answer that ended the pause, as your register names it' })
  @IsString()
  @MaxLength(2000)
  @IsOptional()
  readonly letter?: string;
}

export class ExtendDto extends GroundedDto {
  @ApiPropertyOptional({ description: 'Which ground of the law it is' })
  @IsString()
  @MaxLength(100)
  @IsOptional()
  readonly kind?: string;

  @ApiPropertyOptional({
    format: 'date',
    description: 'The day named in the notice; the latest the law allows unless told',
  })
  @Matches(DAY, A_DAY)
  @IsOptional()
  readonly until?: string;
}

export class PersonDto {
  @ApiPropertyOptional({
    type: () => [HandleDto],
    description: 'Handles taken for the requester’s beside those that a code has proved; then the ground is needed',
  })
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => HandleDto)
  @IsOptional()
  readonly handles?: HandleDto[];

  @ApiPropertyOptional({ description: 'By what else it is known that these handles are the requester’s' })
  @IsString()
  @MaxLength(2000)
  @IsOptional()
  readonly ground?: string;
}

export class CollectDto {
  @ApiPropertyOptional({
    type: () => PersonDto,
    description:
      'Of a gdpr-access: everything the requester’s handles wrote, and what addresses them, on every account; instead of a scope',
  })
  @ValidateNested()
  @Type(() => PersonDto)
  @IsOptional()
  readonly person?: PersonDto;

  @ApiPropertyOptional({ type: () => ScopeDto, description: 'The scope of the request unless told' })
  @ValidateNested()
  @Type(() => ScopeDto)
  @IsOptional()
  readonly scope?: ScopeDto;
}

export class RequestsQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsUUID()
  @IsOptional()
  readonly body?: string;

  @ApiPropertyOptional({ enum: STATES })
  @IsIn(STATES)
  @IsOptional()
  readonly state?: RequestState;

  @ApiPropertyOptional({ enum: KINDS })
  @IsIn(KINDS)
  @IsOptional()
  readonly kind?: RequestKind;

  @ApiPropertyOptional({ type: 'boolean', description: 'Closed and withdrawn ones too' })
  @IsBooleanString()
  @IsOptional()
  readonly all?: string;
}
