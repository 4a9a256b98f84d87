import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { RETENTION_EVENTS } from './retention-events.types.js';

export class ReportQuery {
  @ApiPropertyOptional({ type: 'integer', default: 24, description: 'How many months to look ahead' })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1200)
  @IsOptional()
  readonly months: number = 24;
}

export const EVENT_SCOPES = ['body', 'account', 'items', 'matter'] as const;

export class RecordEventDto {
  @ApiProperty({ enum: RETENTION_EVENTS })
  @IsIn(RETENTION_EVENTS)
  readonly name!: string;

  @ApiProperty({ enum: EVENT_SCOPES, description: 'What it happened to' })
  @IsIn(EVENT_SCOPES)
  readonly scope!: (typeof EVENT_SCOPES)[number];

  @ApiPropertyOptional({ format: 'uuid', description: 'With scope body and matter' })
  @IsUUID()
  @IsOptional()
  readonly bodyId?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'With scope account' })
  @IsUUID()
  @IsOptional()
  readonly accountId?: string;

  @ApiPropertyOptional({ type: [String], format: 'uuid', description: 'With scope items' })
  @IsArray()
  @ArrayMaxSize(10_000)
  @IsUUID(undefined, { each: true })
  @IsOptional()
  readonly itemIds?: string[];

  @ApiPropertyOptional({ description: 'With scope matter: number of the case or request' })
  @IsString()
  @MaxLength(200)
  @IsOptional()
  readonly number?: string;

  @ApiProperty({ format: 'date' })
  @Matches(/^\d{4}-\d{2}-\d{2}$/, { message: 'on is a day such as 2026-04-30' })
  readonly on!: string;

  @ApiProperty()
  @IsString()
  @MaxLength(2000)
  readonly reason!: string;
}

export class WithdrawEventDto {
  @ApiProperty()
  @IsString()
  @MaxLength(2000)
  readonly reason!: string;
}
