import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsObject, IsOptional, IsString, Matches, MaxLength, ValidateNested } from 'class-validator';
import type { Language } from '../../platform/index.js';
import type { PaperKind } from './fill-letter.js';
import { LETTER_KINDS, type LetterFormat, type LetterKind } from './letter.types.js';

const FACTS = {
  type: 'object',
  additionalProperties: true,
  description: 'What the archive cannot know, by name as the preview asks for it',
} as const;
const PAPERS = ['declaration', 'statement'] as const satisfies readonly PaperKind[];
const FORMATS = ['docx', 'pdf'] as const satisfies readonly LetterFormat[];

export class PlannedExtensionDto {
  @ApiPropertyOptional({ description: 'Which ground of the law it is' })
  @IsString()
  @MaxLength(100)
  @IsOptional()
  readonly kind?: string;

  @ApiPropertyOptional({ format: 'date', description: 'The day named in the notice' })
  @Matches(/^\d{4}-\d{2}-\d{2}$/, { message: 'until is a day such as 2026-06-04' })
  @IsOptional()
  readonly until?: string;
}

export class LetterFactsDto {
  @ApiPropertyOptional(FACTS)
  @IsObject()
  @IsOptional()
  readonly facts?: object;
}

export class WriteLetterDto extends LetterFactsDto {
  @ApiProperty({ enum: LETTER_KINDS })
  @IsIn(LETTER_KINDS)
  readonly kind!: LetterKind;

  @ApiPropertyOptional({
    type: () => PlannedExtensionDto,
    description: 'Of a notice that goes out before the step is taken; the last extension of the request unless told',
  })
  @ValidateNested()
  @Type(() => PlannedExtensionDto)
  @IsOptional()
  readonly extension?: PlannedExtensionDto;
}

export class WritePaperDto extends LetterFactsDto {
  @ApiProperty({ enum: PAPERS })
  @IsIn(PAPERS)
  readonly kind!: PaperKind;

  @ApiPropertyOptional({ enum: ['en', 'pl'], default: 'en' })
  @IsIn(['en', 'pl'])
  @IsOptional()
  readonly language: Language = 'en';
}

export class LetterFileQuery {
  @ApiPropertyOptional({ enum: FORMATS, default: 'docx' })
  @IsIn(FORMATS)
  @IsOptional()
  readonly format: LetterFormat = 'docx';
}

export class LetterheadDto {
  @ApiProperty(FACTS)
  @IsObject()
  readonly facts!: object;
}
