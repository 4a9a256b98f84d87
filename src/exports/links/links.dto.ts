import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, Max, Min } from 'class-validator';
import { MOST_DAYS, USUAL_DAYS } from './export-link.types.js';

export class OpenLinkDto {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: MOST_DAYS, default: USUAL_DAYS })
  @IsInt()
  @Min(1)
  @Max(MOST_DAYS)
  readonly days: number = USUAL_DAYS;
}
