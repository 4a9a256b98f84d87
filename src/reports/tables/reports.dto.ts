import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import type { Days } from '../../platform/index.js';
import type { ReportAsked } from './report.types.js';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

export const USUAL_MONTHS = 12;
export const MOST_MONTHS = 120;

export class ReportsQuery {
  @ApiPropertyOptional({ type: 'integer', default: USUAL_MONTHS, description: 'How far to look ahead, or back' })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MOST_MONTHS)
  @IsOptional()
  readonly months: number = USUAL_MONTHS;

  @ApiPropertyOptional({ format: 'date', description: 'First local day, for a report that tells of some days' })
  @IsString()
  @MaxLength(10)
  @IsOptional()
  readonly from?: string;

  @ApiPropertyOptional({ format: 'date', description: 'Last local day' })
  @IsString()
  @MaxLength(10)
  @IsOptional()
  readonly to?: string;
}

/** What is asked of a report. */
export function askedOf({ months, from, to }: { readonly months: number } & Days): ReportAsked {
  return from === undefined && to === undefined ? { months } : { months, days: { from, to } };
}

export class ReportFileQuery extends ReportsQuery {
  @ApiPropertyOptional({ description: 'Which table of the report; the first unless told' })
  @IsString()
  @MaxLength(40)
  @IsOptional()
  readonly section?: string;
}
