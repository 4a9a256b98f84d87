import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsISO8601, IsOptional, IsString, MaxLength } from 'class-validator';
import { INCIDENT_KINDS, type IncidentKind } from './incident.types.js';

export class NoteIncidentDto {
  @ApiProperty({ enum: INCIDENT_KINDS, description: 'In somebody else’s hands, or a mistake of the platform' })
  @IsIn(INCIDENT_KINDS)
  readonly kind!: IncidentKind;

  @ApiProperty({ format: 'date-time' })
  @IsISO8601({ strict: true })
  readonly from!: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Absent while it lasts' })
  @IsISO8601({ strict: true })
  @IsOptional()
  readonly to?: string;

  @ApiProperty({ description: 'How it is known' })
  @IsString()
  @MaxLength(2000)
  readonly reason!: string;
}

export class EndIncidentDto {
  @ApiPropertyOptional({ format: 'date-time', description: 'Now unless given' })
  @IsISO8601({ strict: true })
  @IsOptional()
  readonly to?: string;

  @ApiProperty({ description: 'How it is known' })
  @IsString()
  @MaxLength(2000)
  readonly reason!: string;
}
