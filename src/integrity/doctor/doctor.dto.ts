import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import type { Language } from '../../platform/index.js';

export class DoctorQuery {
  @ApiPropertyOptional({ enum: ['en', 'pl'], default: 'en' })
  @IsIn(['en', 'pl'])
  @IsOptional()
  readonly lang: Language = 'en';
}
