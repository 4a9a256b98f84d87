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
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import { PageQuery } from '../../platform/index.js';
import { LIST_KINDS, LIST_STATES, type ListKind, type ListState } from './disposition-states.rules.js';
import { ENTRY_STATES, type EntryState } from './disposition.types.js';

export class ProposeDispositionsDto {
  @ApiPropertyOptional({ format: 'uuid', description: 'Every body unless told' })
  @IsUUID()
  @IsOptional()
  readonly bodyId?: string;

  @ApiPropertyOptional({ description: 'Also what was excluded from a list before, or stood on one that was withdrawn' })
  @IsBoolean()
  @IsOptional()
  readonly again?: boolean;
}

export class DispositionsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: LIST_STATES })
  @IsIn(LIST_STATES)
  @IsOptional()
  readonly state?: ListState;

  @ApiPropertyOptional({ enum: LIST_KINDS })
  @IsIn(LIST_KINDS)
  @IsOptional()
  readonly kind?: ListKind;
}

export class EntriesQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ENTRY_STATES })
  @IsIn(ENTRY_STATES)
  @IsOptional()
  readonly state?: EntryState;
}

export class ReasonDto {
  @ApiProperty()
  @IsString()
  @MaxLength(2000)
  readonly reason!: string;
}

export class ExcludeDto extends ReasonDto {
  @ApiProperty({ type: [String], format: 'uuid' })
  @IsArray()
  @IsUUID(undefined, { each: true })
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  readonly itemIds!: string[];
}

export class ReviewDto {
  @ApiProperty({ type: 'integer', description: 'How many items were listed when the list was gone through' })
  @IsInt()
  @Min(0)
  readonly seen!: number;

  @ApiPropertyOptional({ type: 'integer', description: 'Days of notice; those of the installation unless told' })
  @IsInt()
  @Min(0)
  @Max(3650)
  @IsOptional()
  readonly noticeDays?: number;
}

export class ConsentQuery {
  @ApiProperty({ description: 'Which of the consents the list needs', example: 'archive-director' })
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  readonly name!: string;

  @ApiProperty({ description: 'Its number, as whoever gave it wrote it', example: 'AP.431.12.2031' })
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  readonly number!: string;

  @ApiProperty({ format: 'date', description: 'The day it bears' })
  @Matches(/^\d{4}-\d{2}-\d{2}$/, { message: 'date is a day such as 2031-02-14' })
  readonly date!: string;

  @ApiProperty({ description: 'Name of the file', example: 'zgoda.pdf' })
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  @Type(() => String)
  readonly file!: string;
}
