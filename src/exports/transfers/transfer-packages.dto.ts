import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import type { Language } from '../../platform/index.js';
import { INVENTORY_FORMATS, type InventoryFormat } from './write-inventory.js';

const LANGUAGES = ['en', 'pl'] as const satisfies readonly Language[];

export class PackageDto {
  @ApiProperty({ description: 'The name of a profile of a receiving archive', example: 'pl-archiwum-panstwowe' })
  @IsString()
  @MinLength(1)
  @MaxLength(60)
  readonly profile!: string;

  @ApiPropertyOptional({ description: 'Who takes it over; as the profile says unless told' })
  @IsString()
  @MaxLength(200)
  @IsOptional()
  readonly archive?: string;
}

export class InventoryQuery {
  @ApiPropertyOptional({ enum: INVENTORY_FORMATS })
  @IsIn(INVENTORY_FORMATS)
  @IsOptional()
  readonly format?: InventoryFormat;

  @ApiPropertyOptional({ enum: LANGUAGES })
  @IsIn(LANGUAGES)
  @IsOptional()
  readonly language?: Language;
}
