import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { VIAS } from './clock.types.js';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const PAUSE = /^([a-z-]{1,40}:)?\d{4}-\d{2}-\d{2}\.\.\d{4}-\d{2}-\d{2}$/;
const LANGUAGES = ['en', 'pl'] as const;

/** A query names a value once or several times. */
const AsList = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (value === undefined || Array.isArray(value) ? value : [value]));

export class ClockQuery {
  @ApiPropertyOptional({ enum: LANGUAGES, default: 'en' })
  @IsIn(LANGUAGES)
  @IsOptional()
  readonly lang: (typeof LANGUAGES)[number] = 'en';
}

export class DueQuery extends ClockQuery {
  @ApiProperty({ example: '2026-05-20T16:40', description: "The body's own day, or day and time, of receipt" })
  @IsString()
  @MaxLength(40)
  readonly received!: string;

  @ApiPropertyOptional({ enum: VIAS, description: 'How it came' })
  @IsString()
  @MaxLength(40)
  @IsOptional()
  readonly via?: string;

  @ApiPropertyOptional({ type: [String], description: 'Grounds of extensions, as the law names them' })
  @AsList()
  @IsArray()
  @ArrayMaxSize(10)
  @IsString({ each: true })
  @IsOptional()
  readonly extend?: string[];

  @ApiPropertyOptional({ format: 'date', description: 'The day named in the notice of extension' })
  @Matches(DAY, { message: 'until is a day such as 2026-07-01' })
  @IsOptional()
  readonly until?: string;

  @ApiPropertyOptional({
    type: [String],
    example: 'information:2026-05-26..2026-06-02',
    description:
      'First and last day on which the clock stands still, after the kind of pause where the law knows several',
  })
  @AsList()
  @IsArray()
  @ArrayMaxSize(50)
  @Matches(PAUSE, { each: true, message: 'pause is two days such as 2026-05-26..2026-06-02' })
  @IsOptional()
  readonly pause?: string[];

  @ApiPropertyOptional({ description: 'A type of body or request that the law treats otherwise' })
  @IsString()
  @MaxLength(40)
  @IsOptional()
  readonly bodyType?: string;

  @ApiPropertyOptional({ format: 'date', description: 'The day on which another office of the body had it' })
  @Matches(DAY, { message: 'elsewhere is a day such as 2026-05-11' })
  @IsOptional()
  readonly elsewhere?: string;
}

export class ConfirmClockDto {
  @ApiProperty({ example: 'Read in Neb. Rev. Stat. 84-712(4) on 25 November 2026' })
  @IsString()
  @MaxLength(2000)
  readonly reason!: string;
}

export class YearQuery {
  @ApiProperty({ type: 'integer', example: 2026 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(9999)
  readonly year!: number;
}

export class ChangeDayDto {
  @ApiProperty({ format: 'date' })
  @Matches(DAY, { message: 'day is a day such as 2026-06-15' })
  readonly day!: string;

  @ApiProperty({ enum: ['added', 'removed'], description: 'A day that does not count is added; removed, it counts' })
  @IsIn(['added', 'removed'])
  readonly change!: 'added' | 'removed';

  @ApiPropertyOptional({ description: 'What a day that is added is called' })
  @IsString()
  @MaxLength(200)
  @IsOptional()
  readonly name?: string;

  @ApiPropertyOptional({ description: 'Its Polish name; as name unless told' })
  @IsString()
  @MaxLength(200)
  @IsOptional()
  readonly namePl?: string;

  @ApiProperty()
  @IsString()
  @MaxLength(2000)
  readonly reason!: string;
}
