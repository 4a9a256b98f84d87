import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { type Language, PageQuery } from '../../platform/index.js';

export class WriteNoticesDto {
  @ApiProperty({
    type: [String],
    example: ['inez', 'Ellen Brandt <ellen@newford.example>'],
    description: 'Who signs in here, by login; or a name, with an e-mail address or without',
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @IsString({ each: true })
  @MaxLength(500, { each: true })
  readonly to!: string[];

  @ApiPropertyOptional({ description: 'What they are told; the usual words unless told' })
  @IsString()
  @MaxLength(2000)
  @IsOptional()
  readonly text?: string;

  @ApiPropertyOptional({ enum: ['en', 'pl'], description: 'That of the body unless told' })
  @IsIn(['en', 'pl'])
  @IsOptional()
  readonly language?: Language;
}

export class AcknowledgeDto {
  @ApiPropertyOptional({ description: 'How somebody who does not sign in here has acknowledged it' })
  @IsString()
  @MaxLength(2000)
  @IsOptional()
  readonly said?: string;
}

export class NoticesQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsUUID()
  @IsOptional()
  readonly hold?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsUUID()
  @IsOptional()
  readonly matter?: string;
}
